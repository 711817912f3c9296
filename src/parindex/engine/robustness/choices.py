"""Which choice drives the shifts of ranks: weights, aggregation, what does not apply, appraisers' doubts, survey error.

Outcome: the mean over a block's units of |rank - official rank|. Inputs, each with its own options, all equally likely:

    weights         as drawn for the rank intervals
    aggregation     arithmetic or geometric mean of the areas' indices
    not_applicable  what does not apply is left out, counts full, or counts nothing
    appraisers      every judged cell off by at most half a step
    survey          every surveyed cell off by its standard error

A choice that a round does not have is left out. Where only choices among few options are left, every combination is
computed; otherwise the indices are estimated from samples.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.doubts import Doubts, appraisers, surveys
from parindex.engine.robustness.noise import Noise, drawn_groups, factors
from parindex.engine.robustness.placing import Placer, rank_type
from parindex.engine.robustness.sampling import CELLS
from parindex.engine.robustness.sensitivity import exact_indices, sampled_indices
from parindex.engine.robustness.sobol import words
from parindex.engine.robustness.weighing import Bench, Floats, Weighed, geometric, parts, weighed
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.engine.robustness.competing import Contest

WEIGHTS, AGGREGATION, NOT_APPLICABLE = "weights", "aggregation", "not_applicable"
APPRAISERS, SURVEY = "appraisers", "survey"

CHOICES = (WEIGHTS, AGGREGATION, NOT_APPLICABLE, APPRAISERS, SURVEY)
"""The choices, in the order reported."""

FLOOR = 0.01
"""What an area's index counts at least in a geometric mean: 1 %, so that one zero does not make the whole zero."""

_TREATMENTS = (NotApplicable.EXCLUDE, NotApplicable.FULL, NotApplicable.ZERO)
_OPTIONS = {AGGREGATION: 2, NOT_APPLICABLE: len(_TREATMENTS)}

_MOST, _FEWEST = 2048, 32
_WORK = 2**21
"""Scores computed for one block, about: samples are as many as fit, from 32 to 2 048."""

_STREAM = 1000
"""Where the streams of random numbers used here begin; those of doubted cells take one for each leaf and purpose."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice's share of the variance of rank shifts: by itself, and with all it does together with others."""

    choice: str
    first_order: float
    total: float


class Setting(NamedTuple):
    """How the weights of the samples are drawn."""

    seed: int
    noise: Noise
    spread: float


def choices(
    contest: Contest, state: NDArray[np.int8], setting: Setting, errors: NDArray[np.int64] | None = None
) -> tuple[Choice, ...]:
    """The choices that the block has, with their indices; none where it has fewer than two units.

    state: of the contest's cells; errors: standard errors of surveyed cells in micropoints; both (units, leaves).
    """
    if len(contest.units) < 2:
        return ()
    model = _Model(contest, state, setting, errors)
    if not model.present:
        return ()
    if set(model.present) <= set(_OPTIONS):
        found = exact_indices(model.enumerated())
    else:
        found = sampled_indices(*model.sampled())
    rows = zip(model.present, found.first_order.tolist(), found.total.tolist(), strict=True)
    return tuple(Choice(*row) for row in rows)


@dataclass(frozen=True, slots=True, eq=False)
class _Inputs:
    """One row for each sample: the factors, which mean, which treatment, and by group what points are off by."""

    factors: Floats
    aggregation: NDArray[np.intp]
    treatment: NDArray[np.intp]
    off: Mapping[str, Floats]


class _Model:
    """The rank shifts of one contest as a function of the choices."""

    def __init__(
        self, contest: Contest, state: NDArray[np.int8], setting: Setting, errors: NDArray[np.int64] | None
    ) -> None:
        self.contest, self.setting = contest, setting
        groups = drawn_groups(contest.tree)
        self.column = {group.code: at for at, group in enumerate(groups, 1)}
        self.doubts = {APPRAISERS: appraisers(contest, state), SURVEY: surveys(errors)}
        nothing_applies = state == State.NOT_APPLICABLE
        present = {
            WEIGHTS: bool(groups) and setting.spread > 0,
            AGGREGATION: len(contest.tree.areas) > 1,
            NOT_APPLICABLE: bool(nothing_applies.any()),
            **{name: bool(doubt) for name, doubt in self.doubts.items()},
        }
        self.present = tuple(name for name in CHOICES if present[name])
        options = _TREATMENTS if present[NOT_APPLICABLE] else (None,)
        self.cases = [_Case(treated(contest, nothing_applies, option), self.column) for option in options]
        size = _WORK // (len(contest.units) * (2 + len(self.present)))
        self.samples = max(_FEWEST, min(_MOST, size))

    def enumerated(self) -> Floats:
        """Outcomes of every combination, one axis for each present choice."""
        shape = tuple(_OPTIONS[name] for name in self.present)
        at = dict(zip(self.present, np.indices(shape).reshape(len(shape), -1), strict=True))
        count = int(np.prod(shape))
        none = np.zeros(count, np.intp)
        inputs = _Inputs(self._official(count), at.get(AGGREGATION, none), at.get(NOT_APPLICABLE, none), {})
        return self.outcomes(inputs).reshape(shape)

    def sampled(self) -> tuple[Floats, Floats, Floats]:
        """Outcomes of two samples, and of the first with one choice at a time from the second."""
        base, other = self._sample(0), self._sample(1)
        mixed = [self.outcomes(_inputs({**base, name: other[name]})) for name in self.present]
        return self.outcomes(_inputs(base)), self.outcomes(_inputs(other)), np.array(mixed)

    def _sample(self, half: int) -> dict[str, Any]:
        """One sample of every choice; those that are not present stay as they officially are."""
        stream = _STREAM + half
        drawn: dict[str, Any] = {
            WEIGHTS: self._official(self.samples),
            **{name: np.zeros(self.samples, np.intp) for name in _OPTIONS},
            **{name: {} for name in self.doubts},
        }
        if WEIGHTS in self.present:
            seed, noise, spread = self.setting
            found = factors(self.contest.tree, draws=self.samples, seed=seed, noise=noise, spread=spread, stream=stream)
            # both samples scramble the same sequence: without a random order of its own, row i of one knows row i of the other
            order = words(seed, 3 * _STREAM + half, self.samples)
            drawn[WEIGHTS] = found.drawn[np.argsort(order, kind="stable")]
        for number, (name, options) in enumerate(_OPTIONS.items(), 1):
            if name in self.present:
                order = words(self.setting.seed, 4 * _STREAM + 4 * number + half, self.samples)
                drawn[name] = np.argsort(order, kind="stable") % options
        for number, (name, doubt) in enumerate(self.doubts.items(), 3):
            drawn[name] = self._off(doubt, (2 * number + half) * 10 * _STREAM)
        return drawn

    def _official(self, count: int) -> Floats:
        return np.ones((count, 1 + len(self.column)))

    def _off(self, doubt: Doubts, stream: int) -> dict[str, Floats]:
        """Draws of what points are off by, summed by group so that few tables are kept."""
        found: dict[str, Floats] = {}
        for position in doubt.up:
            drawn = doubt.drawn(
                self.contest, position, rows=self.samples, seed=self.setting.seed, stream=stream + position
            )
            key = _key(self.contest, position)
            found[key] = found[key] + drawn if key in found else drawn
        return found

    def outcomes(self, inputs: _Inputs) -> Floats:
        """The mean rank shift in every row."""
        found = np.empty(len(inputs.factors))
        for treatment, case in enumerate(self.cases):
            for mean in range(_OPTIONS[AGGREGATION]):
                rows = np.flatnonzero((inputs.treatment == treatment) & (inputs.aggregation == mean))
                for start in range(0, len(rows), case.rows):
                    which = rows[start : start + case.rows]
                    off = {code: part[which] for code, part in inputs.off.items()}
                    found[which] = case.shifts(inputs.factors[which], off, geometric_mean=bool(mean))
        return found


def _inputs(drawn: Mapping[str, Any]) -> _Inputs:
    off = dict(drawn[APPRAISERS])
    for code, part in drawn[SURVEY].items():
        off[code] = off[code] + part if code in off else part
    return _Inputs(drawn[WEIGHTS], drawn[AGGREGATION], drawn[NOT_APPLICABLE], off)


def _key(contest: Contest, position: int) -> str:
    """Where a leaf's points are summed: its parent, where all children of it are leaves; else the leaf itself."""
    tree = contest.tree
    leaf = tree.leaves[position]
    if leaf.parent is None or any(tree.children[child] for child in tree.children[leaf.parent]):
        return leaf.code
    return leaf.parent


def treated(contest: Contest, nothing_applies: NDArray[np.bool_], option: NotApplicable | None) -> Contest:
    """The contest with all that does not apply treated one way; None leaves it as it is."""
    if option is None:
        return contest
    full = np.broadcast_to(contest.tree.maxima, contest.maxima.shape)
    points = np.where(nothing_applies, full if option is NotApplicable.FULL else 0, contest.points)
    maxima = np.where(nothing_applies, 0 if option is NotApplicable.EXCLUDE else full, contest.maxima)
    return replace(contest, points=points, maxima=maxima)


class _Case:
    """The contest under one treatment, ready to be weighed and ranked."""

    def __init__(self, contest: Contest, column: Mapping[str, int]) -> None:
        self.official = contest.ranks
        self.rows = max(1, CELLS // len(contest.units))
        self.tree = weighed(contest, column)
        self.bench = Bench(self.rows, len(contest.units))
        # where nothing is left to a unit its index is 0
        self.adjusted = contest.adjustments / np.maximum(contest.maxima.sum(axis=1), 1)
        highest = 1 + max(0.0, float(self.adjusted.max()))
        self.placer = Placer(self.rows, len(contest.units), min(0.0, float(self.adjusted.min())), highest)
        self.under = {code: _under(contest, code) for code in _plain_codes(self.tree)}

    def shifts(self, drawn: Floats, off: Mapping[str, Floats], *, geometric_mean: bool) -> Floats:
        """Mean rank shift in each row of factors and of points off."""
        extra = {
            code: np.sum([off[key] for key in keys & off.keys()], axis=0)
            for code, keys in self.under.items()
            if keys & off.keys()
        }
        if geometric_mean:
            scores = geometric(self.tree, drawn, self.bench, FLOOR, extra)
        else:
            above, below = parts(self.tree, drawn, self.bench, extra)
            scores = above / below
        scores += self.adjusted
        places = np.empty(scores.shape, rank_type(scores.shape[1]))
        self.placer.ranks(scores, places)
        return np.asarray(np.abs(places - self.official).mean(axis=1))


def _plain_codes(group: Weighed) -> tuple[str, ...]:
    return group.plain.codes + tuple(code for child in group.deep for code in _plain_codes(child.group))


def _under(contest: Contest, code: str) -> frozenset[str]:
    """The node and all nodes under it."""
    tree = contest.tree
    found = {code}
    for child in tree.children[code]:
        found |= _under(contest, child)
    return frozenset(found)
