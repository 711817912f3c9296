"""parindex: the yearly Public Administration Reform Index of a government's units.

As a library::

    import parindex

    this_year = parindex.read("lai-chau-2017")
    results = parindex.compute(this_year, previous=parindex.read("lai-chau-2016"))
    results.block("so-ban-nganh").overall.mean  # an exact fraction
    parindex.frame(results, "units", "pandas")  # or "polars", "arrow", where installed

Everything is imported when it is first used, so that the commands start quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["CannotRead", "Results", "Round", "check", "compute", "frame", "read", "robustness", "rows"]

if TYPE_CHECKING:
    from parindex.library import CannotRead, Results, Round, check, compute, frame, read, robustness, rows


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'parindex' has no attribute {name!r}")
    from parindex import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
