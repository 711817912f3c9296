"""Ranks of many draws at once.

Sorting is all the work, so each score and its unit are packed into one 64-bit word, which numpy sorts several times as
fast as it finds the order of floats. A score becomes a whole number of 2^-37 of the scale; scores whose whole numbers
are equal or neighbours are tied (they differ by less than 1.5e-11 of the maximum, far under one millionth of a point).
So rounding can never set apart what is equal, and identical units are tied in every draw.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.weighing import Floats

Ranks = NDArray[np.unsignedinteger]

_FRACTION = 52
"""Bits of the fraction of a float64."""

_LEAST = 15
"""Bits for the unit in a packed word, at least; what is left of the fraction is the grid of scores: 52 - 15 = 37."""


class Placer:
    """Ranks up to `rows` rows of scores at a time, all between `lowest` and `highest`. Not to be shared by threads."""

    def __init__(self, rows: int, units: int, lowest: float, highest: float) -> None:
        self.units = units
        bits = max(_LEAST, (units - 1).bit_length())
        self.shift, self.mask = np.int64(bits), np.int64((1 << bits) - 1)
        self.number = np.arange(units, dtype=np.int64)
        self.place = np.arange(1, units + 1, dtype=rank_type(units))
        # a power of two, so that scaling rounds nothing; it brings the range of the scores to at most 1
        self.scale = 1.0
        while (highest - lowest) * self.scale > 1:
            self.scale /= 2
        self.start = 1.0 + highest * self.scale
        self.apart = np.empty((rows, units - 1), np.int64)
        self.target = np.empty((rows, units), np.int64)
        self.offset = np.arange(0, rows * units, units, dtype=np.int64)[:, None]

    def ranks(self, scores: Floats, out: Ranks) -> None:
        """Competition ranks of every row, highest score first. `scores`, shape (draws, units), is used up."""
        rows = len(scores)
        words = self._packed(scores)
        words.sort(axis=1)
        target, apart = self.target[:rows], self.apart[:rows]
        np.bitwise_and(words, self.mask, out=target)
        target += self.offset[:rows]
        words >>= self.shift
        np.subtract(words[:, 1:], words[:, :-1], out=apart)
        tied = self.units > 1 and int(apart.min()) <= 1
        out.reshape(-1)[target] = self._with_ties(apart) if tied else self.place

    def _packed(self, scores: Floats) -> NDArray[np.int64]:
        """Words that sort best score first: the bits of a number from 1 to 2, and in the lowest of them the unit."""
        if self.scale < 1:
            scores *= self.scale
        np.subtract(self.start, scores, out=scores)
        words = scores.view(np.int64)
        words &= ~self.mask
        words |= self.number
        return words

    def _with_ties(self, apart: NDArray[np.int64]) -> Ranks:
        places = np.empty((len(apart), self.units), self.place.dtype)
        places[:] = self.place
        places[:, 1:][apart <= 1] = 0
        return np.maximum.accumulate(places, axis=1, out=places)


def rank_type(units: int) -> type[np.unsignedinteger]:
    """The smallest whole number type that holds every rank."""
    return np.uint16 if units < 2**16 else np.uint32
