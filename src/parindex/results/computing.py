"""From stored packages to results, and a unit's points leaf by leaf. Reads the bytes as `parindex compute` reads a file."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from parindex.appraisal.standing import ORDER
from parindex.engine.compute import compute
from parindex.engine.document import results_document
from parindex.engine.points import plain
from parindex.engine.problems import CannotRead, Problem
from parindex.engine.results import Results, UnitResult
from parindex.engine.round import Round as EngineRound
from parindex.engine.sheet import State
from parindex.grammar.roles import Role
from parindex.package.catalogue.scores import UNDECIDED
from parindex.package.checks.build import build_round
from parindex.package.checks.years import not_earlier
from parindex.package.files.reading import read_package
from parindex.results.gathering import package_digest

LAYER_ROLES: Mapping[str, Role] = {
    "self": Role.HEAD, "appraised": Role.APPRAISER, "explained": Role.APPRAISER, "final": Role.COUNCIL,
}  # fmt: skip
"""In which role a layer is decided; results name roles, never people."""


class Computed(NamedTuple):
    """outcome: the document as text; errors: how many problems keep the results from being approved."""

    results: Results
    outcome: str
    digest: str
    package_digest: str
    errors: int


def computed(package: bytes, previous: bytes | None) -> Computed:
    """What `parindex compute PACKAGE [--previous PACKAGE] --format json` makes of these packages, and its digests.

    Raises CannotRead where no round can be made of them.
    """
    round_, problems, digest = _opened(package)
    before = None
    if previous is not None:
        before, more, _ = _opened(previous)
        problems += more
        if before.year >= round_.year:
            problems.append(not_earlier(round_.year, before.year))
    results = compute(round_, before, None, problems)
    outcome = json.dumps(results_document(results, "vi"), ensure_ascii=False, indent=1) + "\n"
    errors = sum(problem.is_error for problem in results.problems)
    return Computed(results, outcome, hashlib.sha256(outcome.encode()).hexdigest(), digest, errors)


def _opened(packed: bytes) -> tuple[EngineRound, list[Problem], str]:
    with tempfile.TemporaryDirectory(prefix="parindex-") as folder:
        path = Path(folder) / "package.zip"
        path.write_bytes(packed)
        package = read_package(path)
    round_, problems = build_round(package)
    if round_ is None:
        raise CannotRead(problems)
    return round_, [problem for problem in problems if problem.code not in UNDECIDED], package_digest(package)


def recipe_of(round_: EngineRound) -> str:
    """How the computation counts, as JSON text: everything that is not in the tables."""
    recipe = round_.recipe
    told = {
        "rounding": "half_up", "ties": "competition", "stage": "latest", "decimals": recipe.decimals,
        "bands": {
            block or "": [[band.code, str(band.at_least)] for band in bands] for block, bands in recipe.bands.items()
        },
        "absence": {state.word: counting.value for state, counting in recipe.absence.items()},
        "caps": {kind: plain(cap) for kind, cap in recipe.caps.items()},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


Documents = Mapping[tuple[str, str], list[dict[str, str]]]
"""By (unit code, criterion code): number, subject and pages of what proves the leaf."""


class Ledgers:
    """The points of every unit, leaf by leaf: from the maximum through every layer to what counts.

    A unit's ledger adds up exactly: points = sum of the leaves' points + adjustment; a leaf's points = its maximum + the
    changes of its steps. All micropoints.
    """

    def __init__(
        self, results: Results, why: Mapping[tuple[str, str, str], dict[str, str]], documents: Documents
    ) -> None:
        """Take results; why: reason and sentence by (unit, criterion, layer)."""
        self.results, self.why, self.documents = results, why, documents
        round_ = results.round
        self.row = {unit.code: at for at, unit in enumerate(round_.units)}
        self.findings: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for finding in round_.findings or ():
            told = {"reason": finding.reason, "sentence": finding.note, "points": finding.points_lost}
            self.findings.setdefault((finding.unit, finding.criterion), []).append(told)
        self.sheet = (round_.sheet.points.tolist(), round_.sheet.state.tolist())
        self.counted = (results.points.tolist(), results.maxima.tolist(), np.asarray(results.state).tolist())

    def of(self, unit: UnitResult) -> dict[str, Any]:
        """One unit's ledger. Raises ArithmeticError where it does not add up, which would be our fault."""
        code = unit.unit.code
        leaves = [self._leaf(code, at, leaf.code) for at, leaf in enumerate(self.results.round.tree.leaves)]
        adjustments = [
            {"kind": a.kind, "points": a.points, "reason": a.reason, "sentence": a.note}
            for a in self.results.round.adjustments
            if a.unit == code
        ]
        if sum(leaf["points"] for leaf in leaves) + unit.adjustment != unit.standing.points:
            raise ArithmeticError(f"{code}: the leaves do not add up to the unit's points")
        return {
            "points": unit.standing.points, "maximum": unit.standing.maximum, "adjustment": unit.adjustment,
            "adjustments": adjustments, "undecided": list(unit.undecided), "leaves": leaves,
        }  # fmt: skip

    def _leaf(self, unit: str, at: int, code: str) -> dict[str, Any]:
        row = self.row[unit]
        points, maximum, state = (table[row][at] for table in self.counted)
        layers: dict[str, Any] = {}
        for stage, name in enumerate(ORDER):
            found = State(self.sheet[1][stage][row][at])
            if found is not State.MISSING:
                layers[name] = {"points": self.sheet[0][stage][row][at], "state": found.word}
        return {
            "criterion": code, "maximum": maximum, "points": points, "state": State(state).word, **layers,
            "steps": self._steps(unit, code, layers, maximum, points),
            "findings": self.findings.get((unit, code), []),
            "documents": self.documents.get((unit, code), []),
        }  # fmt: skip

    def _steps(
        self, unit: str, code: str, layers: Mapping[str, dict[str, Any]], maximum: int, points: int
    ) -> list[dict[str, Any]]:
        """What every layer moved, beginning from the maximum; the last one ends at what counts."""
        if not maximum:
            return []  # left out: nothing to gain, nothing to lose
        steps: list[dict[str, Any]] = []
        stands, last = maximum, next(reversed(layers), "")
        for name, layer in layers.items() or {"": None}.items():
            becomes = points if name == last or layer is None else layer["points"]
            why = self.why.get((unit, code, name), {})
            role = LAYER_ROLES[name].value if name else ""
            steps.append({"layer": name, "role": role, "change": becomes - stands, **why})
            stands = becomes
        return steps
