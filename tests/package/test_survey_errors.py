"""Survey errors reach the robustness figures from the answers that were entered."""

import math
import shutil
from pathlib import Path

import pytest

import parindex
from parindex.engine.rules import read_rule

SAMPLES = Path(parindex.__file__).parent / "samples"
ABCD = {"answers": {"A": 100, "B": 60, "C": 20, "D": 0}}


def test_counts_give_their_own_spread():
    # weights 1, 1, 1, 0: mean 3/4, variance 3/4 x 1/4, of four answers, times 2 points
    assert read_rule("survey", ABCD, 2_000_000).error("A=3;D=1") == round(2e6 * math.sqrt(3 / 16 / 4))
    assert read_rule("survey", ABCD, 2_000_000).error("A=9") == 0


def test_a_mean_with_its_number_of_answers_gives_the_largest_spread():
    assert read_rule("survey", ABCD, 1_000_000).error("80% (n=100)") == round(1e6 * math.sqrt(0.2 * 0.8 / 100))


@pytest.mark.parametrize("value", ["80%", "82.3"])
def test_a_mean_alone_says_nothing_of_its_error(value):
    assert read_rule("survey", ABCD, 1_000_000).error(value) == 0


def test_answers_in_a_package_make_survey_error_a_choice(tmp_path):
    package = Path(shutil.copytree(SAMPLES / "lai-chau-2017", tmp_path / "p"))
    path = package / "scores.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    plain = parindex.compute(parindex.read(package))
    points = (21 * 100 + 4 * 60 + 2 * 20) / 30 / 100
    rows = [
        row if not row.startswith("STP,1.6.1,appraised") else f"STP,1.6.1,appraised,{points:.4f},scored" for row in rows
    ]
    given = [f"{row},{'A=21;B=4;C=2;D=3' if row.startswith('STP,1.6.1,appraised') else ''}" for row in rows]
    path.write_text("\n".join([f"{head},value", *given]) + "\n", encoding="utf-8")
    results = parindex.compute(parindex.read(package))
    errors = results.round.survey_errors
    assert plain.round.survey_errors is None
    assert (errors > 0).sum() == 1
    mean, squares = points, (21 * 1 + 4 * 0.36 + 2 * 0.04) / 30
    at = [unit.code for unit in results.round.units].index("STP"), results.round.tree.position["1.6.1"]
    assert errors[at] == round(1e6 * math.sqrt((squares - mean**2) / 30))
    choices = {choice.choice for choice in parindex.robustness(results, draws=100).blocks[0].choices}
    assert "survey" in choices
