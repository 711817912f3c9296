"""How firm the ranks are: under other weights, without one criterion, under other choices.

This is the only part of the engine that uses floating point. Nothing in here enters the record: official points,
percentages, ranks and bands are exact and come from elsewhere. All figures follow from the results, the settings and the
seed, to the last bit, on any number of threads.
"""

from parindex.engine.robustness.assess import robustness, weight_draws
from parindex.engine.robustness.choices import Choice
from parindex.engine.robustness.competing import Contest, contest, contests
from parindex.engine.robustness.leaving import LeftOut, leave_one_out
from parindex.engine.robustness.noise import Factors, Noise, factors
from parindex.engine.robustness.outcome import BlockRobustness, Robustness, UnitRobustness
from parindex.engine.robustness.paper import robustness_document
from parindex.engine.robustness.words import robustness_words

__all__ = [
    "BlockRobustness",
    "Choice",
    "Contest",
    "Factors",
    "LeftOut",
    "Noise",
    "Robustness",
    "UnitRobustness",
    "contest",
    "contests",
    "factors",
    "leave_one_out",
    "robustness",
    "robustness_document",
    "robustness_words",
    "weight_draws",
]
