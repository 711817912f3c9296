"""The document, the sentences and the terminal table."""

import json
import re
import unicodedata

import pytest

from parindex.cli.robustness import bar, table
from parindex.engine.compute import compute
from parindex.engine.robustness import robustness, robustness_document, robustness_words
from parindex.engine.robustness.outcome import UnitRobustness
from parindex.engine.robustness.writing import count, decimal, listed, per_cent, short, whole
from parindex.library import read
from tests.conftest import ROOT
from tests.make.rounds import make_results

LANGUAGES = ("vi", "en")
ASEM = ROOT / "tests" / "data" / "asem-2018"

TABLE = {
    "A": {"1.1": "9", "1.2": "8", "2.1": "9"},
    "B": {"1.1": "4", "1.2": "7", "2.1": "6.5"},
    "C": {"1.1": "8", "1.2": "8", "2.1": "2"},
    "D": {"1.1": "1", "1.2": "not_applicable", "2.1": "1"},
}
NAMES = {
    "A": ("Sở Nội vụ", "Department of Home Affairs"),
    "B": ("Sở Y tế", "Department of Health"),
    "C": ("Sở Văn hóa, Thể thao và Du lịch", "Department of Culture, Sports and Tourism"),
    "D": ("Sở Tư pháp", "Department of Justice"),
}


def results(rows=TABLE, **settings):
    return make_results(rows, names=NAMES, **settings)


@pytest.fixture(scope="module")
def asem():
    return compute(read(ASEM))


@pytest.fixture(scope="module")
def firm(asem):
    return robustness(asem, draws=500)


def test_the_document_is_that_of_the_contract(firm):
    document = json.loads(json.dumps(robustness_document(firm)))
    assert list(document) == ["format", "name", "draws", "seed", "assumptions", "blocks"]
    assert (document["format"], document["name"], document["draws"], document["seed"]) == (1, "asem-2018", 500, 1)
    assert document["assumptions"][0] == "weights of groups x uniform [0.75, 1.25]"
    (block,) = document["blocks"]
    assert list(block) == ["block", "units", "level", "criteria", "choices"]
    assert block["block"] == "countries"
    assert len(block["units"]) == 51
    for unit in block["units"]:
        assert list(unit) == ["unit", "rank", "q05", "median", "q95", "above_next", "ranks"]
        assert sum(unit["ranks"].values()) == pytest.approx(1)
        assert min(map(int, unit["ranks"])) <= unit["q05"] <= unit["median"] <= unit["q95"]
    assert [unit["rank"] for unit in block["units"]] == list(range(1, 52))
    assert block["units"][-1]["above_next"] is None
    assert [list(left) for left in block["criteria"]] == [["criterion", "mean_shift", "largest_shift", "unit"]] * 49
    assert [left["criterion"] for left in block["criteria"]] == [leaf.code for leaf in firm.results.round.tree.leaves]
    assert [list(choice) for choice in block["choices"]] == [["choice", "first_order", "total"]] * 2
    codes = [unit["unit"] for unit in block["units"]]
    for group in block["level"]:
        assert group == codes[codes.index(group[0]) :][: len(group)]


def test_a_seed_gives_the_same_document_on_any_number_of_threads(asem):
    texts = {json.dumps(robustness_document(robustness(asem, draws=100, threads=n))) for n in (1, 2, 8, None)}
    assert len(texts) == 1
    assert json.dumps(robustness_document(robustness(asem, draws=100, seed=2))) not in texts


def test_units_rest_on_weights_alone_and_stand_in_their_blocks():
    found = robustness(results(blocks={"A": "x", "B": "y", "C": "x", "D": "y"}), draws=50)
    assert [[unit.unit for unit in block.units] for block in found.blocks] == [["A", "C"], ["B", "D"]]
    assert [unit.rank for block in found.blocks for unit in block.units] == [1, 2, 1, 2]
    assert found.block("y").units[0].ranks == {1: 1.0}
    with pytest.raises(KeyError):
        found.block("z")


def test_official_ranks_are_those_of_the_results():
    computed = results(adjustments=[("B", "bonus", "9", "odd")])
    found = robustness(computed, draws=50)
    for unit in found.blocks[0].units:
        assert unit.rank == computed.blocks[0].unit(unit.unit).standing.rank


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"noise": "normal"}, "normal"), ({"spread": 1}, "spread"), ({"draws": 0}, "draw"), ({"seed": -1}, "seed")],
)
def test_impossible_settings_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        robustness(results(), **settings)


def test_progress_is_told_over_all_blocks():
    told = []
    robustness(results(blocks={"A": "x", "B": "y"}), draws=70, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (210, 210)
    assert told == sorted(told)


def test_assumptions_say_what_was_done_and_what_was_left_out():
    said = robustness_document(robustness(results(), noise="dirichlet", spread=0.1, draws=20))["assumptions"]
    assert said[0] == (
        "weights of groups Dirichlet about the official ones, total variance as with x uniform [0.9, 1.1]"
    )
    assert "the geometric mean is over areas, each counted as 1% at least" in said
    assert "choice appraisers left out: no criterion is scored by levels or in steps" in said
    assert "choice survey left out: no survey error is given" in said
    assert not any("not_applicable left out" in sentence for sentence in said)
    vietnamese = robustness_document(robustness(results(), draws=20), "vi")["assumptions"]
    assert vietnamese[0] == "trọng số các nhóm × phân bố đều [0,75; 1,25]"
    # of a single unit no choice is asked at all
    alone = robustness(results({"A": TABLE["A"]}), draws=20)
    assert not any("left out" in sentence for sentence in robustness_document(alone)["assumptions"])


def test_words_of_a_round():
    vi, en = (robustness_words(robustness(results(), draws=400), language) for language in LANGUAGES)
    assert vi == [
        (
            "Thứ hạng được tính lại 400 lần; mỗi lần, trọng số của từng nhóm tiêu chí được nhân với một hệ số ngẫu nhiên từ "
            "0,75 đến 1,25."
        ),
        "Khoảng thứ hạng (5–95%) của một đơn vị chứa thứ hạng của đơn vị đó ở khoảng 90% số lần tính.",
        *vi[2:-2],
        "Hệ số ngẫu nhiên là giả định để thử độ vững của thứ hạng, không phải là ý kiến về trọng số nên áp dụng.",
        (
            "Các số liệu này không cho biết điểm chấm đúng hay sai, bộ tiêu chí đủ hay thiếu, và không thay cho thứ hạng "
            "chính thức."
        ),
    ]
    assert "Sở Nội vụ (hạng 1) đứng trên Sở Văn hóa, Thể thao và Du lịch (hạng 2) ở 100% số lần tính." in vi
    assert (
        "Department of Home Affairs (rank 1) stands above Department of Culture, Sports and Tourism (rank 2) in 100% of the "
        "computations."
    ) in en
    assert "2 of 4 units keep a single rank over the whole interval." in en
    assert "02/04 đơn vị giữ nguyên một thứ hạng trong cả khoảng này." in vi
    assert len(vi) == len(en)


def test_words_vary_with_the_facts():
    def said(rows, **settings):
        both = [robustness_words(robustness(results(rows, **settings), draws=60), language) for language in LANGUAGES]
        return tuple(" ".join(words) for words in both)

    alone = said({"A": TABLE["A"]})
    assert "Chỉ có 01 đơn vị nên không xếp hạng." in alone[0]
    assert "There is one unit only, so nothing to rank." in alone[1]
    nobody = said({"A": dict.fromkeys(TABLE["A"], "not_applicable")})
    assert "Không có đơn vị nào có kết quả." in nobody[0]
    assert "No unit has a result." in nobody[1]
    tied = said({"A": TABLE["A"], "B": TABLE["A"]})
    assert "đứng trên" not in tied[0].replace("một đơn vị đứng trên", "")
    assert "stands above" not in tied[1]
    assert "Bỏ bất kỳ tiêu chí nào cũng không làm thay đổi thứ hạng." in tied[0]
    assert "Leaving out any one criterion changes no rank." in tied[1]
    assert "(Sở Nội vụ và Sở Y tế)" in tied[0]
    far = said({"A": {"1.1": "9", "2.1": "9"}, "B": {"1.1": "1", "2.1": "1"}})
    assert "Cả 02 đơn vị đều giữ nguyên thứ hạng trong cả khoảng này." in far[0]
    assert "All 2 units keep a single rank over the whole interval." in far[1]
    assert "The order of every two neighbours holds in at least 95% of the computations." in far[1]
    assert "Thứ tự của mọi cặp đơn vị liền kề đều giữ nguyên" in far[0]
    near = said({"A": {"1.1": "8", "2.1": "2"}, "B": {"1.1": "4", "2.1": "6.5"}})
    assert "Không đơn vị nào giữ nguyên một thứ hạng" in near[0]
    assert "The widest intervals, 1 rank from end to end, are those of" in near[1]
    plain = said({"A": {"1.1": "9", "1.2": "2"}, "B": {"1.1": "4", "1.2": "5"}})
    assert plain[0].startswith("Không có trọng số nào để thay đổi, nên thứ hạng giữ nguyên ở mọi lần tính. Cả 02")
    assert plain[1].startswith("There are no weights to vary, so that every computation gives the same ranks. All 2")
    blocks = said(TABLE, blocks={"A": "x", "B": "y", "C": "x", "D": "y"})
    assert "Khối x: Cả 02" in blocks[0]
    assert "Block y: All 2" in blocks[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_composed_letters_and_no_number_is_made_up(firm, language):
    words = robustness_words(firm, language)
    text = " ".join(words)
    assert text == unicodedata.normalize("NFC", text)
    assert all(sentence.endswith(".") for sentence in words)
    block = firm.blocks[0]
    most = max(block.criteria, key=lambda left: left.mean_shift)
    choice = max(block.choices, key=lambda one: one.total)
    widest = max(block.units, key=lambda unit: unit.q95 - unit.q05)
    first = block.units[0]
    allowed = {0.75, 1.25, 500, 5, 95, 90, 1, 2, 51, widest.q05, widest.q95, round(100 * first.above_next)}
    allowed |= {sum(unit.q05 == unit.q95 for unit in block.units), len(block.level) - 4, most.largest_shift}
    allowed |= {round(most.mean_shift, 2), round(100 * choice.first_order), round(100 * choice.total)}
    names = "|".join(re.escape(unit.name.said(language)) for unit in firm.results.round.units)
    numbers = re.findall(r"\d+(?:[.,]\d+)?", re.sub(names, "", text))
    assert {float(number.replace(",", ".")) for number in numbers} <= allowed


def test_numbers_in_text():
    assert [whole(2000, language) for language in LANGUAGES] == ["2.000", "2,000"]
    assert [count(4, language) for language in LANGUAGES] == ["04", "4"]
    assert [count(12, language) for language in LANGUAGES] == ["12", "12"]
    assert [decimal(0.4, 2, language) for language in LANGUAGES] == ["0,40", "0.40"]
    assert [short(0.75, language) for language in LANGUAGES] == ["0,75", "0.75"]
    assert [per_cent(share, "vi") for share in (0, 0.001, 0.583, 0.9996, 1)] == [
        "0%",
        "dưới 1%",
        "58%",
        "trên 99%",
        "100%",
    ]
    assert [per_cent(share, "en") for share in (0.001, 0.9996)] == ["under 1%", "over 99%"]
    assert [listed(list("ABC")[:n], "vi") for n in (1, 2, 3)] == ["A", "A và B", "A, B và C"]
    assert listed(["A, B", "C", "D"], "en") == "A, B; C and D"


# the table


def unit(rank, q05, q95):
    return UnitRobustness("U", rank, q05, rank, q95, None, None, 0)


def test_bars():
    assert bar(unit(3, 2, 5), 8) == "·├●─┤···"
    assert bar(unit(1, 1, 1), 3) == "●··"
    assert bar(unit(2, 2, 4), 4) == "·●─┤"
    assert bar(unit(4, 3, 3), 4) == "··│●"
    assert bar(unit(1, 1, 1), 1) == "●"
    # more units than columns: the first rank is the first column, the last the last
    assert bar(unit(51, 1, 51), 51) == "├" + "─" * 28 + "●"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_aligned_and_complete(firm, language):
    text = table(firm, language)
    assert text == unicodedata.normalize("NFC", text)
    rows = [line for line in text.splitlines() if re.search(r"[·●├┤│─]{30}  ", line) and "●" in line]
    assert len(rows) == 51
    assert len({re.search(r"[·●├┤│─]{30}", line).start() for line in rows}) == 1
    assert "68,3837" in text if language == "vi" else "68.3837" in text
    for sentence in robustness_words(firm, language):
        assert sentence.split()[0] in text


def test_brackets_that_overlap_stand_beside_each_other(firm):
    rows = [line for line in table(firm, "en").splitlines() if re.search(r"[·●├┤│─]{30}  ", line)]
    level = firm.blocks[0].level
    assert any(set(a) & set(b) for a in level for b in level if a is not b)
    drawn = "".join(rows)
    assert drawn.count("┐") == drawn.count("┘") == len(level)


def test_the_table_of_small_and_empty_blocks():
    blocks = dict(zip("ABCD", "xyyz", strict=True))
    rows = {**TABLE, "D": dict.fromkeys(TABLE["D"], "not_applicable")}
    text = table(robustness(results(rows, blocks=blocks), draws=40), "vi")
    assert "Khối x" in text
    assert "Khối z" in text
    same = table(robustness(results({"A": TABLE["A"], "B": TABLE["A"]}), draws=40), "en")
    assert "1=" in same
