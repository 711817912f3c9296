"""The blocks of a document as HTML: headings, paragraphs, lists, tables, charts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parindex.report.charts import svg
from parindex.report.charts.svg import Face, element, words
from parindex.report.content import Block, Bullets, Chart, Grid, Heading, Paragraph, Row, Run

# A chart is drawn for each of these widths, and the style sheet shows the one that fits.
WIDTHS = (680, 358, 288)
# A table that needs more than this stands in a region that scrolls on a phone; more than the second, everywhere.
PHONE, SHEET, ACROSS = 288.0, 680.0, 1152.0
TEXT_COLUMN = 110.0
PADDING = 20.0
SHORT = 96.0


def lines(text: str) -> str:
    """Return text as markup, its own line breaks kept."""
    return element("br").join(words(line) for line in text.split("\n"))


def runs(parts: tuple[Run, ...]) -> str:
    """Return runs as markup."""
    return "".join(_run(part) for part in parts)


def _run(part: Run) -> str:
    text = lines(part.text)
    text = element("em", text) if part.italic else text
    return element("strong", text) if part.bold else text


@dataclass(slots=True)
class Anchors:
    """Gives every heading, table and chart an id of its own, the wanted one where it is free."""

    taken: set[str] = field(default_factory=lambda: {"content", "contents"})

    def free(self, wanted: str) -> str:
        """Return the id, with a number where it is taken; spaces cannot stand in one."""
        base = "-".join(wanted.split()) or "part"
        found, count = base, 1
        while found in self.taken:
            count += 1
            found = f"{base}-{count}"
        self.taken.add(found)
        return found

    def name(self, block: Block) -> Block:
        """Return the block with an id that is its own."""
        if isinstance(block, Heading | Grid | Chart):
            return replace(block, anchor=self.free(block.anchor or type(block).__name__.lower()))
        return block


def stepped(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks whose headings start at level 1 and go down one level at a time, as readers of headings want."""
    made: list[Block] = []
    level, highest = 0, min((block.level for block in body if isinstance(block, Heading)), default=1)
    for block in body:
        if isinstance(block, Heading):
            level = min(block.level - highest + 1, level + 1)
            made.append(replace(block, level=level))
        else:
            made.append(block)
    return tuple(made)


class Builder:
    """Writes blocks as markup."""

    def block(self, block: Block, *, deeper: int = 0, room: float = SHEET) -> str:
        """Return a block; deeper: by how many levels its heading stands lower; room: for a table."""
        match block:
            case Heading():
                return element(f"h{min(6, block.level + 1 + deeper)}", lines(block.text), id=block.anchor)
            case Paragraph():
                return element("p", runs(block.runs), class_=block.kind)
            case Bullets():
                items = "".join(element("li", runs(item)) for item in block.items)
                return element("ul", items, class_="bullets") if items else ""
            case Grid():
                return _grid(block, room=room)
            case Chart():
                return _chart(block)


def _titled(label: str, title: str) -> str:
    named = [element("span", words(label), class_="label"), " "] if label else []
    return "".join([*named, element("span", lines(title), class_="title")])


def _chart(chart: Chart) -> str:
    caption = element("figcaption", _titled(chart.label, chart.title))
    drawn = (
        element("div", svg(chart, width=width, style="screen", key=f"{chart.anchor}-{width}"), class_=f"w{width}")
        for width in WIDTHS
    )
    subtitle = element("p", lines(chart.subtitle), class_="subtitle") if chart.subtitle else ""
    source = element("p", lines(chart.source), class_="source") if chart.source else ""
    return element("figure", caption, subtitle, *drawn, source, id=chart.anchor)


def _grid(grid: Grid, *, room: float) -> str:
    shaded = any(row.steps for row in grid.rows)
    caption = element("caption", element("span", _titled(grid.label, grid.caption)), id=f"{grid.anchor}-c")
    head = element("thead", element("tr", "", *(_head(head.text, head.kind) for head in grid.heads)))
    named = sum(head.kind == "text" for head in grid.heads) - len(_short_columns(grid)) == 1
    classes = " ".join(name for name, is_so in (("named", named), ("shaded", shaded)) if is_so)
    table = element("table", caption, head, *_bodies(grid), **({"class": classes} if classes else {}))
    needs = _least_width(grid)
    kind = "grid" if needs <= PHONE else "grid wide" if needs <= room else "grid wide over"
    if needs > PHONE:
        labelled = {"aria-labelledby": f"{grid.anchor}-c"}
        table = element("div", table, class_="region", role="region", tabindex=0, **labelled)
    note = element("p", lines(grid.note), class_="note") if grid.note else ""
    return element("div", table, note, class_=kind, id=grid.anchor)


def _head(text: str, kind: str) -> str:
    classed = {} if kind == "text" else {"class": kind}
    return element("th", lines(text), scope="col", **classed) if text else element("td", " ", **classed)


def _bodies(grid: Grid) -> list[str]:
    """Return the rows, a new table body from each group row on."""
    groups: list[list[Row]] = [[]]
    for row in grid.rows:
        if row.kind == "group":
            groups.append([])
        groups[-1].append(row)
    name = next((i for i, head in enumerate(grid.heads) if head.kind == "text"), -1)
    short = _short_columns(grid)
    return [element("tbody", *(_row(grid, row, name, short) for row in group)) for group in groups if group]


def _short_columns(grid: Grid) -> frozenset[int]:
    """Return the columns of text, other than the first, whose texts are short enough to stay on one line."""
    texts = [i for i, head in enumerate(grid.heads) if head.kind == "text"]
    face = Face("sans")
    return frozenset(i for i in texts[1:] if face.widest((row.cells[i] for row in grid.rows), 14) <= SHORT)


def _row(grid: Grid, row: Row, name: int, short: frozenset[int]) -> str:
    classed = {} if row.kind == "body" else {"class": row.kind}
    said = [text for text in row.cells if text]
    if row.kind == "group" and len(said) == 1:
        return element("tr", element("th", lines(said[0]), colspan=len(grid.heads), scope="rowgroup"), **classed)
    steps = row.steps or (0,) * len(row.cells)
    cells = (
        _cell(text, "short" if i in short else head.kind, step, heads=i == name)
        for i, (text, head, step) in enumerate(zip(row.cells, grid.heads, steps, strict=True))
    )
    return element("tr", *cells, **classed)


def _cell(text: str, kind: str, step: int, *, heads: bool) -> str:
    names = " ".join(name for name in ("" if kind == "text" else kind, f"s{step}" if step else "") if name)
    classed = {"class": names} if names else {}
    if heads and text:
        return element("th", lines(text), scope="row", **classed)
    return element("td", lines(text) or "", **classed)


def _least_width(grid: Grid) -> float:
    """Return the width under which columns of a table would break words: their longest words and the padding."""
    return sum(_least_column(grid, i) + PADDING for i in range(len(grid.heads)))


def _least_column(grid: Grid, i: int) -> float:
    face, bold, head = Face("sans"), Face("sans-bold"), grid.heads[i]
    longest = max(
        bold.widest(head.text.split(), 12.5),
        face.widest((text for row in grid.rows for text in _unbroken(row.cells[i], head.kind)), 14),
    )
    wanted = max((face.width(row.cells[i], 14) for row in grid.rows if row.kind == "body"), default=0)
    return max(longest, min(wanted, TEXT_COLUMN)) if head.kind == "text" else longest


def _unbroken(text: str, kind: str) -> list[str]:
    return text.split() if kind == "text" else [text]
