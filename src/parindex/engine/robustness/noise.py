"""How weights are drawn: one factor for every group, as whole numbers of a power of two.

A group's weight within its parent is its share of the maximum. Each draw multiplies it by a factor of its own, and the
weights of a parent's groups are rescaled to the same sum. Factors are whole numbers so that sums of factor times points
are exact in floating point, in whatever order a machine adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.sobol import points

if TYPE_CHECKING:
    from parindex.engine.tree import Criterion, Tree

_FLOAT = 53
"""Bits of a float64: whole numbers under 2^53 are exact."""

_FINEST, _COARSEST = 24, 14
"""Bits of the fraction of a factor: at most, and at least (there, exactness is given up for very large maxima)."""

_LARGEST = 7
"""Dirichlet factors stay under 2^7: what lies above has a chance under 1e-9 in any tree of practice."""

_MEMORY = 2**29
"""Bytes that the factors of all draws may take."""

_GRID = 4096
"""Steps of the table by which the gamma distribution is inverted."""


class Noise(StrEnum):
    """The distribution of the weights."""

    UNIFORM = "uniform"
    """Each weight times an independent factor, uniform on [1 - spread, 1 + spread]."""
    DIRICHLET = "dirichlet"
    """The weights within a parent as one Dirichlet draw about the official ones, with the same total variance."""


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """Drawn factors. `column[code]` says where a group's stand in `drawn`; column 0 is the factor 1 that nothing draws.

    drawn: float64 holding whole numbers, shape (draws, 1 + groups); `one` is what stands for the factor 1.
    """

    column: dict[str, int]
    drawn: NDArray[np.float64]
    one: float

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.drawn)


def drawn_groups(tree: Tree) -> tuple[Criterion, ...]:
    """The nodes whose weight is drawn, top level first: every group that has siblings, and every area, leaf or not."""
    found = [c for c in tree.criteria if (c.parent is None or tree.children[c.code]) and len(siblings(tree, c)) > 1]
    return tuple(sorted(found, key=lambda c: tree.depth[c.code]))


def siblings(tree: Tree, criterion: Criterion) -> tuple[str, ...]:
    """The codes of a node and of all that share its parent."""
    if criterion.parent is None:
        return tuple(area.code for area in tree.areas)
    return tree.children[criterion.parent]


def factors(tree: Tree, *, draws: int, seed: int, noise: Noise, spread: float, stream: int = 0) -> Factors:
    """Draw the factors of every group.

    spread: 0.25 draws from [0.75, 1.25]; for Dirichlet, the spread of the uniform noise whose variance it is to match.
    Raises ValueError for a spread outside 0 <= spread < 1, for an impossible seed, and for fewer than one draw or more
    than memory is granted for (1.8 million with 36 groups).
    """
    if not 0 <= spread < 1:
        raise ValueError(f"a spread is at least 0 and under 1, not {spread}")
    groups = drawn_groups(tree)
    most = _MEMORY // (8 * (1 + len(groups)))
    if not 1 <= draws <= most:
        raise ValueError(f"from 1 to {most} draws, not {draws}")
    bits = _bits(tree, noise)
    drawn = np.full((draws, 1 + len(groups)), float(1 << bits))
    if groups and spread:
        even = points(seed, stream, draws, len(groups))
        drawn[:, 1:] = _uniform(even, spread, bits) if noise is Noise.UNIFORM else _dirichlet(tree, even, spread, bits)
    return Factors({group.code: at for at, group in enumerate(groups, 1)}, drawn, float(1 << bits))


def _bits(tree: Tree, noise: Noise) -> int:
    """As fine as sums of factor times points stay exact: largest factor x all points < 2^53."""
    largest = 1 if noise is Noise.UNIFORM else _LARGEST
    return max(_COARSEST, min(_FINEST, _FLOAT - largest - int(tree.maxima.sum()).bit_length()))


def _uniform(even: NDArray[np.uint32], spread: float, bits: int) -> NDArray[np.uint64]:
    width = np.uint64(round(2 * spread * 2**bits))
    lowest = np.uint64(round((1 - spread) * 2**bits))
    half = np.uint64(1 << 31)
    return np.asarray(np.maximum(lowest + ((even * width + half) >> np.uint64(32)), np.uint64(1)))


def _dirichlet(tree: Tree, even: NDArray[np.uint32], spread: float, bits: int) -> NDArray[np.float64]:
    """Gamma draws of shape concentration x weight, divided by that shape: rescaled, they are a Dirichlet draw."""
    found = np.empty(even.shape)
    for column, group in enumerate(drawn_groups(tree)):
        weights = base_weights(tree, group)
        shape = concentration(weights, spread) * tree.maximum(group.code) / sum(_maxima(tree, group))
        fractions = (even[:, column].astype(np.float64) + 0.5) / 2.0**32
        found[:, column] = np.rint(gamma_quantile(fractions, shape) / shape * 2.0**bits)
    return np.clip(found, 1.0, 2.0 ** (bits + _LARGEST) - 1)


def _maxima(tree: Tree, criterion: Criterion) -> list[int]:
    return [tree.maximum(code) for code in siblings(tree, criterion)]


def base_weights(tree: Tree, criterion: Criterion) -> NDArray[np.float64]:
    """The official weights of a node and its siblings within their parent: their shares of the maximum."""
    maxima = np.array(_maxima(tree, criterion), float)
    return np.asarray(maxima / maxima.sum())


def concentration(weights: NDArray[np.float64], spread: float) -> float:
    """The Dirichlet concentration under which weights vary in total as much as under the uniform noise.

    A share w times an independent factor of variance s²/3, rescaled, has to first order the variance
    s²/3 · w² · ((1 - w)² + sum of the squares of the other shares); a Dirichlet share has w(1 - w)/(c + 1). With n equal
    shares c + 1 = 3n/s²: eight areas and s = 0.25 give c = 383.

    >>> round(concentration(np.full(8, 1 / 8), 0.25))
    383
    """
    squares = weights**2
    uniform = spread**2 / 3 * float((squares * ((1 - weights) ** 2 + squares.sum() - squares)).sum())
    return max(float((weights * (1 - weights)).sum()) / uniform - 1, 1e-3)


def gamma_quantile(fractions: NDArray[np.float64], shape: float) -> NDArray[np.float64]:
    """Quantiles of the gamma distribution of scale 1, good to 2e-4 of the mean, in the farthest tails to 1e-3.

    The density is summed over a fine table and the sum inverted. Under shape 1, where the density has no bound at 0,
    the table is over x^shape, in which it has.
    """
    power = min(shape, 1.0)
    deviation = shape**0.5
    lowest, highest = max(0.0, shape - 8 * deviation), shape + 8 * deviation + 24
    table = np.linspace(lowest**power, highest**power, 2 * _GRID + 1)
    x = table ** (1 / power)
    mode = max(shape - 1, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        exponent = (shape - power) * np.log(x / max(mode, 1e-300)) if mode else np.zeros_like(x)
    density = np.exp(exponent - (x - mode))
    pieces = (table[2] - table[0]) / 6 * (density[:-2:2] + 4 * density[1:-1:2] + density[2::2])
    below = np.concatenate(([0.0], np.cumsum(pieces)))
    return np.asarray(np.interp(fractions * below[-1], below, table[::2]) ** (1 / power))
