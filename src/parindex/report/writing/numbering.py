"""Running numbers of tables and charts in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.report.writing.words import Words


class Numbering:
    """Counts tables and charts from 1; a label ends with its full stop: "Bảng 1."."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.tables = 0
        self.charts = 0

    def table(self) -> tuple[str, str]:
        """(label, anchor) of the next table."""
        self.tables += 1
        return self.words.either(f"Bảng {self.tables}.", f"Table {self.tables}."), f"table-{self.tables}"

    def chart(self) -> tuple[str, str]:
        """(label, anchor) of the next chart."""
        self.charts += 1
        return self.words.either(f"Biểu đồ {self.charts}.", f"Chart {self.charts}."), f"chart-{self.charts}"
