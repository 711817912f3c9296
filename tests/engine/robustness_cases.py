"""What the robustness tests share: small contests, the asem-2018 truth, and a slow exact second computation."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from parindex.engine.points import MICRO, micropoints
from parindex.engine.problems import Text
from parindex.engine.robustness import contest
from parindex.engine.tree import Criterion, Tree

ASEM = Path(__file__).resolve().parents[1] / "data" / "asem-2018"


def tree_of(leaves, parents=None, rules=None):
    """A tree from {leaf: maximum in points}; "1.2" stands under "1". parents: {group: its parent} above that."""
    above = dict(parents or {})
    nodes = {}

    def add(code, maximum=None):
        parent = above.get(code, code.rpartition(".")[0] or None)
        if parent is not None and parent not in nodes:
            add(parent)
        limit = None if maximum is None else round(maximum * MICRO)
        nodes[code] = Criterion(code, Text(code, code), parent, limit, (rules or {}).get(code))

    for leaf, maximum in leaves.items():
        add(leaf, maximum)
    return Tree(nodes.values())


def contest_of(tree, rows, adjusted=None, block=""):
    """A contest from {unit: [points of every leaf, None where it does not apply]}."""
    maxima = np.array([[0 if p is None else m for p, m in zip(row, tree.maxima, strict=True)] for row in rows.values()])
    points = np.array([[0 if p is None else round(p * MICRO) for p in row] for row in rows.values()])
    extra = None if adjusted is None else np.array([round(a * MICRO) for a in adjusted])
    return contest(tree, list(rows), points, maxima, adjusted=extra, block=block)


def random_tree(random, depth=3):
    """A tree of any shape: groups of one child, leaves beside groups, areas that are leaves."""
    nodes = []

    def grow(code, parent, level):
        leaf = level == depth or (level > 0 and random.random() < 0.35)
        maximum = int(random.integers(1, 40)) * MICRO // 4 if leaf else None
        nodes.append(Criterion(code, Text(code, code), parent, maximum))
        if not leaf:
            for at in range(1, int(random.integers(1, 4)) + 1):
                grow(f"{code}.{at}", code, level + 1)

    for at in range(1, int(random.integers(1, 5)) + 1):
        grow(str(at), None, 1 if random.random() < 0.8 else depth)
    return Tree(nodes)


def random_contest(random, units, tree=None, absent=0.2, grain=4):
    """Units with points on a coarse grain, so that ties come up, some cells not applicable, some adjustments."""
    tree = tree or random_tree(random)
    shape = (units, len(tree.leaves))
    maxima = np.where(random.random(shape) < absent, 0, tree.maxima)
    points = random.integers(0, grain + 1, shape) * (maxima // grain)
    adjusted = random.integers(-1, 2, units) * (MICRO // 2)
    return contest(tree, [f"U{at}" for at in range(units)], points, maxima, adjusted=adjusted)


def slow_index(found, factors, row, unit):
    """A unit's index under one draw, by the definition, in fractions."""
    tree = found.tree
    column, drawn = factors.column, factors.drawn[row]

    def factor(code):
        return Fraction(int(drawn[column.get(code, 0)]))

    def maximum(code):
        return int(found.maxima[unit, tree.spans[code]].sum())

    def index(code):
        children = tree.children[code]
        if not children:
            at = tree.position[code]
            return Fraction(int(found.points[unit, at]), int(found.maxima[unit, at]))
        return mean(children)

    def mean(codes):
        codes = [code for code in codes if maximum(code)]
        weights = {code: factor(code) * maximum(code) for code in codes}
        return sum(weights[code] * index(code) for code in codes) / sum(weights.values())

    whole = sum(maximum(area.code) for area in tree.areas)
    return mean([area.code for area in tree.areas]) + Fraction(int(found.adjustments[unit]), whole)


def slow_ranks(found, factors, row):
    """Competition ranks of one draw, exact."""
    values = [slow_index(found, factors, row, unit) for unit in range(len(found.units))]
    return [1 + sum(other > value for other in values) for value in values]


@dataclass(frozen=True)
class Expected:
    """A unit's figures by others: COINr's rank, and quantiles over 200 000 random draws."""

    index: float
    rank: int
    quantiles: tuple[int, int, int]


def asem():
    """The contest of asem-2018, read without our own package room, and what is expected of it."""
    criteria = _rows("criteria")
    tree = Tree(
        Criterion(
            row["code"],
            Text(row["name_vi"], row["name_en"]),
            row["parent"] or None,
            micropoints(row["max_points"]) if row["max_points"] else None,
        )
        for row in criteria
    )
    units = [row["code"] for row in _rows("units")]
    points = np.zeros((len(units), len(tree.leaves)), np.int64)
    for row in _rows("scores"):
        points[units.index(row["unit"]), tree.position[row["criterion"]]] = micropoints(row["points"])
    maxima = np.broadcast_to(tree.maxima, points.shape)
    expected = {
        row["unit"]: Expected(
            float(row["index"]),
            int(row["rank"]),
            (int(row["rank_q05"]), int(row["rank_median"]), int(row["rank_q95"])),
        )
        for row in _rows("expected")
    }
    return contest(tree, units, points, maxima), expected


def _rows(table):
    with (ASEM / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
