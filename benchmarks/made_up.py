"""Made-up rounds of any size: as arrays for the engine, as packages for the commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.robustness import Contest, contest
from parindex.engine.tree import Criterion, Tree

AREAS = 8
ABSENT = 0.01
"""Share of cells that do not apply."""

_NAME = Text("Tiêu chí", "Criterion")


def tree(leaves: int, groups: int = 0) -> Tree:
    """Eight areas, each with `groups` groups (0: leaves right under areas), leaves of one point spread over them."""
    nodes: list[Criterion] = []
    for area, below in enumerate(np.array_split(np.arange(leaves), AREAS), 1):
        nodes.append(Criterion(str(area), _NAME))
        for group, part in enumerate(np.array_split(below, groups or 1), 1):
            parent = f"{area}.{group}" if groups else str(area)
            if groups:
                nodes.append(Criterion(parent, _NAME, str(area)))
            nodes += [Criterion(f"{parent}.{leaf}", _NAME, parent, MICRO) for leaf in range(1, len(part) + 1)]
    return Tree(nodes)


def cells(units: int, leaves: int, absent: float = ABSENT) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Points on a grid of a twentieth, and maxima; both (units, leaves), micropoints."""
    random = np.random.default_rng(units + leaves)
    maxima = np.where(random.random((units, leaves)) < absent, 0, MICRO)
    points = random.integers(0, 21, (units, leaves)) * (maxima // 20)
    return points, maxima


def made_contest(units: int, leaves: int = 90, groups: int = 0, absent: float = ABSENT) -> Contest:
    """A block of so many units."""
    points, maxima = cells(units, leaves, absent)
    return contest(tree(leaves, groups), [f"U{at}" for at in range(units)], points, maxima)


def write_package(folder: Path, units: int, leaves: int) -> Path:
    """A package as a folder of CSV files: units x leaves score rows, one in a hundred not applicable."""
    made = tree(leaves, 2)
    points, maxima = cells(units, leaves)
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(folder.name)), encoding="utf-8")
    heads = ["code", "parent", "name_vi", "name_en", "max_points", "rule", "rule_params", "source", "not_applicable"]
    _write(folder / "criteria.csv", heads, [_criterion(node) for node in made.criteria])
    names = [f"U{at:05d}" for at in range(units)]
    _write(
        folder / "units.csv",
        ["code", "name_vi", "name_en", "block", "predecessors"],
        [[name, f"Đơn vị {name}", f"Unit {name}", "xa-phuong", ""] for name in names],
    )
    codes = [leaf.code for leaf in made.leaves]
    _write(
        folder / "scores.csv",
        ["unit", "criterion", "stage", "points", "state"],
        [
            [name, code, "final", *_scored(int(point), int(maximum))]
            for name, row, limits in zip(names, points, maxima, strict=True)
            for code, point, maximum in zip(codes, row, limits, strict=True)
        ],
    )
    return folder


def _criterion(node: Criterion) -> list[str]:
    shared = [node.code, node.parent or "", f"Tiêu chí {node.code}", f"Criterion {node.code}"]
    if node.maximum is None:
        return [*shared, "", "", "", "", ""]
    return [*shared, "1", "manual", '{"step": 0.05}', "appraisal", "exclude"]


def _scored(points: int, maximum: int) -> tuple[str, str]:
    return (f"{points / MICRO:g}", "scored") if maximum else ("", "not_applicable")


def _write(path: Path, heads: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


def _descriptor(name: str) -> dict[str, object]:
    bands = [("good", 80), ("fair", 50), ("weak", 0)]
    return {
        "name": name,
        "title": "Made up for a benchmark",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [
            {"name": table, "path": f"{table}.csv", "encoding": "utf-8"} for table in ("criteria", "units", "scores")
        ],
        "parindex": {
            "format": 1,
            "year": 2020,
            "authority_vi": "Ủy ban nhân dân tỉnh Mẫu",
            "authority_en": "People's Committee of Mau",
            "place_vi": "Mẫu",
            "decimals": 2,
            "rounding": "half_up",
            "ties": "competition",
            "bands": [{"code": code, "name_vi": code, "name_en": code, "at_least": least} for code, least in bands],
        },
    }
