"""Which input drives an outcome: first-order and total Sobol indices.

First order: the share of the outcome's variance that goes when the input alone is fixed. Total: the share that stays
when all other inputs are fixed, so that what an input does together with others is in it. First-order indices add up to
1 at most, total indices to 1 at least.

Both estimators are centred (they rest on differences of outcomes, so that adding a constant to the outcome changes
nothing): M. J. W. Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117 (1999),
35-43; the design of two independent samples is that of A. Saltelli et al., Computer Physics Communications 181 (2010),
259-270. An input may be a whole group of variables, such as all weights.
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
    which one input comes from `other`, shape (inputs, n).

        first order = 1 - mean((other - mixed)²) / (2 variance),   total = mean((base - mixed)²) / (2 variance)
    """
    both = np.concatenate([base, other])
    variance = float(both.var())
    if variance <= _nothing(both):
        return Indices(np.zeros(len(mixed)), np.zeros(len(mixed)))
    unexplained = ((other - mixed) ** 2).mean(axis=1) / 2
    return Indices(_shares(variance - unexplained, variance), _shares(((base - mixed) ** 2).mean(axis=1) / 2, variance))


def _nothing(outcomes: Floats) -> float:
    """Variance that is rounding and no more."""
    return float(np.abs(outcomes).max() * 1e-12) ** 2


def _shares(parts: Floats, variance: float) -> Floats:
    """Shares of the variance; what sampling error takes outside 0 to 1 is cut off."""
    return np.clip(parts / variance, 0.0, 1.0)
