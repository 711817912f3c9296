"""The page in a real browser: rules of accessibility, no sideways scrolling, no request, keyboard, paper."""

import io
from functools import cache

import pytest
from pypdf import PdfReader

from parindex.report.content import Row
from parindex.report.html import render_html
from tests.conftest import ROOT
from tests.report.charts_sample import LONG, article, bare, document, grid, marks, said

AXE = ROOT / "tests/vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOWING = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.region') && !e.closest('svg'))
  .map(e => e.outerHTML.slice(0, 100))"""


@cache
def pages():
    long_names = grid(rows=tuple(Row((str(i), LONG, m.text, "Tốt")) for i, m in enumerate(marks(3))))
    return {
        "report": render_html(document()),
        "article": render_html(article()),
        "english": render_html(document(language="en")),
        "bare": render_html(bare()),
        "long": render_html(document(title=LONG, body=(said("x" * 300), long_names))),
    }


class Tab:
    """A page of the browser that remembers what went wrong in it."""

    def __init__(self, browser, name, *, width=1440, scheme="light", zoom=1):
        self.wrong, self.asked = [], []
        self.page = browser.new_page(viewport={"width": width // zoom, "height": 900 // zoom}, color_scheme=scheme)
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.route(
            "http://report.invalid/", lambda route: route.fulfill(body=pages()[name], content_type="text/html")
        )
        self.page.goto("http://report.invalid/")
        self.page.evaluate("document.fonts.ready.then(() => 0)")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.page.close()

    def run(self, script):
        return self.page.evaluate(script)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["report", "article", "english", "bare", "long"])
def test_axe_finds_nothing(browser, name, width, scheme):
    with Tab(browser, name, width=width, scheme=scheme) as tab:
        tab.run(AXE.read_text("utf-8"))
        found = tab.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]] == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 1100, 800, 600, 390, 320])
@pytest.mark.parametrize("name", ["report", "article", "long"])
def test_it_never_scrolls_sideways(browser, name, width):
    with Tab(browser, name, width=width) as tab:
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run(OVERFLOWING) == []


@pytest.mark.slow
def test_at_twice_the_size_everything_is_still_there(browser):
    with Tab(browser, "report", width=1280, zoom=2) as tab:
        assert tab.run("document.documentElement.scrollWidth") <= 640
        assert tab.run(OVERFLOWING) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report", "article"])
def test_it_asks_for_nothing_and_complains_of_nothing(browser, name):
    with Tab(browser, name) as tab:
        asked = [url for url in tab.asked if not url.startswith("data:")]
        assert asked == ["http://report.invalid/"]
        assert tab.wrong == []
        loaded = tab.run("[...document.fonts].filter(f => f.status === 'loaded').length")
        assert loaded >= 6  # letters, Vietnamese letters and digits, in at least two weights


@pytest.mark.slow
@pytest.mark.parametrize(("width", "drawn"), [(1440, 680), (390, 358), (320, 288)])
def test_of_each_chart_the_drawing_for_this_width_is_shown_at_its_own_size(browser, width, drawn):
    with Tab(browser, "report", width=width) as tab:
        shown = tab.run(
            "[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().width).filter(w => w)"
        )
        assert set(shown) == {drawn}
        assert len(shown) == 4


@pytest.mark.slow
def test_the_first_tab_leads_to_the_content_and_focus_is_seen(browser):
    with Tab(browser, "report") as tab:
        tab.page.keyboard.press("Tab")
        assert tab.run("document.activeElement.className") == "skip"
        assert tab.run("document.activeElement.getBoundingClientRect().top") >= 0
        assert tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        tab.page.keyboard.press("Enter")
        assert tab.run("location.hash") == "#content"


@pytest.mark.slow
def test_the_head_of_a_table_stays_in_sight(browser):
    with Tab(browser, "report") as tab:
        tab.run("document.querySelector('#table-1 tbody tr:nth-child(12)').scrollIntoView({block: 'start'})")
        assert tab.run("document.querySelector('#table-1 thead th').getBoundingClientRect().top") == 0


@pytest.mark.slow
def test_figures_stand_under_each_other(browser):
    with Tab(browser, "report") as tab:
        rights = tab.run(
            """[...document.querySelectorAll('#table-1 tbody td.number')].map(cell => {
              const range = document.createRange(); range.selectNodeContents(cell)
              return Math.round(range.getBoundingClientRect().width * 100) })"""
        )
        assert len(set(rights[:-1])) == 1  # all "dd,dd": one width, whatever the digits; the last is bold


@pytest.mark.slow
def test_on_paper_it_is_black_with_the_caveat_and_the_heads_on_every_page(browser):
    with Tab(browser, "report", scheme="dark") as tab:
        tab.page.emulate_media(media="print")
        assert tab.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert tab.run("getComputedStyle(document.querySelector('.c-bar')).fill") == "rgb(34, 34, 34)"
        paper = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True, print_background=True)))
        texts = [
            "".join(page.extract_text().split()) for page in paper.pages
        ]  # its fonts are several: words fall apart
        assert all("Khôngintrênvănbảnthật" in text for text in texts)
        assert [text.startswith(str(i)) for i, text in enumerate(texts, start=1)][1:] == [True] * (len(texts) - 1)
        across = [page for page in paper.pages if page.mediabox.width > page.mediabox.height]
        assert len(across) >= 1
