"""A unit's index under drawn weights.

A group's index is the mean of what stands below it, each weighted by factor x the unit's own applicable maximum:

    index(g) = sum of f(c) m(c) index(c) / sum of f(c) m(c),  over the children c that apply to the unit

so that whatever does not apply to a unit drops out and its siblings are rescaled, for that unit; with every factor 1 the
index is points / maximum exactly. A leaf has the factor 1, except an area without children, which is drawn like a group.

Where nothing below a group is drawn, m index is simply its points: sums of factor x points are whole numbers under 2^53,
exact in whatever order a linear algebra library adds them. All that is rounded is rounded element by element, in a fixed
order. Hence the same bits on every machine and for any number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parindex.engine.robustness.competing import Contest

Floats = NDArray[np.float64]

_TILE = 2**18
"""Multiplications in one tile: OpenBLAS works on up to 4 x 65536 in the thread that asks."""


class Bench:
    """Scratch arrays of one shape, made once and used again: fresh memory costs more than the arithmetic in it."""

    def __init__(self, rows: int, units: int) -> None:
        self.rows, self.units = rows, units
        self._arrays: list[Floats] = []

    def take(self, at: int, rows: int) -> Floats:
        """The scratch array number `at`, cut to `rows` rows."""
        while len(self._arrays) <= at:
            self._arrays.append(np.empty((self.rows, self.units)))
        return self._arrays[at][:rows]


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """Children whose index no draw changes: leaves, and groups in which nothing is drawn.

    columns: of their factors, shape (children,); points: shape (children, units).
    """

    codes: tuple[str, ...]
    columns: NDArray[np.intp]
    points: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Deep:
    """A child whose own index differs from draw to draw. maxima: shape (units,), or (1,) where all units share one."""

    code: str
    column: int
    maxima: Floats
    group: Weighed


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A group in which weights are drawn.

    codes, columns, maxima: of all children, plain ones first; maxima has shape (children, units), or (children, 1) where
    all units share them.
    """

    codes: tuple[str, ...]
    columns: NDArray[np.intp]
    maxima: Floats
    plain: Plain
    deep: tuple[Deep, ...]


def weighed(contest: Contest, column: Mapping[str, int]) -> Weighed:
    """The whole tree of a contest, ready to be weighed. column: of each drawn group, as in `Factors`."""
    areas = tuple(area.code for area in contest.tree.areas)
    return _Builder(contest, column).group(areas)


class _Builder:
    """Gathers the points and maxima under every group of a contest."""

    def __init__(self, contest: Contest, column: Mapping[str, int]) -> None:
        self.contest, self.tree, self.column = contest, contest.tree, column

    def group(self, codes: tuple[str, ...]) -> Weighed:
        """A group of these children; what applies to no unit is left out."""
        codes = tuple(code for code in codes if self._maxima(code).any())
        below = {code: self._below(code) for code in codes}
        plain = tuple(code for code in codes if below[code] is None)
        deep = tuple(
            Deep(code, self.column.get(code, 0), _shared(self._maxima(code)), group)
            for code, group in below.items()
            if group is not None
        )
        ordered = plain + tuple(child.code for child in deep)
        maxima = np.array([self._maxima(code) for code in ordered])
        # an index of nothing is nothing: 0 / 1, where the group does not apply to the unit at all
        maxima[0, maxima.sum(axis=0) == 0] = 1
        return Weighed(
            codes=ordered,
            columns=self._columns(ordered),
            maxima=_shared(maxima),
            plain=Plain(plain, self._columns(plain), self._points(plain)),
            deep=deep,
        )

    def _below(self, code: str) -> Weighed | None:
        """The group at `code`, or None where no draw changes its index."""
        children = [child for child in self.tree.children[code] if self._maxima(child).any()]
        if not any(self._changes(child, among=len(children)) for child in children):
            return None
        return self.group(tuple(children))

    def _changes(self, code: str, among: int) -> bool:
        return (code in self.column and among > 1) or self._below(code) is not None

    def _columns(self, codes: tuple[str, ...]) -> NDArray[np.intp]:
        return np.array([self.column.get(code, 0) for code in codes], np.intp)

    def _points(self, codes: tuple[str, ...]) -> Floats:
        rows = [self.contest.points[:, self.tree.spans[code]].sum(axis=1) for code in codes]
        return np.array(rows, float).reshape(len(codes), len(self.contest.units))

    def _maxima(self, code: str) -> Floats:
        return np.asarray(self.contest.maxima[:, self.tree.spans[code]].sum(axis=1), float)


def _shared(maxima: Floats) -> Floats:
    """One column for all units, where they all have the same."""
    return np.asarray(maxima[..., :1]) if (maxima == maxima[..., :1]).all() else maxima


def parts(
    group: Weighed, factors: Floats, bench: Bench, extra: Mapping[str, Floats] | None = None, level: int = 0
) -> tuple[Floats, Floats]:
    """Numerator, shape (draws, units), and denominator, shape (draws, units or 1), of a group's index.

    Both are scratch arrays, good until the bench is used again. factors: rows of `Factors.drawn`; extra: points to add.
    """
    above = bench.take(2 * level, len(factors))
    _multiply(factors[:, group.plain.columns], group.plain.points, above)
    if extra:
        for code, column in zip(group.plain.codes, group.plain.columns.tolist(), strict=True):
            if code in extra:
                above += factors[:, column, None] * extra[code]
    for child in group.deep:
        above += _share(child, factors, bench, extra, level + 1)
    weights = factors[:, group.columns]
    if group.maxima.shape[1] == 1:
        return above, weights @ group.maxima
    return above, _multiply(weights, group.maxima, bench.take(2 * level + 1, len(factors)))


def _multiply(left: Floats, right: Floats, out: Floats) -> Floats:
    """The matrix product, in tiles so small that a linear algebra library does not start threads of its own.

    Its threads would wait for each other and for ours: with both cores busy that takes ten times as long.
    """
    wide = max(1, _TILE // max(1, left.size))
    for at in range(0, out.shape[1], wide):
        np.matmul(left, right[:, at : at + wide], out=out[:, at : at + wide])
    return out


def _share(child: Deep, factors: Floats, bench: Bench, extra: Mapping[str, Floats] | None, level: int) -> Floats:
    """A deep child's factor x maximum x index."""
    above, below = parts(child.group, factors, bench, extra, level)
    column = factors[:, child.column, None]
    if below.shape[1] == 1 and len(child.maxima) == 1:
        above *= column * child.maxima / below
        return above
    above /= below
    above *= child.maxima
    above *= column
    return above


def geometric(
    group: Weighed, factors: Floats, bench: Bench, floor: float, extra: Mapping[str, Floats] | None = None
) -> Floats:
    """The group's index as the weighted geometric mean of its children's, each counted as `floor` at least.

    Only the group's own children are taken together so; below them means stay arithmetic. Shape (draws, units).
    """
    logarithm = np.zeros((len(factors), group.plain.points.shape[1]))
    total = np.zeros((len(factors), group.maxima.shape[1]))
    for at, index in enumerate(_indices(group, factors, bench, extra)):
        weight = factors[:, group.columns[at], None] * group.maxima[at]
        logarithm += weight * np.log(np.maximum(index, floor))
        total += weight
    return np.exp(logarithm / total)


def _indices(group: Weighed, factors: Floats, bench: Bench, extra: Mapping[str, Floats] | None) -> Iterator[Floats]:
    """Each child's index, in the order of `group.codes`: shape (draws or 1, units), good until the next is asked for."""
    for at, code in enumerate(group.plain.codes):
        points = group.plain.points[at] + (extra[code] if extra and code in extra else 0.0)
        yield np.atleast_2d(points / np.maximum(group.maxima[at], 1.0))
    for child in group.deep:
        above, below = parts(child.group, factors, bench, extra, 1)
        above /= below
        yield above
