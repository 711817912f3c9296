"""How the figures were made and what a reader must know: method, absence, comparison, provisional cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable
from parindex.report.writing.facts import NAMED
from parindex.report.writing.figure_text import who
from parindex.report.writing.overall_text import ways
from parindex.report.writing.words import clean, joined

if TYPE_CHECKING:
    from parindex.report.writing.facts import Scope


def method(scope: Scope) -> str:
    """Exact ratio, rounding once, ties, means."""
    w = scope.words
    return joined(
        w.either(
            "Chỉ số là tỷ lệ phần trăm giữa điểm đạt được và điểm tối đa áp dụng cho đơn vị; chỉ số thành phần tính như"
            " vậy cho từng lĩnh vực",
            "An index is the points won over the maximum that applies to the unit, in per cent; a component index is the"
            " same for one area",
        ),
        w.either(
            "Hạng xếp theo tỷ lệ chính xác; số liệu làm tròn một lần khi trình bày, nửa đơn vị làm tròn lên",
            "Ranks follow the exact ratio; figures are rounded once, half up, when shown",
        ),
        w.either(
            "Các đơn vị bằng nhau cùng hạng và hạng kế tiếp được bỏ qua; giá trị trung bình không gia quyền",
            "Equal units share a rank and the next rank is skipped; means are unweighted",
        ),
        w.either(
            "Khoảng cách và mức tăng, giảm là hiệu của hai tỷ lệ đã làm tròn; một đơn vị tăng hay giảm được xét theo tỷ lệ"
            " chính xác",
            "Gaps and changes are differences of two rounded percentages; whether a unit rose or fell is judged on the"
            " exact ones",
        ),
    )


def absence(scope: Scope) -> str:
    """What did not apply or was missing in this block, and how it counts."""
    results, w = scope.results, scope.words
    rows = list(results.round.members(scope.block.block))
    found = {state: int(np.count_nonzero(results.state[rows] == state)) for state in State}
    return joined(
        _not_applicable(scope, found[State.NOT_APPLICABLE]),
        _absent(scope, State.NOT_SUBMITTED, found, ("không nộp", "not submitted")),
        _absent(scope, State.NOT_APPRAISED, found, ("chưa thẩm định", "not appraised")),
        _absent(scope, State.TOO_FEW_ANSWERS, found, ("không đủ số phiếu trả lời", "with too few answers")),
        _absent(scope, State.MISSING, found, ("chưa có kết quả", "without a result")),
    ) or joined(w.either("Mọi ô điểm đều có kết quả và đều áp dụng", "Every cell applies and has a result"))


def _not_applicable(scope: Scope, count: int) -> str:
    if not count:
        return ""
    w, tree = scope.words, scope.results.round.tree
    rows = list(scope.results.round.members(scope.block.block))
    applied = np.any(scope.results.state[rows] == State.NOT_APPLICABLE, axis=0)
    kinds = {leaf.not_applicable for leaf, there in zip(tree.leaves, applied, strict=True) if there}
    if len(kinds) > 1:
        how = w.either("được tính theo quy định của từng tiêu chí", "count as each criterion says")
    else:
        how = {
            NotApplicable.EXCLUDE: w.either("được loại khỏi điểm tối đa", "are left out of the maximum"),
            NotApplicable.FULL: w.either("được tính đủ điểm", "count in full"),
            NotApplicable.ZERO: w.either("được tính không điểm", "count as no points"),
        }[next(iter(kinds))]
    return w.either(
        f"{w.count(count, 'ô điểm')} không áp dụng {how}",
        f"{w.count(count, '', 'cell')} that {w.verb(count, '', 'does', 'do')} not apply {how if count > 1 else _one(how)}",
    )


def _one(how: str) -> str:
    """The English verb for a single cell."""
    return how.replace("are left", "is left", 1).replace("count ", "counts ", 1)


def _absent(scope: Scope, state: State, found: dict[State, int], word: tuple[str, str]) -> str:
    count, w = found[state], scope.words
    if not count:
        return ""
    counting = scope.results.round.recipe.absence.get(state, Counting.BLOCK)
    if state is State.MISSING and scope.results.stage == "self":
        counting = Counting.EXCLUDE
    how = {
        Counting.BLOCK: w.either(
            "tạm loại khỏi điểm tối đa và phải được quyết định trước khi công bố",
            "left out of the maximum for now, to be decided before publication",
        ),
        Counting.EXCLUDE: w.either("loại khỏi điểm tối đa", "left out of the maximum"),
        Counting.ZERO: w.either("tính không điểm", "counted as no points"),
    }[counting]
    return w.either(f"{w.count(count, 'ô điểm')} {word[0]}: {how}", f"{w.count(count, '', 'cell')} {word[1]}: {how}")


def provisional(scope: Scope) -> str:
    """Names the units whose figures rest on undecided cells, with the criteria; empty where all is decided."""
    w, found = scope.words, scope.provisional
    if not found:
        return ""
    text = w.either(
        f"Kết quả của {who(scope, found)} là tạm tính vì còn ô điểm chưa được quyết định",
        f"The results of {who(scope, found)} are provisional, because cells remain undecided",
    )
    cells = sum(len(unit.undecided) for unit in found)
    if cells > NAMED:
        return joined(
            text, w.either(f"Có {w.count(cells, 'ô')} như vậy", f"There are {w.count(cells, '', 'such cell')}")
        )
    listed = "; ".join(
        f"{scope.names.bare(unit.unit)}: {', '.join(scope.names.criterion(code) for code in unit.undecided)}"
        for unit in found
    )
    return joined(text, w.either(f"Gồm {listed}", f"These are {listed}"))


def stage(scope: Scope) -> str:
    """Said where the figures are not the last stage's."""
    w = scope.words
    words = {
        "self": w.either("Số liệu tính theo điểm tự chấm", "Figures rest on the units' own scores"),
        "appraised": w.either("Số liệu tính đến bước thẩm định", "Figures go as far as the appraisal"),
        "explained": w.either("Số liệu tính đến bước giải trình", "Figures go as far as the explanations"),
    }
    return joined(words.get(scope.results.stage, ""))


def comparison(scope: Scope) -> str:
    """On what the comparison with last year rests, and who is compared in a special way."""
    w, found = scope.words, scope.results.comparison
    if found is None:
        return joined(
            w.either("Báo cáo không so sánh với năm trước", "This report makes no comparison with the year before")
        )
    if not found.possible:
        return joined(clean(_no_common(scope)))
    year, before = scope.year, found.previous.round.year
    notes = [clean(note.said(w.language)) for note in found.notes]
    reasons = [clean(u.previous.reason.said(w.language)) for u in scope.block.units if u.previous is not None]
    reasons += [clean(f.before.reason.said(w.language)) for f in scope.areas if f.before and f.before.reason]
    kept = list(dict.fromkeys(reason for reason in reasons if reason))
    return joined(_common(scope, year, before), *notes, *kept[:NAMED])


def _no_common(scope: Scope) -> str:
    units = [unit.previous for unit in scope.block.units if unit.previous is not None]
    return units[0].reason.said(scope.words.language) if units else ""


def _common(scope: Scope, year: int, before: int) -> str:
    w, found = scope.words, scope.comparison
    if found is None or all(share == 1 for share in found.shares):
        return ""
    now, was = (w.percent(100 * share) for share in found.shares)
    text = w.either(
        f"Bộ tiêu chí hai năm không hoàn toàn giống nhau: các tiêu chí có ở cả hai năm chiếm {now} điểm tối đa năm {year}"
        f" và {was} điểm tối đa năm {before}",
        f"The two criteria sets differ in part: criteria found in both years carry {now} of the {year} maximum and {was} of"
        f" that of {before}",
    )
    return joined(text, _like_for_like(scope))


def _like_for_like(scope: Scope) -> str:
    """How many units did better on the criteria of both years alone."""
    w, found = scope.words, scope.comparison
    if found is None:
        return ""
    changes = [change for unit in scope.block.units if (change := found.change(unit.unit)) is not None]
    if len(changes) < 2:
        return ""
    rose, fell = sum(c.performance > 0 for c in changes), sum(c.performance < 0 for c in changes)
    same = len(changes) - rose - fell
    parts = ways(w, rose, fell, same)
    return w.either(f"Xét riêng các tiêu chí đó, {w.listed(parts)}", f"On those criteria alone, {w.listed(parts)}")
