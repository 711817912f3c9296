"""The announcement: what came out, who leads and trails, why points were lost, what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.content import Closing, Document, Heading, Letterhead, Run
from parindex.report.writing import advice, cause_text, method_text, overall_text, tables
from parindex.report.writing.chart_values import component_dots, component_means
from parindex.report.writing.component_text import component_paragraph
from parindex.report.writing.facts import LINE, LOW, scopes
from parindex.report.writing.figure_text import level
from parindex.report.writing.numbering import Numbering
from parindex.report.writing.rank_text import rank_sentences
from parindex.report.writing.report_text import bullets, paragraph
from parindex.report.writing.words import clean, joined, small

if TYPE_CHECKING:
    from parindex.engine.results import Results
    from parindex.engine.robustness import Robustness
    from parindex.report.content import Block
    from parindex.report.writing.facts import Figure, Scope

TABLE = 30
"""Blocks of more units than this have their ranking in the report alone."""


def article_document(results: Results, *, language: str, robustness: Robustness | None = None) -> Document:
    """The article in "vi" or "en"."""
    every = scopes(results, language, annexed=False)
    numbering = Numbering(every[0].words)
    body: list[Block] = [*paragraph(_lead(every), "lead")] if len(every) > 1 else []
    for scope in every:
        if not scope.alone:
            body.append(Heading(1, scope.names.block_title(scope.block.block), ""))
        body += _block(scope, numbering, robustness)
    body += _source(every[0])
    return Document(
        name="article",
        language=language,
        title=headline(every),
        summary=summary(every),
        letterhead=Letterhead("", "", "", "", "", "", "", ""),
        body=tuple(body),
        closing=Closing("", (), ()),
        caveat=clean(results.round.caveat.said(language)),
    )


def headline(every: tuple[Scope, ...]) -> str:
    """The title, made from the facts: the mean and how many rose, or the mean and its distance."""
    scope = every[0]
    w, round_ = scope.words, scope.results.round
    name = (
        w.either("Chỉ số cải cách hành chính", "PAR Index")
        if overall_text.is_par(round_)
        else w.either("Chỉ số", "Index")
    )
    start = w.either(f"{name} năm {scope.year}", f"{scope.year} {name}")
    if len(every) > 1:
        return w.either(
            f"{start}: kết quả của {w.count(len(round_.units))}", f"{start}: results of {w.count(len(round_.units))}"
        )
    mean = scope.overall.spread.mean
    if mean is None:
        return start
    if scope.overall.spread.units == 1:
        return f"{start}: {w.percent(mean)}"
    start += w.either(f": trung bình {w.percent(mean)}", f": mean {w.percent(mean)}")
    moved = scope.movement
    if moved is None:
        return start
    if moved.rose >= moved.fell:
        return start + w.either(
            f", {w.share(moved.rose, moved.compared)} tăng", f", {w.share(moved.rose, moved.compared)} up"
        )
    return start + w.either(
        f", {w.share(moved.fell, moved.compared)} giảm", f", {w.share(moved.fell, moved.compared)} down"
    )


def summary(every: tuple[Scope, ...]) -> str:
    """Two or three sentences: movement, distance, who is under 70 %."""
    return joined(*(_summary(scope) for scope in every))


def _summary(scope: Scope) -> str:
    w, figure = scope.words, scope.overall
    if figure.spread.mean is None or figure.spread.units < 2:
        return overall_text.mean_and_movement(scope)
    where = "" if scope.alone else f"{scope.names.block_title(scope.block.block)}: "
    mean = (
        ""
        if scope.alone
        else w.either(f"trung bình {w.percent(figure.spread.mean)}", f"mean {w.percent(figure.spread.mean)}")
    )
    moved = overall_text.movement(scope) if scope.movement is not None and not scope.movement.alone else ""
    low = len(figure.under(LOW))
    count = w.count(low) if low else w.either("không đơn vị nào", "no unit")
    gap = w.gap(figure.spread.range_units or 0)
    if figure.level:
        return joined(where + mean if mean else "", moved, level(scope, figure))
    distance = w.either(
        f"Đơn vị đầu và đơn vị cuối cách nhau {gap}; {count} dưới {w.threshold(LOW)}",
        f"First and last are {gap} apart; {count} {w.verb(low or 1, '', 'is', 'are')} below {w.threshold(LOW)}",
    )
    return joined(where + mean if mean else "", moved, distance)


def _block(scope: Scope, numbering: Numbering, ranks: Robustness | None) -> list[Block]:
    blocks = _opening(scope)
    known = [figure for figure in scope.by_mean if figure.spread.mean is not None]
    if len(known) > 1:
        blocks.append(Heading(2, _sides(scope, known), ""))
        blocks += paragraph(joined(overall_text.extremes(scope), overall_text.areas_and_line(scope)))
        blocks.append(component_means(scope, numbering))
    for figure in scope.by_mean:
        blocks.append(Heading(2, _area_heading(scope, figure), f"area-{figure.code}" if scope.alone else ""))
        blocks += _component(scope, figure)
    blocks += _all_over(scope)
    blocks += _to_do(scope)
    if 1 < len(scope.block.units) <= TABLE:
        blocks.append(Heading(2, scope.words.either("Xếp hạng", "Ranking"), ""))
        if len(scope.overall.steps) > 2:
            blocks.append(component_dots(scope, scope.overall, numbering))
        blocks.append(tables.ranking(scope, numbering))
        blocks += paragraph(rank_sentences(scope, ranks) if ranks is not None else "")
    return blocks


def _lead(every: tuple[Scope, ...]) -> str:
    """Who announces what."""
    scope = every[0]
    w, round_ = scope.words, scope.results.round
    authority = clean(round_.authority.said(w.language))
    name, year = overall_text.index_name(round_, w), scope.year
    count = overall_text.members(scope) if scope.alone else w.count(len(round_.units))
    if authority:
        return joined(
            w.either(
                f"{authority} công bố kết quả xác định {name} năm {year} của {count}",
                f"{authority} announces the {year} {name} of {count}",
            )
        )
    return joined(
        w.either(f"Sau đây là kết quả xác định {name} năm {year} của {count}", f"This is the {year} {name} of {count}")
    )


def _opening(scope: Scope) -> list[Block]:
    first = _lead((scope,)) if scope.alone else ""
    return [
        *paragraph(
            joined(first, overall_text.mean_and_movement(scope, named=False)), "lead" if scope.alone else "body"
        ),
        *paragraph(joined(overall_text.first_and_last(scope), overall_text.low_units(scope))),
        *paragraph(joined(overall_text.bands(scope), overall_text.movers(scope))),
        *paragraph(method_text.provisional(scope)),
    ]


def _sides(scope: Scope, known: list[Figure]) -> str:
    """A heading that counts the components on either side of 80 %."""
    w, line = scope.words, scope.words.threshold(LINE)
    above = sum(f.spread.mean is not None and f.spread.mean > LINE for f in known)
    below = sum(f.spread.mean is not None and f.spread.mean < LINE for f in known)
    on = len(known) - above - below
    parts = []
    if above:
        parts.append(
            w.either(f"{w.count(above, 'lĩnh vực')} trên {line}", f"{w.count(above, '', 'area')} above {line}")
        )
    if on:
        parts.append(w.either(f"{w.count(on, 'lĩnh vực')} bằng {line}", f"{w.count(on, '', 'area')} at {line}"))
    if below:
        parts.append(
            w.either(f"{w.count(below, 'lĩnh vực')} dưới {line}", f"{w.count(below, '', 'area')} below {line}")
        )
    return ", ".join(parts)


def _area_heading(scope: Scope, figure: Figure) -> str:
    mean = figure.spread.mean
    return figure.name if mean is None else f"{figure.name}: {scope.words.percent(mean)}"


def _component(scope: Scope, figure: Figure) -> list[Block]:
    blocks = paragraph(component_paragraph(scope, figure))
    if not figure.spread.units:
        return blocks
    blocks += paragraph(cause_text.most_lost(scope, figure.code))
    why = cause_text.cause_sentences(scope, figure.code)
    return [*blocks, *(paragraph(why[0]) if len(why) == 1 else bullets(tuple((Run(said),) for said in why)))]


def _all_over(scope: Scope) -> list[Block]:
    """Where points were lost over the whole, and what came back from last year."""
    w = scope.words
    lost, again = cause_text.most_lost(scope), cause_text.repeat_summary(scope)
    if not lost and not again:
        return []
    heading = w.either("Tồn tại, hạn chế chung", "Weaknesses over the whole")
    return [Heading(2, heading, ""), *paragraph(joined(lost, again))]


def _to_do(scope: Scope) -> list[Block]:
    """What is to be done: one item per area, lowest mean first."""
    w = scope.words
    items = []
    for figure in reversed(scope.by_mean):
        said = advice.area_summary(scope, figure.code)
        if said:
            lead = scope.lead(figure.code)
            by = w.either(f" ({lead} theo dõi)", f" (followed up by {lead})") if lead else ""
            items.append((Run(figure.name, bold=True), Run(f"{by}: {said}.")))
    heading = w.either("Việc cần làm", "What is to be done")
    return [Heading(2, heading, ""), *bullets(tuple(items))] if items else []


def _source(scope: Scope) -> list[Block]:
    w = scope.words
    authority = clean(scope.results.round.authority.said(w.language))
    source = w.either(f"Nguồn: {authority}, số liệu năm {scope.year}", f"Source: {authority}, figures of {scope.year}")
    return [
        *paragraph(joined(method_text.method(scope)), "note"),
        *paragraph(joined(method_text.stage(scope), small(source) if not authority else source), "note"),
    ]
