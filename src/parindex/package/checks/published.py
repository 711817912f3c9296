"""Figures that somebody has announced, held against what comes out; nothing is repaired in silence.

A figure of many units (a mean, a count) is over the only block. Where a round has several blocks, the column `unit` may
name one of them; without it the figure is over all units of the round together.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from parindex.engine.compute import compute
from parindex.engine.points import PLACES, shown
from parindex.engine.problems import Text
from parindex.engine.round import Published
from parindex.package.catalogue import published as says
from parindex.package.catalogue import tables as tables_say
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.checks.measures import MEASURES, Asked, Figures
from parindex.package.listing import Listing
from parindex.package.nearest import Nearest, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parindex.engine.problems import Problem
    from parindex.engine.results import Results
    from parindex.engine.round import Band, Round
    from parindex.package.catalogue.kind import Kind, Said
    from parindex.package.checks.build import Draft
    from parindex.package.checks.measures import Measure
    from parindex.package.tables import Table

_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?\Z", re.ASCII)
_NOTHING = {"-", "–", "—", "none", "khong", "không"}


class Known(NamedTuple):
    """The codes that a row may name."""

    units: Nearest
    criteria: Nearest
    areas: tuple[str, ...]
    blocks: tuple[str, ...]


class Claim(NamedTuple):
    """One row that can be computed."""

    at: int
    asked: Asked
    value: str


def read_published(table: Table | None) -> tuple[Published, ...]:
    """The rows as written."""
    if table is None:
        return ()
    columns = (table.texts(name) for name in ("measure", "unit", "criterion", "value"))
    return tuple(Published(*row) for row in zip(*columns, strict=True))


def check_published(round_: Round, results: Results, table: Table) -> list[Problem]:
    """Everything announced that does not come out, or that cannot be read."""
    listing = Listing()
    known = Known(
        Nearest(unit.code for unit in round_.units),
        Nearest(round_.tree.by_code),
        tuple(area.code for area in round_.tree.areas),
        round_.blocks,
    )
    _compare(table, claims(table, known, listing), Figures(results), listing)
    return listing.problems()


def check_figures(draft: Draft, earlier: Draft | None, listing: Listing) -> None:
    """The same for a package as far as it could be read; without a round only the rows themselves are checked."""
    table = draft.package.tables.get("published")
    if table is None or not len(table):
        return
    criteria = draft.criteria
    areas = tuple(code for code, parent in criteria.parents.items() if parent is None)
    references = draft.references
    known = Known(references.near_unit, references.near_criterion, areas, draft.units.blocks)
    found = list(claims(table, known, listing))
    if draft.round is not None:
        results = compute(draft.round, None if earlier is None else earlier.round)
        _compare(table, found, Figures(results), listing, unsure=listing.errors > 0)


def claims(table: Table, known: Known, listing: Listing) -> Iterator[Claim]:
    """The rows that ask for something; what is wrong with the others is listed."""
    columns = (table.texts(name) for name in ("measure", "unit", "criterion", "value"))
    for at, row in enumerate(zip(*columns, strict=True)):
        claim = _Row(table, at, known, listing).claim(*row)
        if claim is not None:
            yield claim


class _Row:
    """One row while it is read."""

    def __init__(self, table: Table, at: int, known: Known, listing: Listing) -> None:
        self.table, self.at, self.known, self.listing = table, at, known, listing
        self.sound = True

    def claim(self, written: str, unit: str, criterion: str, value: str) -> Claim | None:
        """The claim, or None where something is wrong with it."""
        name, colon, bound = written.partition(":")
        measure = MEASURES.get(name.strip())
        if measure is None:
            if "measure" in self.table.columns:
                named = ", ".join(f"{m.name}:X" if m.threshold else m.name for m in MEASURES.values())
                hint = Nearest(MEASURES).hint(name)
                self._wrong(says.MEASURE_UNKNOWN, "measure", value=written, hint=hint, known=Text(named, named))
            return None
        threshold = _number(bound) if measure.threshold else None
        if measure.threshold and threshold is None:
            self._wrong(says.THRESHOLD_UNREADABLE, "measure", value=written, measure=name)
        elif colon and not measure.threshold:
            self._wrong(says.MEASURE_UNKNOWN, "measure", value=written, hint=Text("", ""), known=Text(name, name))
        self._check_unit(measure, unit)
        self._check_criterion(measure, criterion)
        self._check_value(measure, value)
        if not self.sound:
            return None
        only = self.known.blocks[0] if len(self.known.blocks) == 1 else None
        if measure.of_unit:
            return Claim(self.at, Asked(measure, threshold, unit, criterion, None), value)
        return Claim(self.at, Asked(measure, threshold, "", criterion, unit or only), value)

    def _wrong(self, kind: Kind, column: str, **named: Said) -> None:
        self.sound = False
        self.listing.add(kind, self.table.where(self.at, column), **named)

    def _check_unit(self, measure: Measure, unit: str) -> None:
        """A unit where the measure is of one, else nothing or a block."""
        near = self.known.units
        if measure.of_unit and not unit:
            self._wrong(says.UNIT_NEEDED, "unit", measure=measure.name)
        elif measure.of_unit and not near.knows(unit):
            self._wrong(tables_say.UNIT_UNKNOWN, "unit", value=unit, hint=near.hint(unit))
        elif unit and not measure.of_unit and unit not in self.known.blocks:
            kind = says.UNIT_NEEDLESS if near.knows(unit) else says.BLOCK_UNKNOWN
            hint = Nearest(self.known.blocks).hint(unit)
            self._wrong(kind, "unit", measure=measure.name, value=unit, hint=hint)

    def _check_criterion(self, measure: Measure, criterion: str) -> None:
        near = self.known.criteria
        if criterion and not measure.anywhere:
            self._wrong(says.CRITERION_NEEDLESS, "criterion", measure=measure.name, value=criterion)
        elif criterion and not near.knows(criterion):
            self._wrong(tables_say.CRITERION_UNKNOWN, "criterion", value=criterion, hint=near.hint(criterion))

    def _check_value(self, measure: Measure, value: str) -> None:
        if not value:
            if "value" in self.table.columns:
                self._wrong(says.VALUE_MISSING, "value")
            self.sound = False
        elif measure.shape == "areas":
            self._check_areas(value)
        elif measure.shape != "band" and _number(value) is None:
            example = Text("12", "12") if measure.shape == "count" else Text("79,79", "79.79")
            self._wrong(says.VALUE_UNREADABLE, "value", value=value, example=example)

    def _check_areas(self, value: str) -> None:
        near = Nearest(self.known.areas)
        listed = "; ".join(self.known.areas)
        for code in _codes(value):
            if not near.knows(code):
                known = Text(listed, listed)
                self._wrong(says.AREA_UNKNOWN, "value", value=code, hint=near.hint(code), known=known)


def _number(text: str) -> Fraction | None:
    """A number as announced: a decimal comma or point, with or without a per cent sign."""
    plain = text.strip().removesuffix("%").strip()
    return Fraction(plain.replace(",", ".")) if _NUMBER.match(plain) else None


def _places(text: str) -> int:
    """Decimals that a number was announced with."""
    return len(text.strip().removesuffix("%").strip().replace(",", ".").partition(".")[2])


def _codes(value: str) -> list[str]:
    """Codes with `;` between; a dash stands for none."""
    return [] if value.strip().casefold() in _NOTHING else [code.strip() for code in value.split(";") if code.strip()]


def _compare(table: Table, found: Iterable[Claim], figures: Figures, listing: Listing, *, unsure: bool = False) -> None:
    """unsure: other things are wrong, on which the figures may hang."""
    for claim in found:
        _Comparison(table, claim, figures, listing, unsure=unsure).run()


class _Comparison:
    """One claim against the figure that comes out."""

    def __init__(self, table: Table, claim: Claim, figures: Figures, listing: Listing, *, unsure: bool) -> None:
        self.table, self.claim, self.figures, self.listing = table, claim, figures, listing
        self.unsure = unsure
        self.asked, self.value = claim.asked, claim.value

    def run(self) -> None:
        if self.asked.measure.name in {"rose", "fell"} and not self.figures.compared:
            where = self.table.where(self.claim.at, "measure")
            self.listing.add(says.NEEDS_PREVIOUS, where, measure=self.asked.measure.name)
        elif self.asked.measure.shape == "areas":
            self._areas()
        elif self.asked.measure.shape == "band":
            self._band()
        else:
            self._number()

    def _number(self) -> None:
        computed, published = self.figures.number(self.asked), _number(self.value)
        if computed is None or published is None:
            self._nothing()
            return
        places = _places(self.value)
        rounded = Fraction(shown(computed, places))
        if self.asked.measure.shape == "count":
            rounded = computed  # a count is whole; "12.4 units" never comes out
        if rounded == published:
            return
        text = str(computed) if self.asked.measure.shape == "count" else shown(computed, places)
        difference = shown(published - rounded, places)
        signed = difference if difference.startswith("-") else f"+{difference}"
        self._differs(decimal(self.value), decimal(text), decimal(signed))

    def _areas(self) -> None:
        computed, published = self.figures.areas(self.asked), frozenset(_codes(self.value))
        if computed is None:
            self._nothing()
            return
        tied = self.asked.measure.name in {"highest_area", "lowest_area"}
        if published == computed or (tied and published and published < computed):
            return  # of areas that tie, one may be named or all
        extra, absent = sorted(published - computed), sorted(computed - published)
        difference = " ".join([*(f"+{code}" for code in extra), *(f"-{code}" for code in absent)])
        listed = "; ".join(area.code for area in self.figures.tree.areas if area.code in computed) or "–"
        self._differs(Text(self.value, self.value), Text(listed, listed), Text(difference, difference))

    def _band(self) -> None:
        bands = self.figures.bands(self.asked)
        published = next((band for band in bands if folded(self.value) in _words(band)), None)
        if bands and published is None:
            near = Nearest(band.code for band in bands)
            listed = ", ".join(band.code for band in bands)
            where = self.table.where(self.claim.at, "value")
            known = Text(listed, listed)
            self.listing.add(says.BAND_UNKNOWN, where, value=self.value, hint=near.hint(self.value), known=known)
            return
        computed = self.figures.band(self.asked)
        if computed is None or published is None:
            self._nothing()
        elif computed.code != published.code:
            apart = abs([b.code for b in bands].index(computed.code) - [b.code for b in bands].index(published.code))
            steps = Text(f"{apart} mức", f"{apart} band{'s' if apart > 1 else ''}")
            self._differs(_named(published), _named(computed), steps)

    def _what(self) -> Text:
        """`Trung bình, tiêu chí 6`: the figure in words."""
        asked = self.asked
        bound = "" if asked.threshold is None else shown(asked.threshold, PLACES).rstrip("0").rstrip(".")
        unit = f" {quoted(asked.unit)}" if asked.unit else ""
        block = Text("", "")
        if asked.block and len(self.figures.results.round.blocks) > 1:
            block = Text(f", khối {quoted(asked.block)}", f", block {quoted(asked.block)}")
        percent = f" {bound}%" if bound else ""
        of = quoted(asked.criterion)
        vi = asked.measure.said.vi + unit + percent.replace(".", ",") + (f", tiêu chí {of}" if of else "") + block.vi
        return Text(vi, asked.measure.said.en + unit + percent + (f", criterion {of}" if of else "") + block.en)

    def _differs(self, published: Text, computed: Text, difference: Text) -> None:
        where = self.table.where(self.claim.at, "value")
        told: dict[str, Said] = {"published": published, "computed": computed, "difference": difference}
        self.listing.add(says.DIFFERS, where, what=self._what(), hint=self._hint(), **told)

    def _hint(self) -> Text:
        """With several blocks: what the figure was computed over. With other problems: mend those first."""
        if self.unsure:
            return Text("Trước hết sửa các lỗi khác. ", "Mend the other problems first. ")
        blocks = self.figures.results.round.blocks
        if self.asked.measure.of_unit or self.asked.block is not None or len(blocks) < 2:
            return Text("", "")
        return Text(
            f"Đã tính trên mọi đơn vị của {len(blocks)} khối; nếu là của một khối, đề nghị ghi khối ở cột unit. ",
            f"It was computed over all units of {len(blocks)} blocks; name the block in the column unit if it is of one. ",
        )

    def _nothing(self) -> None:
        where = self.table.where(self.claim.at, "value")
        self.listing.add(says.NO_FIGURE, where, what=self._what(), published=decimal(self.value))


def _words(band: Band) -> set[str]:
    """What a band may be called: its code, or its name in either language."""
    return {folded(word) for word in (band.code, *band.name) if word}


def _named(band: Band) -> Text:
    return Text(band.name.vi or band.code, band.name.said("en") or band.code)
