"""The cells of the progress matrix, made in one go: a thousand includes would take longer than the counting."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from parindex.engine.problems import Text
from parindex.web.office.overview.matrix import Head, Line, Square
from parindex.web.ui.speech import said
from parindex.web.ui.templatetags.parindex import icon

register = template.Library()

CROSS, DISPUTED = Text("thẩm định chéo", "cross-appraised"), Text("đang tranh chấp", "in dispute")
SCORED, DONE = Text("đã tự chấm", "scored"), Text("xong", "done")


@register.simple_tag
def squares(line: Line, heads: list[Head]) -> SafeString:
    """A unit's cells: fraction and bar, ⇄ where it leads the area, how many leaves are disputed.

    Each begins with the area's code, which shows on phones only. Kept short: a province has a thousand of them.
    """
    words = {name: said(text) for name, text in (("scored", SCORED), ("done", DONE), ("disputed", DISPUTED))}
    cross = f'<span class="x">{icon("swap")}<span class="unseen">{said(CROSS)} </span></span>'
    cells = [
        _cell(square, head.area.code, words, cross) for square, head in zip(line.squares, heads, strict=True)
    ]  # fmt: skip
    return mark_safe("".join(cells))  # noqa: S308  # numbers, words of our own, and codes escaped below


def _cell(square: Square, code: str, words: dict[str, str], cross: str) -> str:
    from django.utils.html import escape

    begin = f"<td><i>{escape(code)}</i>"
    if square.kind == "none":
        return f"{begin}–</td>"
    signs = cross if square.cross else ""
    if square.disputed:
        signs += (
            f'<em title="{words["disputed"]}">{square.disputed}<span class="unseen"> {words["disputed"]} </span></em>'
        )
    fraction = f"{square.done}/{square.total}"
    if square.kind == "done":
        fraction = f'<b class="ok"><span class="unseen">{words["done"]} {fraction}</span></b>'
    elif square.kind != "waiting":
        fraction = f'<span class="unseen">{words["scored"]} </span>{fraction}'
    return f'{begin}{signs}{fraction}<progress aria-hidden="true" value="{square.done}" max="{square.total}"></progress></td>'
