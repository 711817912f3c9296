"""What the figures say and what they do not, in short sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.robustness.choices import AGGREGATION, APPRAISERS, NOT_APPLICABLE, SURVEY, WEIGHTS
from parindex.engine.robustness.noise import Noise, drawn_groups
from parindex.engine.robustness.writing import count, decimal, listed, per_cent, short, whole

if TYPE_CHECKING:
    from parindex.engine.robustness.outcome import BlockRobustness, Robustness, UnitRobustness

NAMED = 4
"""Units, or groups of units, named in one sentence; more are counted."""

_CHOICES = {
    "vi": {
        WEIGHTS: "trọng số",
        AGGREGATION: "cách tổng hợp các lĩnh vực (trung bình cộng hoặc trung bình nhân)",
        NOT_APPLICABLE: "cách tính tiêu chí không áp dụng",
        APPRAISERS: "sai lệch nửa mức khi chấm điểm",
        SURVEY: "sai số điều tra xã hội học",
    },
    "en": {
        WEIGHTS: "the weights",
        AGGREGATION: "how areas are aggregated (arithmetic or geometric mean)",
        NOT_APPLICABLE: "how criteria that do not apply are counted",
        APPRAISERS: "appraisers' half-step doubts",
        SURVEY: "survey error",
    },
}


def robustness_words(robustness: Robustness, language: str = "vi") -> list[str]:
    """One sentence or two in each entry: what was done, what came out block by block, what it does not say."""
    several = len(robustness.blocks) > 1
    found = _what_was_done(robustness, language)
    for block in robustness.blocks:
        sentences = _Block(robustness, block, language).sentences()
        if several:
            head = "Khối" if language == "vi" else "Block"
            sentences = [f"{head} {block.block}: {sentences[0]}", *sentences[1:]]
        found += sentences
    return found + _what_it_does_not_say(language)


def _what_was_done(robustness: Robustness, language: str) -> list[str]:
    if not robustness.spread or not drawn_groups(robustness.results.round.tree):
        if language == "vi":
            return ["Không có trọng số nào để thay đổi, nên thứ hạng giữ nguyên ở mọi lần tính."]
        return ["There are no weights to vary, so that every computation gives the same ranks."]
    draws = whole(robustness.draws, language)
    low, high = (short(1 + sign * robustness.spread, language) for sign in (-1, 1))
    if language == "vi":
        how = {
            Noise.UNIFORM: f"được nhân với một hệ số ngẫu nhiên từ {low} đến {high}",
            Noise.DIRICHLET: "được lấy ngẫu nhiên quanh trọng số chính thức (phân bố Dirichlet), mức dao động tương đương "
            f"khi nhân với hệ số ngẫu nhiên từ {low} đến {high}",
        }
        return [
            f"Thứ hạng được tính lại {draws} lần; mỗi lần, trọng số của từng nhóm tiêu chí {how[robustness.noise]}.",
            "Khoảng thứ hạng (5–95%) của một đơn vị chứa thứ hạng của đơn vị đó ở khoảng 90% số lần tính.",
        ]
    how = {
        Noise.UNIFORM: f"multiplied by a random factor from {low} to {high}",
        Noise.DIRICHLET: "drawn at random about the official one (a Dirichlet distribution), varying as much as under a "
        f"random factor from {low} to {high}",
    }
    return [
        f"Ranks were computed {draws} times, each time with the weight of every group of criteria {how[robustness.noise]}.",
        "A unit's interval (5–95%) holds its rank in about 90% of these computations.",
    ]


def _what_it_does_not_say(language: str) -> list[str]:
    if language == "vi":
        return [
            "Hệ số ngẫu nhiên là giả định để thử độ vững của thứ hạng, không phải là ý kiến về trọng số nên áp dụng.",
            (
                "Các số liệu này không cho biết điểm chấm đúng hay sai, bộ tiêu chí đủ hay thiếu, và không thay cho thứ hạng "
                "chính thức."
            ),
        ]
    return [
        "The random factors are an assumption that tests how firm the ranks are, not an opinion on what the weights should be.",
        (
            "These figures do not say whether the points are right or the criteria complete, and they do not replace the "
            "official ranks."
        ),
    ]


class _Block:
    """The sentences about one block."""

    def __init__(self, robustness: Robustness, block: BlockRobustness, language: str) -> None:
        self.block, self.language, self.vi = block, language, language == "vi"
        self.tree = robustness.results.round.tree
        self.names = {unit.code: unit.name.said(language) for unit in robustness.results.round.units}

    def sentences(self) -> list[str]:
        """What came out, most important first."""
        if not self.block.units:
            return ["Không có đơn vị nào có kết quả." if self.vi else "No unit has a result."]
        if len(self.block.units) == 1:
            return [
                "Chỉ có 01 đơn vị nên không xếp hạng." if self.vi else "There is one unit only, so nothing to rank."
            ]
        found = [self._firm(), self._widest(), self._first(), self._level(), self._criterion(), self._choice()]
        return [sentence for sentence in found if sentence]

    def _named(self, units: list[UnitRobustness]) -> str:
        names = [self.names[unit.unit] for unit in units]
        if len(names) > NAMED:
            more = count(len(names) - NAMED + 1, self.language)
            names = [*names[: NAMED - 1], f"{more} đơn vị khác" if self.vi else f"{more} more units"]
        return listed(names, self.language)

    def _firm(self) -> str:
        units = self.block.units
        firm = sum(unit.q05 == unit.q95 for unit in units)
        n, total = count(firm, self.language), count(len(units), self.language)
        if firm == 0:
            vi, en = "Không đơn vị nào giữ nguyên một thứ hạng", "No unit keeps a single rank"
        elif firm == len(units):
            vi, en = f"Cả {total} đơn vị đều giữ nguyên thứ hạng", f"All {total} units keep a single rank"
        else:
            vi, en = (
                f"{n}/{total} đơn vị giữ nguyên một thứ hạng",
                f"{n} of {total} units {self._keep(firm)} a single rank",
            )
        return f"{vi} trong cả khoảng này." if self.vi else f"{en} over the whole interval."

    @staticmethod
    def _keep(firm: int) -> str:
        return "keeps" if firm == 1 else "keep"

    def _widest(self) -> str:
        width = max(unit.q95 - unit.q05 for unit in self.block.units)
        if width == 0:
            return ""
        widest = [unit for unit in self.block.units if unit.q95 - unit.q05 == width]
        if len(widest) == 1:
            unit, name = widest[0], self._named(widest)
            if self.vi:
                return f"Khoảng rộng nhất là của {name}: từ hạng {unit.q05} đến hạng {unit.q95}."
            return f"The widest interval is that of {name}: rank {unit.q05} to rank {unit.q95}."
        if self.vi:
            return f"Khoảng rộng nhất, chênh {count(width, 'vi')} bậc, là của {self._named(widest)}."
        return f"The widest intervals, {width} {'rank' if width == 1 else 'ranks'} from end to end, are those of {self._named(widest)}."

    def _first(self) -> str:
        first, second = self.block.units[:2]
        if first.rank == second.rank or first.above_next is None:
            return ""
        share = per_cent(first.above_next, self.language)
        names = self.names[first.unit], self.names[second.unit]
        if self.vi:
            return f"{names[0]} (hạng 1) đứng trên {names[1]} (hạng {second.rank}) ở {share} số lần tính."
        return f"{names[0]} (rank 1) stands above {names[1]} (rank {second.rank}) in {share} of the computations."

    def _level(self) -> str:
        if not self.block.level:
            if self.vi:
                return "Thứ tự của mọi cặp đơn vị liền kề đều giữ nguyên ở ít nhất 95% số lần tính."
            return "The order of every two neighbours holds in at least 95% of the computations."
        by_code = {unit.unit: unit for unit in self.block.units}
        groups = [f"({self._named([by_code[code] for code in group])})" for group in self.block.level[:NAMED]]
        more = len(self.block.level) - len(groups)
        if more:
            groups.append(f"{count(more, self.language)} nhóm khác" if self.vi else f"{more} more groups")
        if self.vi:
            return f"Thứ tự trong mỗi nhóm sau đây chưa rõ, nên coi là ngang nhau: {'; '.join(groups)}."
        return f"The order within each of these groups is not settled, so take its units as level: {'; '.join(groups)}."

    def _criterion(self) -> str:
        most = max(self.block.criteria, key=lambda left: left.mean_shift)
        if most.unit is None:
            if self.vi:
                return "Bỏ bất kỳ tiêu chí nào cũng không làm thay đổi thứ hạng."
            return "Leaving out any one criterion changes no rank."
        name = self.tree.by_code[most.criterion].name.said(self.language)
        mean, unit = decimal(most.mean_shift, 2, self.language), self.names[most.unit]
        if self.vi:
            return (
                f"Tiêu chí ảnh hưởng nhiều nhất là {most.criterion} ({name}): bỏ tiêu chí này, thứ hạng thay đổi bình quân "
                f"{mean} bậc, nhiều nhất {count(most.largest_shift, 'vi')} bậc ({unit})."
            )
        ranks = "rank" if most.largest_shift == 1 else "ranks"
        return (
            f"The criterion that matters most is {most.criterion} ({name}): without it ranks shift by {mean} on average, "
            f"at most by {most.largest_shift} {ranks} ({unit})."
        )

    def _choice(self) -> str:
        most = max(self.block.choices, key=lambda choice: choice.total, default=None)
        if most is None or most.total == 0:
            return ""
        name = _CHOICES[self.language][most.choice]
        alone, together = per_cent(most.first_order, self.language), per_cent(most.total, self.language)
        if self.vi:
            return (
                f"Yếu tố làm thay đổi thứ hạng nhiều nhất là {name}: chiếm {alone} mức biến động khi xét riêng, {together} khi "
                "xét cả tác động cùng các yếu tố khác."
            )
        return (
            f"What shifts ranks most is {name}: {alone} of the variation by itself, {together} with all it does together "
            "with other choices."
        )
