from dataclasses import replace

import pytest
from lxml import etree

from parindex.report.charts import KINDS, svg
from parindex.report.charts.svg import Face
from parindex.report.content import Mark
from tests.report.charts_sample import HOSTILE, LONG, chart, marks

WIDTHS = (288, 358, 680)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(made, width=680, style="screen", **how):
    return etree.fromstring(svg(made, width=width, style=style, **how).encode())


def texts(root):
    """Each text with its lines joined, as one reads it."""
    return [" ".join("".join(text.itertext()).split()) for text in root.iter(SVG + "text")]


def classed(root, name):
    return [e for e in root.iter() if e.get("class") == name]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_chart_is_an_image_with_a_name_and_a_text(kind, width):
    root = drawn(chart(kind), width)
    named = root.get("aria-labelledby").split()
    assert root.get("role") == "img"
    assert [root.find(f".//*[@id='{key}']").text for key in named] == [chart(kind).title, chart(kind).alt]
    assert int(root.get("width")) == width
    assert root.get("viewBox") == f"0 0 {width} {root.get('height')}"  # one to one: text is never scaled


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", ["screen", "document"])
def test_a_policy_without_inline_style_can_show_it(kind, style):
    root = drawn(chart(kind), style=style)
    assert not [e.tag for e in root.iter() if e.get("style") or e.tag in (SVG + "style", SVG + "script")]
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]


@pytest.mark.parametrize("kind", ["bars", "dumbbell", "intervals"])
@pytest.mark.parametrize("count", [1, 2, 20, 60, 130])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_name_and_figure_is_written_whole_and_in_the_order_given(kind, count, width):
    made = chart(kind, count)
    found = texts(drawn(made, width))
    assert [text for text in found if text in {m.label for m in made.marks}] == [m.label for m in made.marks]
    for mark in made.marks:
        assert mark.text in found
        assert not mark.note or mark.note in found


@pytest.mark.parametrize("style", ["screen", "document"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_name_is_wrapped_never_cut(kind, style):
    made = chart(kind, 2, marks=tuple(replace(m, label=LONG, emphasis=True) for m in marks(2)))
    for width in WIDTHS:
        assert [LONG in text for text in texts(drawn(made, width, style))].count(True) == 2


def test_bars_are_as_long_as_their_figures_and_start_at_0():
    made = chart("bars", 3, marks=tuple(Mark(f"Đơn vị {v}", v, str(v)) for v in (80.0, 40.0, 20.0)), mean=None, low=35)
    widths = [float(bar.get("width")) for bar in classed(drawn(made), "c-bar")]
    assert widths[0] / widths[1] == pytest.approx(80 / 40, rel=1e-3)
    assert widths[0] / widths[2] == pytest.approx(80 / 20, rel=1e-3)


def test_losses_go_to_the_left_and_bonuses_beyond_100_stay_inside():
    made = chart("bars", marks=(Mark("Thưởng", 108.4, "108,40"), Mark("Phạt", -7.2, "−7,20")), mean=None)
    up, down = classed(drawn(made), "c-bar")
    zero = float(up.get("x"))
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(zero, abs=0.02)
    assert zero + float(up.get("width")) < 680
    assert float(up.get("width")) / float(down.get("width")) == pytest.approx(108.4 / 7.2, rel=1e-2)


@pytest.mark.parametrize("style", ["screen", "document"])
def test_only_what_is_under_the_threshold_is_hatched(style):
    made = chart("bars")
    root = drawn(made, style=style, key="here")
    patterned = [e for e in root.iter(SVG + "rect") if e.get("fill") == "url(#here-h)"]
    assert len(patterned) == sum(mark.hatched for mark in made.marks) > 0
    assert root.find(f".//{SVG}pattern").get("id") == "here-h"


def test_no_hatch_is_defined_where_none_is_used():
    assert drawn(chart("bars", 1)).find(f".//{SVG}pattern") is None


def test_a_rise_is_solid_and_a_fall_is_dashed_so_that_grey_print_tells_them_apart():
    made = chart("dumbbell")
    root = drawn(made)
    assert len(classed(root, "c-rise")) == sum(m.value >= m.before for m in made.marks)
    falls = classed(root, "c-fall")
    assert len(falls) == sum(m.value < m.before for m in made.marks) > 0
    assert all(fall.get("stroke-dasharray") for fall in falls)


@pytest.mark.parametrize("kind", ["dumbbell", "dots"])
def test_an_axis_that_does_not_start_at_0_carries_the_sign_of_it(kind):
    cut, whole = (drawn(chart(kind, low=low, mean=None)) for low in (60, 0))

    def slanting(root):
        return [e for e in classed(root, "c-axis") if e.get("x1") != e.get("x2") and e.get("y1") != e.get("y2")]

    assert len(slanting(cut)) == 2
    assert not slanting(whole)


def test_rank_1_stands_at_the_left():
    strokes = [float(e.get("x1")) for e in classed(drawn(chart("intervals")), "c-before")]
    assert strokes == sorted(strokes)


@pytest.mark.parametrize("count", [1, 2, 20, 60, 130])
def test_there_is_a_dot_for_every_unit_and_none_covers_another(count):
    root = drawn(chart("dots", count, marks=marks(count, spread=4)))
    dots = [(float(e.get("cx")), float(e.get("cy")), float(e.get("r"))) for e in root.iter(SVG + "circle")]
    assert len(dots) == count == len(set(dots))
    if count <= 20:  # a higher pile is pushed together
        for i, (x, y, r) in enumerate(dots):
            assert all((x - u) ** 2 + (y - v) ** 2 >= (2 * r) ** 2 for u, v, _ in dots[:i])


def test_equal_figures_are_piled_up():
    root = drawn(chart("dots", marks=tuple(Mark(f"Đơn vị {i}", 100.0, "100,00") for i in range(6)), mean=None))
    dots = {(e.get("cx"), e.get("cy")) for e in root.iter(SVG + "circle")}
    assert len({x for x, _ in dots}) == 1
    assert len(dots) == 6


def test_too_many_names_give_way_to_those_of_the_best_and_the_last():
    made = chart("dots", 130, marks=tuple(replace(m, hatched=True, emphasis=False) for m in marks(130)))
    named = [text for text in texts(drawn(made)) if any(text.startswith(m.label + " ") for m in made.marks)]
    assert named == [f"{m.label} {m.text}" for m in (made.marks[-1], made.marks[0])]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", ["screen", "document"])
def test_nothing_at_all_is_still_a_chart(kind, style):
    root = drawn(chart(kind, marks=(), ticks=(), mean=None, title="", alt=""), style=style)
    assert float(root.get("height")) > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_taken_for_markup(kind, width):
    name = "<b>&\"'</svg>"
    made = chart(
        kind, marks=(Mark(name, 80.0, "<1", note="&2", emphasis=True), Mark(HOSTILE, 70.0, "0")), title=HOSTILE
    )
    root = drawn(made, width)
    assert root.find(f"{SVG}title").text == HOSTILE
    assert any(name in text for text in texts(root))


def test_control_characters_become_spaces():
    assert "a b" in texts(drawn(chart("bars", marks=(Mark("a\x00b", 1.0, "1"),), mean=None)))


@pytest.mark.parametrize("style", ["screen", "document"])
def test_the_same_chart_gives_the_same_letters_and_two_charts_share_no_id(style):
    one, other = chart("bars"), chart("bars", 19)
    assert svg(one, width=680, style=style) == svg(one, width=680, style=style)
    ids = [{e.get("id") for e in drawn(c, w, style).iter() if e.get("id")} for c in (one, other) for w in (358, 680)]
    assert sum(map(len, ids)) == len(set.union(*ids))


def test_documents_name_no_class_and_only_the_font_of_documents():
    root = drawn(chart("bars"), style="document")
    assert root.get("font-family") == "Tinos"
    assert not [e for e in root.iter() if e.get("class")]


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="'pie'; known: bars, dumbbell, intervals, dots"):
        svg(replace(chart("bars"), kind="pie"), width=680, style="screen")


def test_widths_are_those_of_the_fonts():
    # Tinos Regular: "n" is 1024 of 2048, so 500 of 1000; a tabular digit in it as well
    assert Face("serif").width("nn", 10) == pytest.approx(2 * 500 * 10 / 1000 * 1.02)
    assert Face("serif").width("0", 10) == Face("serif").width("8", 10)
    assert Face("sans").width("1", 10) == Face("sans").width("8", 10)
    assert Face("serif").width("中", 10) == pytest.approx(10 * 1.02)  # not in the font: taken as wide


def test_lines_are_filled_evenly():
    assert Face("serif").wrap("một hai ba bốn", 10, 60) == ("một hai", "ba bốn")
    assert Face("serif").wrap("một", 10, 1) == ("một",)
    assert Face("serif").wrap("", 10, 60) == ("",)
