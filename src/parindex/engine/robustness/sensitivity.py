"""Which input drives an outcome: first-order and total Sobol indices.

First order: the share of the outcome's variance that goes when the input alone is fixed. Total: the share that stays
when all other inputs are fixed, so that what an input does together with others is in it. First-order indices add up to
1 at most, total indices to 1 at least.

The estimators are centred (adding a constant to the outcome changes nothing): M. J. W. Jansen, "Analysis of variance
designs for model output", Computer Physics Communications 117 (1999), 35-43, and A. Saltelli et al., "Variance based
sensitivity analysis of model output", Computer Physics Communications 181 (2010), 259-270, whose design of two
independent samples is used. An input may be a whole group of variables, such as all weights.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Indices(NamedTuple):
    """first_order, total: one for each input, from 0 to 1; all 0 where the outcome never varies."""

    first_order: Floats
    total: Floats


def exact_indices(outcomes: Floats) -> Indices:
    """Indices by enumeration, where every input is a choice among equally likely options.

    outcomes: one axis for each input, one place along it for each of its options.

    >>> exact_indices(np.array([[0.0, 1.0], [2.0, 3.0]]))  # 2 a + b: variances 1 and 1/4 of 5/4
    Indices(first_order=array([0.8, 0.2]), total=array([0.8, 0.2]))
    """
    variance = float(outcomes.var())
    inputs = range(outcomes.ndim)
    if variance <= _nothing(outcomes):
        return Indices(np.zeros(outcomes.ndim), np.zeros(outcomes.ndim))
    first = [outcomes.mean(axis=tuple(a for a in inputs if a != axis)).var() for axis in inputs]
    total = [outcomes.var(axis=axis).mean() for axis in inputs]
    return Indices(_shares(np.array(first), variance), _shares(np.array(total), variance))


def sampled_indices(base: Floats, other: Floats, mixed: Floats) -> Indices:
    """Indices from samples.

    base, other: outcomes of two independent samples of the inputs, shape (n,); mixed: outcomes of the rows of `base` in
    which one input comes from `other`, shape (inputs, n). With m the mean of all outcomes:

        total = mean((base - mixed)²) / (2 variance)
        first order = 1 - mean((other - mixed)²) / (2 variance), or mean((other - m)(mixed - base)) / variance

    The former estimate of the first order is the better one for inputs that matter much (Jansen), the latter for those
    that matter little (Saltelli, centred); both are taken, in the proportion that varies least from row to row.
    """
    both = np.concatenate([base, other])
    variance = float(both.var())
    if variance <= _nothing(both):
        return Indices(np.zeros(len(mixed)), np.zeros(len(mixed)))
    first = _shares(_steadiest(variance - (other - mixed) ** 2 / 2, (other - both.mean()) * (mixed - base)), variance)
    total = _shares(((base - mixed) ** 2).mean(axis=1) / 2, variance)
    return _consistent(first, total)


def _consistent(first: Floats, total: Floats) -> Indices:
    """A first-order index is never over the total one: where sampling error says otherwise, both become their mean.

    A single input has all the variance.
    """
    if len(first) == 1:
        return Indices(np.ones(1), np.ones(1))
    middle = (first + total) / 2
    crossed = first > total
    return Indices(np.where(crossed, middle, first), np.where(crossed, middle, total))


def _steadiest(one: Floats, two: Floats) -> Floats:
    """Each row's mean of the mixture of two estimates that varies least."""
    apart = one - two
    spread = apart.var(axis=1)
    common = ((two - two.mean(axis=1, keepdims=True)) * apart).mean(axis=1)
    share = np.clip(-common / np.where(spread > 0, spread, 1.0), 0.0, 1.0)
    return np.asarray(share * one.mean(axis=1) + (1 - share) * two.mean(axis=1))


def _nothing(outcomes: Floats) -> float:
    """Variance that is rounding and no more."""
    return float(np.abs(outcomes).max() * 1e-12) ** 2


def _shares(parts: Floats, variance: float) -> Floats:
    """Shares of the variance; what sampling error takes outside 0 to 1 is cut off."""
    return np.clip(parts / variance, 0.0, 1.0)
