"""`parindex compute`: the results as a table to read, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from parindex.cli.terminal import block_title, number, paragraph, signed, table
from parindex.engine.document import results_document
from parindex.engine.points import PLACES, fixed, shown
from parindex.engine.rows import rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from typing import Any

    from parindex.engine.problems import Text
    from parindex.engine.results import BlockResult, Results


def rendered(results: Results, form: str, language: str) -> str:
    """The whole output, in "table", "json" or "csv"."""
    if form == "json":
        return json.dumps(results_document(results, language), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return _csv(results)
    return _Table(results, language).text()


def _csv(results: Results) -> str:
    out = io.StringIO()
    found = rows(results, "units")
    if found:
        writer = csv.DictWriter(out, list(found[0]), lineterminator="\n")
        writer.writeheader()
        decimals = results.round.recipe.decimals
        writer.writerows({name: _cell(value, decimals) for name, value in row.items()} for row in found)
    return out.getvalue()


def _cell(value: Any, decimals: int) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.{decimals}f}" if isinstance(value, float) else value


class _Table:
    """The results as a person reads them in a terminal."""

    def __init__(self, results: Results, language: str) -> None:
        self.results, self.language = results, language
        self.round = results.round
        self.document = results_document(results, language)
        self.before = None if results.comparison is None else results.comparison.previous

    def text(self) -> str:
        title = self.round.title.said(self.language) or self.round.name
        lines = [title, "═" * min(len(title), 100)]
        if caveat := self.round.caveat.said(self.language):
            lines += [paragraph(caveat)]
        for block, document in zip(self.results.blocks, self.document["blocks"], strict=True):
            lines += ["", *self._overall(block, document), "", *self._ranking(block, document), ""]
            lines += self._areas(block, document)
        lines += self._reasons()
        return "\n".join(lines) + "\n"

    def _said(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def _percent(self, value: Fraction | None) -> str:
        return number(None if value is None else shown(value, self.round.recipe.decimals), self.language)

    def _name(self, name: Text, code: str) -> str:
        return name.said(self.language) or code

    def _overall(self, block: BlockResult, document: Mapping[str, Any]) -> list[str]:
        overall = document["overall"]
        parts = [
            self._said(f"{overall['units']} đơn vị", f"{overall['units']} units"),
            f"{self._said('trung bình', 'mean')} {number(overall['mean'], self.language)}%",
            f"{self._said('trung vị', 'median')} {number(overall['median'], self.language)}%",
            f"{self._said('đầu và cuối cách nhau', 'first to last')} {number(overall['range'], self.language)}",
        ]
        if overall["rose"] is not None:
            parts.append(
                self._said(
                    f"tăng {overall['rose']}, giảm {overall['fell']}", f"{overall['rose']} rose, {overall['fell']} fell"
                )
            )
        bands = [
            f"{self._name(band.name, band.code)} {overall['bands'][band.code]}"
            for band in self.round.recipe.bands_of(block.block)
        ]
        head = f"{block_title(block.block, self.language)}: " + " · ".join(parts)
        return [
            paragraph(head),
            *([paragraph(f"{self._said('Xếp loại', 'Bands')}: " + " · ".join(bands))] * bool(bands)),
        ]

    def _ranking(self, block: BlockResult, document: Mapping[str, Any]) -> list[str]:
        heads = [self._said("Hạng", "Rank"), self._said("Đơn vị", "Unit"), self._said("Chỉ số %", "Index %")]
        aligns = "><>"
        if self.before is not None:
            year = str(self.before.round.year)
            heads += [year, "±", self._said(f"Hạng {year}", f"Rank {year}")]
            aligns += ">>>"
        heads += [self._said("Điểm", "Points"), self._said("Xếp loại", "Band")]
        places = max(len(unit["points"].partition(".")[2]) for unit in document["units"])
        rows_ = []
        for result, unit in zip(block.units, document["units"], strict=True):
            row = [
                f"{unit['rank'] or '–'}{'=' if unit['tied'] else ' '}",
                self._name(result.unit.name, unit["unit"]) + (" *" if result.undecided else ""),
                number(unit["index"], self.language),
            ]
            if self.before is not None:
                row += [
                    number(unit["previous_index"], self.language),
                    signed(unit["change"], self.language),
                    str(unit["previous_rank"] or "–"),
                ]
            points = fixed(result.standing.points // 10 ** (PLACES - places), places)
            points = f"{number(points, self.language)} / {number(unit['maximum'], self.language)}"
            rows_.append([*row, points, "–" if result.band is None else self._name(result.band.name, result.band.code)])
        lines = table(heads, rows_, aligns + "><")
        if any(result.undecided for result in block.units):
            note = "* tạm tính: còn tiêu chí chưa quyết định.", "* provisional: some criteria are undecided."
            lines.append(self._said(*note))
        return lines

    def _areas(self, block: BlockResult, document: Mapping[str, Any]) -> list[str]:
        heads = ["", self._said("Lĩnh vực", "Area"), self._said("Trung bình %", "Mean %")]
        aligns = "<<>"
        if self.before is not None:
            heads.append(str(self.before.round.year))
            aligns += ">"
        heads += [
            self._said("Trên TB", "Above"),
            "100%",
            self._said("Cách", "Gap"),
            self._said("Cao nhất", "Highest"),
            self._said("Thấp nhất", "Lowest"),
        ]
        rows_ = []
        for area in document["areas"]:
            name = self._name(self.round.tree.by_code[area["criterion"]].name, area["criterion"])
            row = [area["criterion"], name, number(area["mean"], self.language)]
            if self.results.comparison is not None:
                row.append(self._percent(self.results.comparison.area(block.block, area["criterion"]).mean))
            row += [str(area["above_mean"]), str(area["full"]), number(area["range"], self.language)]
            rows_.append([*row, self._listed(area["highest"]), self._listed(area["lowest"])])
        return table(heads, rows_, aligns + ">>><<", widest=40)

    def _listed(self, codes: list[str]) -> str:
        many = self._said(f"{len(codes)} đơn vị", f"{len(codes)} units")
        return ", ".join(codes) if len(codes) <= 2 else many

    def _reasons(self) -> list[str]:
        """Sentences on comparisons that cannot be made, or how they were made."""
        comparison = self.results.comparison
        if comparison is None:
            return []
        said = [note.said(self.language) for note in comparison.notes]
        for block in self.results.blocks:
            said += [
                unit.previous.reason.said(self.language)
                for unit in block.units
                if unit.previous is not None and unit.previous.reason.said(self.language)
            ]
        return ["", *(paragraph(sentence) for sentence in dict.fromkeys(said))] if said else []
