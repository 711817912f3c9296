"""Results in a notebook: the ranking as a plain, readable HTML table with its own small style."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from parindex.engine.document import printed_change
from parindex.engine.points import fixed, shown

if TYPE_CHECKING:
    from fractions import Fraction

    from parindex.engine.results import BlockResult, Results, UnitResult

_STYLE = """<style>
.parindex{font:14px/1.45 system-ui,sans-serif;border-collapse:collapse;font-variant-numeric:tabular-nums}
.parindex caption{text-align:left;font-weight:600;padding:0 0 8px;border-bottom:2px solid}
.parindex th,.parindex td{padding:5px 12px 5px 0;border-bottom:1px solid #8884;text-align:right;background:none}
.parindex th{font-weight:500;border-bottom:1px solid}
.parindex .name{text-align:left}
.parindex tfoot td{font-weight:600;border-top:1px solid;border-bottom:2px solid}
</style>"""


def results_html(results: Results) -> str:
    """One table per block, with a caption that says what it is."""
    round_ = results.round
    notice = f"<p>{escape(round_.caveat.vi)}</p>" if round_.caveat.vi else ""
    return _STYLE + notice + "".join(_block(results, block) for block in results.blocks)


def _block(results: Results, block: BlockResult) -> str:
    decimals = results.round.recipe.decimals
    compared = results.comparison is not None
    areas = "".join(f'<th scope="col">{escape(code)}</th>' for code in block.areas)
    before = '<th scope="col">Năm trước</th><th scope="col">Tăng, giảm</th>' if compared else ""
    body = "".join(_row(result, decimals, compared=compared) for result in block.units)
    means = "".join(f"<td>{_percent(spread.mean, decimals)}</td>" for spread in block.areas.values())
    gap = "<td></td><td></td>" if compared else ""
    caption = f"{results.round.title.vi or results.round.name} · {block.block} · {len(block.units)} đơn vị (%)"
    return (
        f'<table class="parindex"><caption>{escape(caption)}</caption><thead><tr><th scope="col">Hạng</th>'
        f'<th scope="col" class="name">Đơn vị</th><th scope="col">Chỉ số</th>{before}{areas}</tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><td></td><td class="name">Trung bình</td>'
        f"<td>{_percent(block.overall.mean, decimals)}</td>{gap}{means}</tr></tfoot></table>"
    )


def _row(result: UnitResult, decimals: int, *, compared: bool) -> str:
    standing = result.standing
    cells = [_percent(standing.index, decimals)]
    if compared:
        previous = None if result.previous is None else result.previous.index
        cells += [_percent(previous, decimals), _change(printed_change(standing.index, previous, decimals), decimals)]
    cells += [_percent(area.index, decimals) for area in result.areas.values()]
    figures = "".join(f"<td>{cell}</td>" for cell in cells)
    name = escape(result.unit.name.vi or result.unit.code)
    return f'<tr><td>{standing.rank or "–"}</td><th scope="row" class="name">{name}</th>{figures}</tr>'


def _percent(value: Fraction | None, decimals: int) -> str:
    return "–" if value is None else shown(value, decimals).replace(".", ",").replace("-", "−")


def _change(units: int | None, decimals: int) -> str:
    if units is None:
        return "–"
    sign = "▲ " if units > 0 else "▼ " if units < 0 else ""
    return sign + fixed(abs(units), decimals).replace(".", ",")
