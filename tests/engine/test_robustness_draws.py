"""Even points and drawn factors."""

import numpy as np
import pytest
from scipy import stats

from parindex.engine.robustness import sobol
from parindex.engine.robustness.noise import (
    Noise,
    base_weights,
    concentration,
    drawn_groups,
    factors,
    gamma_quantile,
)
from tests.engine.robustness_cases import tree_of


def test_the_unscrambled_sequence_is_that_of_scipy():
    directions = sobol._directions(sobol.DIMENSIONS)
    ours = np.zeros((256, sobol.DIMENSIONS), np.uint32)
    for level in range(8):
        ours[1 << level : 2 << level] = ours[: 1 << level] ^ directions[:, level]
    theirs = stats.qmc.Sobol(sobol.DIMENSIONS, scramble=False, bits=32).random(256) * 2.0**32
    assert set(map(tuple, ours.tolist())) == set(map(tuple, theirs.astype(np.uint32).tolist()))


@pytest.mark.parametrize("seed", [0, 1, 2**64 - 1])
def test_every_coordinate_is_spread_evenly(seed):
    found = sobol.points(seed, 0, 1024, sobol.DIMENSIONS + 3)
    for column in found.T:
        # one point in each of 1 024 equal slices, whether from the sequence or from a hypercube
        assert sorted((column >> 22).tolist()) == list(range(1024))


def test_scrambled_points_are_far_evener_than_random_ones():
    even = sobol.points(7, 0, 1024, 8) / 2.0**32
    assert stats.qmc.discrepancy(even) < stats.qmc.discrepancy(np.random.default_rng(7).random((1024, 8))) / 5


def test_the_mean_over_seeds_is_that_of_uniform_numbers():
    # of a product of eight coordinates: 1 / 2^8
    means = [(sobol.points(seed, 0, 64, 8) / 2.0**32).prod(axis=1).mean() for seed in range(400)]
    error = np.std(means) / len(means) ** 0.5
    assert abs(np.mean(means) - 2.0**-8) < 4 * error


def test_the_points_of_a_seed_never_change():
    # Philox's raw words and whole numbers alone: the same on every machine and with every numpy
    assert sobol.points(1, 0, 3, 2).tolist() == sobol.points(1, 0, 9, 2)[:3].tolist()
    assert sobol.words(1, 0, 2).tolist() == [5599841837815857887, 15655913098571550255]


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_an_impossible_seed_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        sobol.points(seed, 0, 1, 1)


def test_more_points_than_there_are_is_refused():
    with pytest.raises(ValueError, match="draws"):
        sobol.points(1, 0, sobol.MOST + 1, 1)


TREE = tree_of({"1.1": 3, "1.2.1": 1, "1.2.2": 2, "1.3.1": 1, "2": 5, "3.1.1": 2, "3.1.2": 1})


def test_groups_with_siblings_are_drawn_and_areas_even_as_leaves():
    # 1.1 is a leaf; 3.1 is its parent's only child, so that its weight is 1 whatever is drawn
    assert [group.code for group in drawn_groups(TREE)] == ["1", "2", "3", "1.2", "1.3"]


def test_uniform_factors_fill_their_interval():
    found = factors(TREE, draws=4096, seed=3, noise=Noise.UNIFORM, spread=0.25)
    assert found.draws == 4096
    assert set(found.column) == {"1", "2", "3", "1.2", "1.3"}
    assert (found.drawn[:, 0] == found.one).all()
    shares = found.drawn[:, 1:] / found.one
    assert (found.drawn == np.rint(found.drawn)).all()
    assert shares.min() >= 0.75
    assert shares.max() <= 1.25
    assert np.allclose(shares.mean(axis=0), 1, atol=1e-4)
    assert np.allclose(shares.var(axis=0), 0.25**2 / 3, rtol=1e-3)
    assert np.abs(np.corrcoef(shares.T) - np.eye(5)).max() < 0.02


def test_no_spread_draws_nothing():
    found = factors(TREE, draws=5, seed=3, noise=Noise.UNIFORM, spread=0)
    assert (found.drawn == found.one).all()


def test_sums_of_factor_times_points_stay_exact():
    for noise, largest in ((Noise.UNIFORM, 200_000), (Noise.DIRICHLET, 3_000)):
        for tree in (TREE, tree_of({"1.1": largest, "2.1": 300, "3": 0.25})):
            found = factors(tree, draws=64, seed=1, noise=noise, spread=0.9)
            assert found.drawn.max() * int(tree.maxima.sum()) < 2**53


@pytest.mark.parametrize("spread", [-0.1, 1, 2])
def test_an_impossible_spread_is_refused(spread):
    with pytest.raises(ValueError, match="spread"):
        factors(TREE, draws=5, seed=3, noise=Noise.UNIFORM, spread=spread)


@pytest.mark.parametrize("draws", [0, -1, 10**9])
def test_too_few_and_too_many_draws_are_refused(draws):
    with pytest.raises(ValueError, match="draws"):
        factors(TREE, draws=draws, seed=3, noise=Noise.UNIFORM, spread=0.25)


@pytest.mark.parametrize("shape", [0.1, 0.5, 1, 1.5, 2.5, 10, 48, 400, 5000])
def test_gamma_quantiles_are_those_of_scipy(shape):
    inner = np.array([0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999])
    outer = np.array([1e-7, 1e-5, 1 - 1e-5, 1 - 1e-7])
    assert np.abs(gamma_quantile(inner, shape) - stats.gamma.ppf(inner, shape)).max() < 2e-4 * shape
    assert np.abs(gamma_quantile(outer, shape) - stats.gamma.ppf(outer, shape)).max() < 1e-3 * shape


def test_dirichlet_weights_have_the_official_mean_and_the_variance_of_the_uniform_noise():
    weights = base_weights(TREE, TREE.by_code["1"])
    assert weights.tolist() == [7 / 15, 5 / 15, 3 / 15]
    shares = {}
    for noise in Noise:
        found = factors(TREE, draws=2**15, seed=5, noise=noise, spread=0.25)
        raw = found.drawn[:, 1:4] * weights
        shares[noise] = raw / raw.sum(axis=1, keepdims=True)
    assert np.allclose(shares[Noise.DIRICHLET].mean(axis=0), weights, atol=1e-4)
    # to first order the uniform noise has the same total variance; its second order is under 3 %
    total = {noise: share.var(axis=0).sum() for noise, share in shares.items()}
    assert total[Noise.DIRICHLET] == pytest.approx(total[Noise.UNIFORM], rel=0.03)
    # each share of a Dirichlet draw is a beta number
    c = concentration(weights, 0.25)
    for column, weight in enumerate(weights):
        beta = stats.beta(c * weight, c * (1 - weight))
        assert stats.kstest(shares[Noise.DIRICHLET][:, column], beta.cdf).statistic < 0.005


def test_the_concentration_of_equal_weights():
    # c + 1 = 3 n / s² = 3 * 8 / 0.0625 = 384
    assert concentration(np.full(8, 1 / 8), 0.25) == pytest.approx(383)
