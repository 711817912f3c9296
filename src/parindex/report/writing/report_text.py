"""The analytical report as a document: parts in the official order, annexes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.report.content import Bullets, Document, Heading, Paragraph, Run
from parindex.report.writing import advice, cause_tables, cause_text, method_text, overall_text, tables
from parindex.report.writing.annexes import annexes
from parindex.report.writing.chart_values import change_dumbbell, component_dots, component_means, ranking_bars
from parindex.report.writing.component_text import component_paragraph
from parindex.report.writing.facts import scopes
from parindex.report.writing.letterhead import closing, letterhead, title
from parindex.report.writing.numbering import Numbering
from parindex.report.writing.rank_text import rank_annex, rank_sentences
from parindex.report.writing.words import clean, joined, small

if TYPE_CHECKING:
    from parindex.engine.results import Results
    from parindex.engine.robustness import Robustness
    from parindex.report.content import Annex, Block
    from parindex.report.writing.facts import Figure, Scope

_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def report_document(results: Results, *, language: str, robustness: Robustness | None = None) -> Document:
    """The report in "vi" or "en". `robustness` adds rank intervals."""
    every = scopes(results, language)
    first = every[0]
    numbering = Numbering(first.words)
    body: list[Block] = [*_opening(first)]
    for at, part in enumerate((_overall, _ranking, _components, _causes, _actions)):
        heading, blocks = part(every, numbering, robustness)
        body += [Heading(1, f"{_ROMAN[at]}. {heading}", f"part-{at + 1}"), *blocks]
    body += [Heading(1, f"{_ROMAN[5]}. {_method_heading(first)}", "part-6"), *_method(every)]
    return Document(
        name="report",
        language=language,
        title=title(results.round, first.words),
        summary=overall_text.mean_and_movement(first),
        letterhead=letterhead(results.round, first.words),
        body=tuple(body),
        closing=closing(results.round, first.words),
        annexes=(*annexes(every, numbering), *further_annexes(every, numbering, robustness)),
        caveat=clean(results.round.caveat.said(language)),
    )


def further_annexes(every: tuple[Scope, ...], numbering: Numbering, robustness: Robustness | None) -> tuple[Annex, ...]:
    """The annex of rank intervals, where robustness was computed."""
    return () if robustness is None else (rank_annex(every, numbering, robustness),)


def paragraph(text: str, kind: str = "body") -> list[Block]:
    """A paragraph, or nothing where there is nothing to say."""
    return [Paragraph((Run(text),), kind)] if text else []


def bullets(items: tuple[tuple[Run, ...], ...]) -> list[Block]:
    """A list, or nothing where it is empty."""
    return [Bullets(items)] if items else []


def _opening(scope: Scope) -> list[Block]:
    w, round_ = scope.words, scope.results.round
    authority = clean(round_.authority.said(w.language))
    name = small(title(round_, w))
    text = w.either(
        f"{authority} báo cáo kết quả xác định {name} như sau:" if authority else f"Kết quả xác định {name} như sau:",
        f"{authority} reports the results of the {title(round_, w)}:"
        if authority
        else f"Results of the {title(round_, w)}:",
    )
    return [*paragraph(text), *paragraph(_provisional(scope))]


def _provisional(scope: Scope) -> str:
    """Up front, in one sentence: the figures may still change. Names and cells follow in the last part."""
    w = scope.words
    text = ""
    if any(unit.undecided for block in scope.results.blocks for unit in block.units):
        text = joined(
            w.either(
                "Số liệu là tạm tính, còn ô điểm chưa được quyết định (xem phần VI)",
                "Figures are provisional: cells remain undecided (see part VI)",
            )
        )
    return joined(method_text.stage(scope), text)


def _titled(scope: Scope, at: int) -> list[Block]:
    """The heading of a block, where there are several."""
    if scope.alone:
        return []
    return [Heading(2, f"{at}. {scope.names.block_title(scope.block.block)}", "")]


def _overall(every: tuple[Scope, ...], numbering: Numbering, _: Robustness | None) -> tuple[str, list[Block]]:
    blocks: list[Block] = []
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        texts = (
            overall_text.mean_and_movement(scope),
            overall_text.first_and_last(scope),
            joined(overall_text.low_units(scope), overall_text.bands(scope)),
            overall_text.areas_and_line(scope),
            joined(overall_text.extremes(scope), overall_text.movers(scope)),
        )
        blocks += [block for text in texts for block in paragraph(text)]
        if sum(figure.spread.mean is not None for figure in scope.areas) > 1:
            blocks.append(component_means(scope, numbering))
    return every[0].words.either("KẾT QUẢ CHUNG", "OVERALL RESULT"), blocks


def _ranking(every: tuple[Scope, ...], numbering: Numbering, ranks: Robustness | None) -> tuple[str, list[Block]]:
    w = every[0].words
    blocks: list[Block] = paragraph(
        joined(
            w.either(
                "Đơn vị được xếp theo tỷ lệ chính xác giữa điểm đạt được và điểm tối đa áp dụng",
                "Units are ranked on the exact ratio of points won to the maximum that applies",
            )
        )
    )
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        blocks.append(tables.ranking(scope, numbering))
        if scope.overall.spread.units > 1:
            blocks.append(ranking_bars(scope, numbering))
        if any(unit.change is not None for unit in scope.block.units):
            blocks.append(change_dumbbell(scope, numbering))
        if ranks is not None:
            blocks += paragraph(rank_sentences(scope, ranks))
    return w.either("XẾP HẠNG", "RANKING"), blocks


def _components(every: tuple[Scope, ...], numbering: Numbering, _: Robustness | None) -> tuple[str, list[Block]]:
    blocks: list[Block] = []
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        if scope.overall.spread.units > 1:
            blocks.append(tables.components(scope, numbering))
        for place, figure in enumerate(scope.by_mean, start=1):
            number = f"{place}." if scope.alone else f"{at}.{place}."
            anchor = f"area-{figure.code}" if scope.alone else f"area-{at}-{figure.code}"
            blocks.append(Heading(2 if scope.alone else 3, f"{number} {figure.name}", anchor))
            blocks += _component(scope, figure, numbering)
    return every[0].words.either("KẾT QUẢ THEO LĨNH VỰC", "RESULTS BY AREA"), blocks


def _component(scope: Scope, figure: Figure, numbering: Numbering) -> list[Block]:
    blocks = paragraph(component_paragraph(scope, figure))
    if not figure.spread.units:
        return blocks
    if len(figure.steps) > 2:
        blocks.append(component_dots(scope, figure, numbering))
    blocks += paragraph(cause_text.most_lost(scope, figure.code))
    why = cause_tables.area_causes(scope, figure, numbering)
    return [*blocks, *([why] if why is not None else []), *paragraph(cause_text.no_findings(scope, figure.code))]


def _causes(every: tuple[Scope, ...], numbering: Numbering, _: Robustness | None) -> tuple[str, list[Block]]:
    w = every[0].words
    blocks: list[Block] = []
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        by_requirement = cause_tables.lost_by_requirement(scope, numbering)
        if by_requirement is None:
            everyone = w.either("Không đơn vị nào mất điểm", "No unit lost points")
            blocks += paragraph(joined(everyone))
            continue
        blocks += [*paragraph(cause_text.most_lost(scope)), by_requirement]
        by_reason = cause_tables.lost_by_reason(scope, numbering)
        blocks += [by_reason] if by_reason is not None else []
        if scope.results.round.findings is None:
            blocks += paragraph(
                joined(
                    w.either(
                        "Kỳ này không kèm bảng tồn tại, hạn chế nên báo cáo không nêu nguyên nhân",
                        "This round comes without findings, so that no causes are named",
                    )
                )
            )
        again = cause_tables.repeated(scope, numbering)
        blocks += [*paragraph(cause_text.repeat_summary(scope)), *([again] if again is not None else [])]
    return w.either("TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "WEAKNESSES AND CAUSES"), blocks


def _actions(every: tuple[Scope, ...], _: Numbering, __: Robustness | None) -> tuple[str, list[Block]]:
    w = every[0].words
    blocks: list[Block] = []
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        place = 0
        for figure in reversed(scope.by_mean):
            items = advice.area_items(scope, figure.code)
            if not items:
                continue
            place += 1
            number = f"{place}." if scope.alone else f"{at}.{place}."
            blocks.append(Heading(2 if scope.alone else 3, f"{number} {figure.name}", ""))
            blocks += [*paragraph(advice.area_intro(scope, figure)), *bullets(items)]
        if not place:
            blocks += paragraph(
                joined(
                    w.either(
                        "Các đơn vị tiếp tục duy trì kết quả đã đạt", "The units are to keep up what they have reached"
                    )
                )
            )
    return w.either("NHIỆM VỤ, GIẢI PHÁP", "WHAT IS TO BE DONE"), blocks


def _method_heading(scope: Scope) -> str:
    return scope.words.either("CÁCH TÍNH VÀ LƯU Ý", "METHOD AND CAVEATS")


def _method(every: tuple[Scope, ...]) -> list[Block]:
    blocks: list[Block] = paragraph(method_text.method(every[0]))
    for at, scope in enumerate(every, start=1):
        blocks += _titled(scope, at)
        texts = (
            joined(method_text.absence(scope), method_text.provisional(scope)),
            method_text.comparison(scope),
        )
        blocks += [block for text in texts for block in paragraph(text)]
    caveat = clean(every[0].results.round.caveat.said(every[0].words.language))
    return [*blocks, *paragraph(joined(caveat))]
