"""Turns the entries of a sheet into scores of the package: which column is which layer of points."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.engine.points import plain
from parindex.engine.problems import Text
from parindex.package.catalogue.kind import decimal
from parindex.package.form import says_points
from parindex.package.form.values import BLANK, Value
from parindex.package.form.words import NAMES, is_surveyed, state_meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.tree import NotApplicable
    from parindex.package.catalogue.kind import Kind as Problems
    from parindex.package.form.entries import Entry
    from parindex.package.form.numbering import Path
    from parindex.package.form.sheets import Sheet
    from parindex.package.listing import Listing


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a row of a form is in the package. survey: whether its points come from a survey.

    mixed: the sheets do not agree on that, and a survey's result is taken for appraised points.  treatment: how it counts
    where it does not apply, None where nobody says.
    """

    code: str
    maximum: int
    survey: bool
    mixed: bool = False
    treatment: NotApplicable | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One row of the scores table. points: "" where there is a state."""

    criterion: str
    stage: str
    points: str
    state: str
    note: str = ""


@dataclass(slots=True)
class Scored:
    """scores of one unit.  stages: the layers (stage, whether of survey leaves) that the form has any entry for.

    finals: what the column of results shows, by criterion, also where no row was needed for it.
    """

    scores: list[Score]
    stages: set[tuple[str, bool]]
    finals: dict[str, Value]


def read_scores(sheet: Sheet, entries: Mapping[Path, Entry], leaves: Mapping[Path, Leaf], listing: Listing) -> Scored:
    """The scores of one sheet."""
    return _Reading(sheet, entries, leaves, listing).read()


class _Reading:
    def __init__(
        self, sheet: Sheet, entries: Mapping[Path, Entry], leaves: Mapping[Path, Leaf], listing: Listing
    ) -> None:
        self.sheet, self.entries, self.leaves, self.listing = sheet, entries, leaves, listing
        self.found = Scored([], set(), {})
        self.absent: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.formulas = 0

    def read(self) -> Scored:
        for path, entry in self.entries.items():
            self._leaf(entry, self.leaves[path])
        for (word, state), codes in self.absent.items():
            listed = ", ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
            self.listing.add(
                says_points.ABSENCES,
                self.sheet.grid.where(),
                count=len(codes),
                word=word,
                state=_STATES[state],
                codes=listed,
            )
        if self.formulas:
            column = self.sheet.head.column("final")
            where = self.sheet.grid.where(None, column)
            self.listing.add(says_points.FINAL_FORMULA, where, count=self.formulas)
        return self.found

    def _leaf(self, entry: Entry, leaf: Leaf) -> None:
        layers = {
            "self": self._self(entry, leaf),
            "appraised": self._appraised(entry, leaf),
            "explained": entry.value("explained"),
        }
        layers = {stage: value if value.entered else BLANK for stage, value in layers.items()}
        if not any(value.entered for value in layers.values()) and not entry.value("final").entered:
            layers |= self._said_elsewhere(entry, leaf)
        layers["final"] = self._final(entry, leaf, layers)
        rows = [(stage, value) for stage, value in layers.items() if value.entered]
        self._notes(entry, leaf, rows)

    def _self(self, entry: Entry, leaf: Leaf) -> Value:
        value = entry.value("self")
        if leaf.survey and value.entered:
            if value.kind == "points":
                self._list(says_points.SURVEY_SELF, entry, "self")
            return BLANK
        return value

    def _appraised(self, entry: Entry, leaf: Leaf) -> Value:
        """The appraised layer, which is the survey's result for a criterion scored by one."""
        survey, appraised = entry.value("survey"), entry.value("appraised")
        if leaf.survey:
            if survey.kind == "points" and appraised.kind == "points" and survey.points != appraised.points:
                self._both(entry, survey, appraised, Text("không đọc cả hai", "neither is read"))
                return BLANK
            if survey.kind == "nothing" and not is_surveyed(survey.text) and not appraised.entered:
                return Value("state", survey.text, state="not_applicable")
            return survey if survey.entered else appraised
        if survey.kind != "points":
            return appraised
        if appraised.entered:
            final = entry.value("final").entered
            taken = (
                Text("lấy theo điểm đạt được", "the result column holds")
                if final
                else Text("chỉ đọc điểm thẩm định", "only the appraised points are read")
            )
            self._both(entry, survey, appraised, taken)
        elif leaf.mixed:
            return survey
        else:
            self._list(says_points.SURVEY_NOT, entry, "survey")
        return appraised

    def _both(self, entry: Entry, survey: Value, appraised: Value, taken: Text) -> None:
        where = self.sheet.grid.where(entry.node.line.at, self.sheet.head.column("survey"))
        self.listing.add(
            says_points.SURVEY_AND_APPRAISED,
            where,
            code=entry.node.code,
            survey=_shown(survey),
            appraised=_shown(appraised),
            taken=taken,
        )

    def _final(self, entry: Entry, leaf: Leaf, layers: Mapping[str, Value]) -> Value:
        """The result where it says more than the layers before it; equal to the latest of them it needs no row."""
        final = entry.value("final")
        if not final.entered:
            return BLANK
        latest = next((layers[stage] for stage in ("explained", "appraised") if layers[stage].entered), BLANK)
        if not latest.entered and self._only_repeats(entry, final, layers["self"]):
            self.formulas += 1
            return BLANK
        self.found.finals[leaf.code] = final
        return BLANK if _equal(final, latest) else final

    def _only_repeats(self, entry: Entry, final: Value, own: Value) -> bool:
        """Whether a result is but a formula over cells that are not filled in yet."""
        grid = self.sheet.grid
        if final.kind != "points":
            return not grid.formulas and _equal(final, own)
        at = (entry.node.line.at, self.sheet.head.column("final") or 0)
        if grid.formulas or not self._nothing_settled():
            return at in grid.formulas and (final.points == 0 or _equal(final, own))
        return final.points == 0

    def _nothing_settled(self) -> bool:
        """Whether no row of the sheet has anything but self-scored points and zeros as results."""
        return all(
            not entry.value(column).entered
            for entry in self.entries.values()
            for column in ("survey", "appraised", "explained")
        ) and all(entry.value("final").points == 0 for entry in self.entries.values())

    def _said_elsewhere(self, entry: Entry, leaf: Leaf) -> dict[str, Value]:
        """“Không áp dụng” in the column of the maximum, or as the remark, where no points stand."""
        word = entry.node.absent and str(entry.node.line.maximum)
        remark = entry.node.line.notes["remark"]
        if not word and len(remark) < 40 and state_meant(remark) == "not_applicable":
            word = remark
        if not word or entry.doubtful:
            return {}
        used = [s for s in ("self", "appraised") if any(e.value(s).kind == "points" for e in self.entries.values())]
        stages = ["appraised"] if leaf.survey else used or ["self"]
        return {stage: Value("state", word, state="not_applicable") for stage in stages}

    def _notes(self, entry: Entry, leaf: Leaf, rows: list[tuple[str, Value]]) -> None:
        """Writes the rows; the unit's explanation goes with the first of them, a remark with the appraised one."""
        line = entry.node.line
        evidence, remark = line.notes["evidence"], line.notes["remark"]
        remark = "" if is_surveyed(remark) or remark in {value.text for _, value in rows} else remark
        if not rows:
            if evidence or remark:
                self._list(says_points.NOTE_LOST, entry, "evidence" if evidence else "remark")
            return
        names = [stage for stage, _ in rows]
        notes: dict[str, list[str]] = defaultdict(list)
        if evidence:
            notes[names[0]].append(evidence)
        if remark:
            notes["appraised" if "appraised" in names else names[-1]].append(remark)
        for stage, value in rows:
            self._row(leaf, stage, value, " | ".join(notes[stage]))
        column = {"appraised": "survey"} if leaf.survey else {}
        told = [(NAMES[column.get(stage, stage)], _shown(value)) for stage, value in rows]
        vi = "; ".join(f"{name.vi} {value.vi}" for name, value in told)
        line.said.append(Text(vi, "; ".join(f"{name.en} {value.en}" for name, value in told)))

    def _row(self, leaf: Leaf, stage: str, value: Value, note: str) -> None:
        self.found.stages.add((stage, leaf.survey))
        if value.kind == "points":
            self.found.scores.append(Score(leaf.code, stage, plain(value.points), "scored", note))
            return
        self.found.scores.append(Score(leaf.code, stage, "", value.state, note))
        codes = self.absent[value.text, value.state]
        if leaf.code not in codes:
            codes.append(leaf.code)

    def _list(self, kind: Problems, entry: Entry, column: str) -> None:
        where = self.sheet.grid.where(entry.node.line.at, self.sheet.head.column(column))
        self.listing.add(kind, where, code=entry.node.code)


_STATES = {
    "not_applicable": Text("không áp dụng", "not applicable"),
    "not_submitted": Text("không nộp", "not submitted"),
    "not_appraised": Text("chưa thẩm định", "not appraised"),
    "too_few_answers": Text("không đủ phiếu", "too few answers"),
}


def _shown(value: Value) -> Text:
    return decimal(plain(value.points)) if value.kind == "points" else _STATES.get(value.state, Text("–", "–"))


def _equal(one: Value, other: Value) -> bool:
    return one.kind == other.kind and one.points == other.points and one.state == other.state
