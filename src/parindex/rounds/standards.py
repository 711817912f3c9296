"""What a round's own settings must be like: name, year, title, bands, caps, absences. All faults are found at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from parindex.engine.problems import Text, Where
from parindex.engine.round import ABSENCE, Counting
from parindex.package.checks.bands import read_bands
from parindex.package.checks.entries import exact
from parindex.package.listing import Listing

EARLIEST, LATEST = 1990, 2100
CAPS = ("bonus", "penalty")
LONGEST = {"title_en": 300, "authority_vi": 300, "authority_en": 300, "place_vi": 100, "place_en": 100}
"""Characters that a text may have."""
RESERVED = frozenset({"new"})
"""Names that are addresses of their own."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
_ABSENCES = frozenset(state.word for state in ABSENCE)


def name_fault(name: str) -> Text | None:
    """What is wrong with a round's name; None where nothing is."""
    if not _NAME.match(name) or len(name) > 80 or name in RESERVED:
        return Text(
            "Mã kỳ gồm chữ thường không dấu, chữ số, dấu gạch nối; nhiều nhất 80 ký tự, ví dụ lai-chau-2018.",
            "A round's code is made of small letters, digits and hyphens; at most 80, such as lai-chau-2018.",
        )
    return None


def setting_faults(values: Mapping[str, Any], blocks: Iterable[str] = ()) -> dict[str, Text]:
    """Faults by field of those settings that are there: year, title_vi, decimals, bands, caps, absence, texts too long."""
    checks = {
        "year": _year,
        "title_vi": _title,
        "decimals": _decimals,
        "bands": lambda bands: bands_fault(bands, blocks),
        "caps": _caps,
        "absence": _absence,
    }
    found = {field: _length(field, str(value)) for field, value in values.items() if field in LONGEST}
    found |= {field: check(values[field]) for field, check in checks.items() if field in values}
    return {field: fault for field, fault in found.items() if fault is not None}


def bands_fault(bands: Any, blocks: Iterable[str] = ()) -> Text | None:
    """What is wrong with the bands, by the same checks as a package's; None where they can be used."""
    if not bands:
        return Text(
            "Chưa có mức xếp loại. Nhập ít nhất một mức, mức thấp nhất từ 0.",
            "There are no bands. Enter at least one; the lowest begins at 0.",
        )
    listing = Listing()
    read_bands(bands, tuple(blocks), Where(""), listing)
    return _joined([problem.what for problem in listing.problems() if problem.is_error])


def _length(field: str, text: str) -> Text | None:
    most = LONGEST[field]
    if len(text) <= most:
        return None
    return Text(f"Nhập nhiều nhất {most} ký tự.", f"Enter at most {most} characters.")


def _year(year: Any) -> Text | None:
    if isinstance(year, int) and EARLIEST <= year <= LATEST:
        return None
    return Text(f"Năm là số từ {EARLIEST} đến {LATEST}.", f"The year is a number from {EARLIEST} to {LATEST}.")


def _title(title: Any) -> Text | None:
    if not str(title).strip():
        return Text("Chưa nhập tên kỳ đánh giá.", "Enter the title of the round.")
    if len(str(title)) > 300:
        return Text("Tên kỳ đánh giá nhiều nhất 300 ký tự.", "The title has at most 300 characters.")
    return None


def _decimals(decimals: Any) -> Text | None:
    if isinstance(decimals, int) and 0 <= decimals <= 6:
        return None
    return Text("Số chữ số thập phân từ 0 đến 6.", "Decimals are from 0 to 6.")


def _caps(caps: Any) -> Text | None:
    wrong = [key for key, cap in caps.items() if key not in CAPS or (number := exact(cap)) is None or number < 0]
    if not wrong:
        return None
    return Text(
        "Mức trần điểm thưởng, điểm trừ là số không âm.", "Caps of bonus and penalty are numbers that are not negative."
    )


def _absence(absence: Any) -> Text | None:
    if all(key in _ABSENCES and word in tuple(Counting) for key, word in absence.items()):
        return None
    return Text("Cách tính ô trống không có trong danh sách.", "There is no such way to count what is absent.")


def _joined(texts: list[Text]) -> Text | None:
    return Text(" ".join(t.vi for t in texts), " ".join(t.en for t in texts)) if texts else None
