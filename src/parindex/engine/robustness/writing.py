"""Numbers in running text, Vietnamese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def whole(number: int, language: str) -> str:
    """A large whole number: 2.000 in Vietnamese, 2,000 in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "vi" else text


def count(number: int, language: str) -> str:
    """A number of things: in Vietnamese with a leading zero under ten (04)."""
    return f"{number:02d}" if language == "vi" and number < 10 else whole(number, language)


def decimal(number: float, places: int, language: str) -> str:
    """A rounded number; decimal comma in Vietnamese."""
    text = f"{number:.{places}f}"
    return text.replace(".", ",") if language == "vi" else text


def short(number: float, language: str) -> str:
    """A setting, with the decimals it has (six digits at most): 0,75."""
    text = f"{number:.6g}"
    return text.replace(".", ",") if language == "vi" else text


def per_cent(share: float, language: str) -> str:
    """A share in whole per cent, rounded half up; never 0 or 100 unless it is exactly that.

    >>> per_cent(0.583, "vi"), per_cent(0.9996, "en"), per_cent(0.001, "vi")
    ('58%', 'over 99%', 'dưới 1%')
    """
    rounded = int(100 * share + 0.5)
    if rounded >= 100 and share < 1:
        return "trên 99%" if language == "vi" else "over 99%"
    if rounded <= 0 < share:
        return "dưới 1%" if language == "vi" else "under 1%"
    return f"{rounded}%"


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row: A, B và C; where a name has a comma of its own, A; B, C và D."""
    last = " và " if language == "vi" else " and "
    between = "; " if any("," in name for name in names) else ", "
    return last.join([between.join(names[:-1]), names[-1]] if len(names) > 1 else names)
