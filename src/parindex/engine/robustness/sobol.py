"""Even points: a scrambled Sobol sequence whose every bit follows from the seed, on any machine.

Random draws cluster and leave holes; a Sobol sequence fills the unit cube evenly, so that 2 000 draws say what several
times as many random ones would. Scrambling (a random lower triangular matrix and a digital shift, J. Matousek, "On the
L2-discrepancy for anchored boxes", J. Complexity 14, 1998) makes each point uniform, hence every share unbiased.

Chance comes from the raw words of Philox, whose stream numpy promises never to change; everything here is integers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parindex.engine.robustness.directions import DIRECTIONS

BITS = 32
"""Bits of every coordinate."""

DIMENSIONS = len(DIRECTIONS) + 1
"""Dimensions that Sobol points are known for; further ones are filled from Latin hypercubes."""

MOST = 2**30
"""The largest number of points."""


def words(seed: int, stream: int, count: int) -> NDArray[np.uint64]:
    """`count` random 64-bit words; `stream` tells apart what one seed is used for.

    Raises ValueError for a seed under 0 or over 2^64 - 1.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"a seed is a whole number from 0 to 2^64 - 1, not {seed}")
    return np.asarray(np.random.Philox(key=seed, counter=stream << 192).random_raw(count), np.uint64)


def points(seed: int, stream: int, count: int, dimensions: int) -> NDArray[np.uint32]:
    """`count` points of the unit cube as fractions of 2^32; shape (count, dimensions).

    The first dimensions are the evenest: give them to what matters most. Raises ValueError for more than `MOST` points.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"from 0 to {MOST} draws, not {count}")
    even = min(dimensions, DIMENSIONS)
    rows = _scrambled(seed, 2 * stream, _directions(even), count)
    if dimensions == even:
        return rows
    return np.hstack([rows, _hypercube(seed, 2 * stream + 1, count, dimensions - even)])


def _directions(dimensions: int) -> NDArray[np.uint32]:
    """Direction numbers, shape (dimensions, BITS), highest bit first."""
    found = np.empty((dimensions, BITS), np.uint32)
    for dimension in range(dimensions):
        found[dimension] = [m << (BITS - 1 - at) for at, m in enumerate(_odd_numbers(dimension))]
    return found


def _odd_numbers(dimension: int) -> list[int]:
    """The numbers m_1 ... m_32 of one dimension, by the recurrence of its polynomial."""
    if dimension == 0:
        return [1] * BITS
    polynomial, first = DIRECTIONS[dimension - 1]
    degree, m = len(first), list(first)
    for at in range(degree, BITS):
        value = m[at - degree]
        for lag in range(1, degree + 1):
            if polynomial >> (degree - lag) & 1:
                value ^= m[at - lag] << lag
        m.append(value)
    return m[:BITS]


def _scrambled(seed: int, stream: int, directions: NDArray[np.uint32], count: int) -> NDArray[np.uint32]:
    dimensions = len(directions)
    random = words(seed, stream, dimensions * (BITS + 1)).astype(np.uint32).reshape(BITS + 1, dimensions)
    levels = max(count - 1, 0).bit_length()
    mixed = _mixed(directions[:, :levels], random[:BITS])
    found = np.empty((1 << levels, dimensions), np.uint32)
    found[0] = random[BITS]
    for level in range(levels):
        size = 1 << level
        np.bitwise_xor(found[:size], mixed[:, level], out=found[size : 2 * size])
    return found[:count]


def _mixed(directions: NDArray[np.uint32], random: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Multiply every direction number, over GF(2), by its dimension's random lower triangular matrix."""
    mixed = np.zeros_like(directions)
    for row in range(BITS):
        place = np.uint32(BITS - 1 - row)
        own = np.uint32(1) << place
        above = ~((own << np.uint32(1)) - np.uint32(1)) if row else np.uint32(0)
        mask = (random[row] & above) | own
        mixed |= (np.bitwise_count(directions & mask[:, None]).astype(np.uint32) & np.uint32(1)) << place
    return mixed


def _hypercube(seed: int, stream: int, count: int, dimensions: int) -> NDArray[np.uint32]:
    """Each column puts one point into every of `count` equal slices, in random order."""
    random = words(seed, stream, 2 * count * dimensions).reshape(2, dimensions, count)
    slices = np.argsort(random[0], axis=1, kind="stable").astype(np.uint64)
    within = random[1] >> np.uint64(BITS)
    even = ((slices << np.uint64(BITS)) + within) // np.uint64(max(count, 1))
    return np.asarray(even.astype(np.uint32).T)
