"""The paragraph on one component: its mean and place, who leads and trails, how many stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.writing.figure_text import (
    around_mean,
    dispersion,
    leaders,
    level,
    lowest,
    scope_of_figure,
    under_lines,
    versus_last_year,
)
from parindex.report.writing.words import joined

if TYPE_CHECKING:
    from parindex.report.writing.facts import Figure, Scope


def mean_and_place(scope: Scope, figure: Figure) -> str:
    """The component's mean, its change, and its place among the components."""
    w, mean = scope.words, figure.spread.mean
    if mean is None:
        return ""
    if figure.spread.units == 1:
        text = w.either(f"Chỉ số thành phần là {w.percent(mean)}", f"The component index is {w.percent(mean)}")
    else:
        text = w.either(f"Giá trị trung bình đạt {w.percent(mean)}", f"The mean is {w.percent(mean)}")
    return joined(text + versus_last_year(scope, mean, figure.before) + _place(scope, figure))


def _place(scope: Scope, figure: Figure) -> str:
    """As in "; cao nhất trong 08 lĩnh vực"; empty where there is one component only."""
    w = scope.words
    known = [f for f in scope.areas if f.place]
    if len(known) < 2 or all(f.place == 1 for f in known):
        return ""
    of = w.count(len(known), "lĩnh vực", "area")
    last = max(f.place for f in known)
    shared_vi, shared_en = ("cùng ", "joint ") if figure.tied else ("", "")
    if figure.place == 1:
        return w.either(f"; {shared_vi}cao nhất trong {of}", f"; {shared_en}highest of {of}")
    if figure.place == last:
        return w.either(f"; {shared_vi}thấp nhất trong {of}", f"; {shared_en}lowest of {of}")
    return w.either(
        f"; {shared_vi}xếp {w.ordinal(figure.place)} trong {of}", f"; {shared_en}{w.ordinal(figure.place)} of {of}"
    )


def component_paragraph(scope: Scope, figure: Figure) -> str:
    """All that is said of a component but its causes."""
    if figure.spread.units == 0:
        return scope_of_figure(scope, figure)
    if figure.spread.units == 1 or figure.level:
        alike = level(scope, figure) if len(scope.block.units) > 1 else ""
        return joined(mean_and_place(scope, figure), scope_of_figure(scope, figure), alike)
    return joined(
        mean_and_place(scope, figure),
        scope_of_figure(scope, figure),
        around_mean(scope, figure),
        leaders(scope, figure),
        lowest(scope, figure),
        under_lines(scope, figure),
        dispersion(scope, figure),
    )
