"""What a round shows in the cells of a form, unit by unit, and what it holds that a form has no place for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from parindex.engine.problems import Text
from parindex.engine.sheet import STAGES, State
from parindex.engine.tree import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.round import Round
    from parindex.package.tables import Package

Shown = int | str | None
"""Micropoints, the word of an absence, or None where nobody decided."""

WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.NOT_APPLICABLE: "Không áp dụng",
        State.NOT_SUBMITTED: "Không nộp",
        State.NOT_APPRAISED: "Chưa thẩm định",
        State.TOO_FEW_ANSWERS: "Không đủ phiếu",
    }
)
"""How absences are written."""

SURVEYED = "Điều tra XHH"
"""The remark beside a criterion that is scored by a survey."""


@dataclass(frozen=True, slots=True)
class LeafShown:
    """A leaf of one unit, by column of the form. settled: its result as the columns before the last give it.

    final: the result where it is another one, None where the columns before say it.
    """

    values: Mapping[str, Shown]
    settled: Shown
    final: Shown
    evidence: str
    remark: str

    @property
    def result(self) -> Shown:
        """The points that count."""
        return self.settled if self.final is None else self.final


class Shows:
    """A round's cells as a form shows them."""

    def __init__(self, package: Package, round_: Round) -> None:
        self.round = round_
        self.notes = _notes(package)
        self.lost = Counter[str]()
        stage = STAGES.index("explained")
        self.has_explained = bool((round_.sheet.state[stage] != State.MISSING).any())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of points."""
        return ("self", "survey", "appraised", *(("explained",) if self.has_explained else ()), "final")

    def leaf(self, unit: int, code: str) -> LeafShown:
        """A leaf of a unit, by the unit's position."""
        leaf = self.round.tree.position[code]
        own, appraised, explained, final = (self._cell(stage, unit, leaf) for stage in range(len(STAGES)))
        survey = self.round.tree.leaves[leaf].source is Source.SURVEY
        values: dict[str, Shown] = {"self": None if survey else own, "explained": explained}
        values |= {"survey": appraised} if survey else {"appraised": appraised}
        settled = appraised if explained is None else explained
        if final is not None and final == settled:
            self.lost["final"] += 1
        notes = self.notes.get((self.round.units[unit].code, code), {})
        self._count_notes(notes, own, appraised)
        remark = notes.get("appraised", "") or (SURVEYED if survey else "")
        evidence = notes.get("self", "")
        return LeafShown(values, settled, None if final == settled else final, evidence, remark)

    def _cell(self, stage: int, unit: int, leaf: int) -> Shown:
        state = State(int(self.round.sheet.state[stage, unit, leaf]))
        if state is State.SCORED:
            return int(self.round.sheet.points[stage, unit, leaf])
        return WORDS.get(state)

    def _count_notes(self, notes: Mapping[str, str], own: Shown, appraised: Shown) -> None:
        carried = {"self"} if own is not None else set()
        carried |= {"appraised"} if appraised is not None else set()
        self.lost["notes"] += len(set(notes) - carried)


def _notes(package: Package) -> dict[tuple[str, str], dict[str, str]]:
    """The notes of the scores table by unit and criterion, then by stage."""
    scores = package.tables.get("scores")
    if scores is None or not any(scores.texts("note_vi")):
        return {}
    found: dict[tuple[str, str], dict[str, str]] = {}
    columns = (scores.texts(name) for name in ("unit", "criterion", "stage", "note_vi"))
    for unit, criterion, stage, note in zip(*columns, strict=True):
        if note:
            found.setdefault((unit, criterion), {})[stage] = note
    return found


def not_carried(package: Package, round_: Round, lost: Mapping[str, int]) -> list[Text]:
    """What the package holds and its forms do not."""
    named = {
        "findings": Text("tồn tại, hạn chế (findings)", "findings"),
        "reasons": Text("danh mục lý do (reasons)", "reasons"),
        "adjustments": Text("điểm thưởng, điểm trừ (adjustments)", "bonuses and penalties (adjustments)"),
        "crosswalk": Text("đối chiếu tiêu chí với năm trước (crosswalk)", "the crosswalk"),
        "published": Text("số liệu đã công bố (published)", "published figures"),
    }
    found = [text for name, text in named.items() if name in package.tables and len(package.tables[name])]
    scores, criteria = package.tables.get("scores"), package.tables.get("criteria")
    if scores is not None and any(scores.texts("value")):
        found.append(Text("giá trị đã nhập để tính điểm (value)", "entered values (value)"))
    if criteria is not None and any(criteria.texts("lead_unit")):
        found.append(Text("đơn vị chủ trì (lead_unit)", "lead units"))
    if any(unit.predecessors for unit in round_.units):
        found.append(Text("đơn vị tiền thân (predecessors)", "predecessors"))
    if len(round_.blocks) > 1:
        found.append(Text("khối của đơn vị (block)", "blocks"))
    if round_.recipe.bands:
        found.append(Text("các mức xếp loại (bands)", "bands"))
    if lost["final"]:
        number = lost["final"]
        found.append(
            Text(f"{number} kết quả ghi lại đúng điểm của bước trước", f"{number} results that repeat the layer before")
        )
    if lost["notes"]:
        number = lost["notes"]
        found.append(Text(f"{number} ghi chú ở các bước khác", f"{number} notes of other layers"))
    return found
