"""Charts as Chromium sets them with the shipped fonts: nothing cut, nothing on anything else."""

import pytest

from parindex.report.charts import KINDS, svg
from parindex.report.charts.svg import Face
from parindex.report.html.page import page
from tests.report.charts_sample import LONG, NAMES, chart, document, marks

COUNTS = (1, 2, 20, 60, 130)

CLASHES = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect(), found = []
  const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
  texts.forEach(([words, box], i) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 4 ||
        box.bottom > frame.bottom + 4) found.push([svg.id, 'outside', words])
    texts.slice(0, i).forEach(([other, b]) => {
      if (box.left < b.right - 1 && b.left < box.right - 1 && box.top < b.bottom - 4 && b.top < box.bottom - 4)
        found.push([svg.id, words, other])
    })
  })
  return found
})"""


@pytest.fixture(scope="module")
def tab(browser):
    tab = browser.new_page()
    yield tab
    tab.close()


def show(tab, *drawings):
    tab.set_content(page(document(), *(f"<div>{drawing}</div>" for drawing in drawings)))
    tab.evaluate("document.fonts.ready.then(() => document.fonts.size)")


@pytest.mark.slow
@pytest.mark.parametrize("width", [288, 358, 680])
@pytest.mark.parametrize("kind", KINDS)
def test_texts_stay_inside_and_apart(tab, kind, width):
    made = [chart(kind, count) for count in COUNTS]
    if kind == "dots":
        made += [chart("dots", count, marks=marks(count, spread=spread)) for count in (5, 12) for spread in (0, 2, 50)]
    show(tab, *(svg(c, width=width, style="screen", key=f"{kind}-{i}") for i, c in enumerate(made)))
    assert tab.evaluate(CLASHES) == []


@pytest.mark.slow
@pytest.mark.parametrize("face", ["sans", "sans-bold"])
def test_the_table_of_widths_is_that_of_the_browser(tab, face):
    show(tab)
    weight = 600 if face == "sans-bold" else 400
    for text in (*NAMES, LONG, "0123456789", "−18,31 ▲ ▼ + ≥ %", "Ẳ ẵ ỡ ữ Ệ ặ đ Đ"):
        wide = tab.evaluate(
            """async ([text, weight]) => {
              const font = `${weight} 20px "Parindex Sans"`
              await document.fonts.load(font, text)
              const pen = document.createElement('canvas').getContext('2d')
              pen.font = font
              return pen.measureText(text).width
            }""",
            [text, weight],
        )
        assert wide <= Face(face).width(text, 20) * 1.005, text
        assert wide >= Face(face).width(text, 20) * 0.88, text  # a canvas sets a narrow 1, charts a tabular one
