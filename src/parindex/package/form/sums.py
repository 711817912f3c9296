"""Checks the sums that a form makes itself: subtotals, totals and indexes. They are never taken, only compared."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from parindex.engine.points import MICRO, half_up, plain, shown
from parindex.engine.problems import Text
from parindex.engine.tree import NotApplicable
from parindex.package.catalogue.kind import decimal, quoted
from parindex.package.form import says, says_points
from parindex.package.form.grid import number_text
from parindex.package.form.values import BLANK, Value, read_value
from parindex.package.form.words import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parindex.package.form.entries import Entry
    from parindex.package.form.numbering import Path
    from parindex.package.form.rows import Line
    from parindex.package.form.sheets import Sheet
    from parindex.package.listing import Listing

_FEWEST, _MOST = 2, 4
"""Decimals at which sums are compared: as many as are written, within these bounds."""

_PER_CENT = 100
_ABSENT = "not_applicable"
_LEFT_OUT_OR_NOT = (NotApplicable.EXCLUDE, NotApplicable.ZERO)


def check_sums(sheet: Sheet, entries: Mapping[Path, Entry], listing: Listing) -> None:
    """Lists every subtotal, total and index of a sheet that does not come out."""
    checking = _Checking(sheet, entries, listing)
    for node in sheet.outline.nodes.values():
        if node.children:
            checking.row(node.line, [node.path], Text(f"Tổng của {node.code}", f"Sum of {node.code}"))
        elif node.path in entries:
            checking.index(node.line, [entries[node.path]], Text(f"Tiêu chí {node.code}", f"Criterion {node.code}"))
    for at, (line, above) in enumerate(sheet.outline.totals):
        name = quoted(line.name)
        last = at == len(sheet.outline.totals) - 1
        checking.row(line, _covered(line, above, last=last), Text(f"Dòng “{name}”", f"Row “{name}”"))


def _covered(line: Line, above: Path | None, *, last: bool) -> list[Path]:
    """What a total row may add up, the likeliest first: everything, or a group that ends above it."""
    if above is None:
        return [()]
    groups = [above[:depth] for depth in range(1, len(above))]
    whole = last or line.name.lower().startswith("tổng")
    return [(), *groups] if whole else [*groups, ()]


class _Checking:
    def __init__(self, sheet: Sheet, entries: Mapping[Path, Entry], listing: Listing) -> None:
        self.sheet, self.entries, self.listing = sheet, entries, listing
        self.whole = set(entries) == {leaf.path for leaf in sheet.outline.leaves}

    def row(self, line: Line, covered: Sequence[Path], what: Text) -> None:
        """Every column of a row of sums; it is right where it is the sum of any of the groups it may cover."""
        groups = [entries for path in covered if (entries := self._below(path)) is not None]
        if not groups:
            return
        for column in (*self.sheet.head.stages, "maximum"):
            self._sum(line, column, groups, what)
        for entries in groups[:1]:
            self.index(line, entries, what)

    def index(self, line: Line, entries: Sequence[Entry], what: Text) -> None:
        """The index of a row: points over maximum, with or without what does not apply."""
        written = _percentages(line.cells.get("index", ""))
        if not written or any(entry.doubtful for entry in entries) or not any(entry.has_points for entry in entries):
            return
        computed = [Fraction(_PER_CENT * points, most) for points, most in _fractions(entries) if most]
        if not computed or any(_index_agrees(one, percent) for one in written for percent in computed):
            return
        nearest = min(written, key=lambda one: abs(Fraction(one) - computed[0]))
        where = self.sheet.grid.where(line.at, self.sheet.head.column("index"))
        self.listing.add(
            says_points.INDEX,
            where,
            what=what,
            column=NAMES["index"],
            written=decimal(f"{nearest:f}"),
            computed=decimal(shown(computed[0], _FEWEST)),
            difference=decimal(shown(Fraction(nearest) - computed[0], _FEWEST)),
        )

    def _below(self, path: Path) -> list[Entry] | None:
        """The entries of a group; None where some row of it could not be used."""
        leaves = self.sheet.outline.below(path)
        if not leaves or any(leaf.path not in self.entries for leaf in leaves):
            return None
        return [self.entries[leaf.path] for leaf in leaves]

    def _sum(self, line: Line, column: str, groups: Sequence[Sequence[Entry]], what: Text) -> None:
        at = (line.at, self.sheet.head.column(column) or 0)
        cell = line.maximum if column == "maximum" else line.cells.get(column, "")
        if at in self.sheet.grid.unvalued:
            self.listing.add(says.FORMULA_EMPTY, self.sheet.grid.where(*at))
            return
        value = read_value(cell, None)
        if value.kind != "points":
            if value.kind in {"bad", "over"} and column != "maximum":
                self._unreadable(line, column, value.text, what)
            return
        sums = [_sums(entries, column) for entries in groups]
        # where a cell below could not be read, nobody can say that the sum is wrong
        if not all(sums) or any(_agrees(value.text, value.points, one) for possible in sums for one in possible):
            return
        computed = sums[0][0]
        self.listing.add(
            says_points.SUBTOTAL,
            self.sheet.grid.where(*at),
            what=what,
            column=NAMES[column],
            written=decimal(plain(value.points)),
            computed=decimal(plain(computed)),
            difference=decimal(plain(value.points - computed)),
        )

    def _unreadable(self, line: Line, column: str, text: str, what: Text) -> None:
        where = self.sheet.grid.where(line.at, self.sheet.head.column(column))
        why = Text("không phải là số, nên không đối chiếu được", "is no number, so that it cannot be checked")
        self.listing.add(says_points.SUM_UNREADABLE, where, what=what, value=text, why=why)


def _sums(entries: Sequence[Entry], column: str) -> list[int]:
    """What a sum over a column may be, the likeliest first; [] where some cell of it could not be read."""
    if column == "maximum":
        return list(dict.fromkeys(_maxima(entries)))
    if any(entry.value(column).kind in {"bad", "over"} for entry in entries):
        return []
    if column == "final":
        return [] if any(entry.doubtful for entry in entries) else [*_results(entries), _of(entries, column)]
    own = _of(entries, column)
    return [own] if column == "survey" else [own, own + _of(entries, "survey")]


def _of(entries: Iterable[Entry], column: str) -> int:
    return sum(entry.value(column).points for entry in entries if entry.value(column).kind == "points")


def _maxima(entries: Sequence[Entry]) -> list[int]:
    """The maximum of all, and of those that apply."""
    applying = sum(entry.maximum for entry in entries if _result(entry).state != _ABSENT)
    return [sum(entry.maximum for entry in entries), applying]


def _results(entries: Iterable[Entry]) -> list[int]:
    """The sum of results: with what is only self-scored so far, and without."""
    entries = list(entries)
    return [sum(_result(entry, own=own).points for entry in entries) for own in (True, False)]


def _fractions(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Points over maximum as a form may have reckoned them: absences left out, or counted as nothing, kind by kind.

    What does not apply may also have been given full points; a base package says which, otherwise all count alike.
    """
    found: dict[tuple[int, int], None] = {}
    for own in (True, False):
        results = [_result(entry, own=own) for entry in entries]
        states = sorted({result.state for result in results} - {""})
        ways = [tuple(NotApplicable) if state == _ABSENT else _LEFT_OUT_OR_NOT for state in states]
        for chosen in product(*ways):
            counted = dict(zip(states, chosen, strict=True))
            pairs = zip(entries, results, strict=True)
            parts = [_part(entry, result, counted.get(result.state)) for entry, result in pairs]
            found[sum(points for points, _ in parts), sum(most for _, most in parts)] = None
    return list(found)


def _part(entry: Entry, result: Value, absent: NotApplicable | None) -> tuple[int, int]:
    """What a leaf adds to points and maximum. absent: how its state counts, None where it has none."""
    if absent is None:
        return result.points, entry.maximum
    if result.state == _ABSENT and entry.treatment is not None:
        absent = entry.treatment
    if absent is NotApplicable.EXCLUDE:
        return 0, 0
    return entry.maximum if absent is NotApplicable.FULL else 0, entry.maximum


def _result(entry: Entry, *, own: bool = True) -> Value:
    """What a criterion's last column that is filled in says. own: whether its self-scoring is one of them."""
    for column in ("final", "explained"):
        if entry.value(column).entered:
            return entry.value(column)
    both = [entry.value(column) for column in ("survey", "appraised")]
    points = [value for value in both if value.kind == "points"]
    if points:
        return Value("points", points=sum(value.points for value in points))
    states = [value for value in both if value.entered] + [Value("state", state=_ABSENT)] * bool(entry.node.absent)
    return states[0] if states else entry.value("self") if own and entry.value("self").entered else BLANK


def _agrees(text: str, written: int, computed: int) -> bool:
    """Whether a sum is what was written, at the decimals it was written with."""
    _, _, decimals = text.replace(",", ".").partition(".")
    places = min(max(len(decimals), _FEWEST), _MOST)
    return half_up(Fraction(written, MICRO), places) == half_up(Fraction(computed, MICRO), places)


def _percentages(cell: object) -> list[Decimal]:
    """What an index may say in per cent: 85.31, 0.8531, "85,31%"."""
    if isinstance(cell, bool):
        return []
    if isinstance(cell, int | float):
        number = Decimal(number_text(cell))
        return [number, number * _PER_CENT] if 0 <= number <= Decimal("1.5") else [number]
    text = str(cell).strip()
    value = read_value(text.removesuffix("%").strip(), None)
    if value.kind != "points":
        return []
    number = Decimal(plain(value.points))
    return [number] if text.endswith("%") or number > 1 else [number, number * _PER_CENT]


def _index_agrees(written: Decimal, computed: Fraction) -> bool:
    exponent = written.normalize().as_tuple().exponent
    places = min(max(0, -exponent), _FEWEST) if isinstance(exponent, int) else 0
    return half_up(Fraction(written), places) == half_up(computed, places)
