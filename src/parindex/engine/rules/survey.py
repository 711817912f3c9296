"""Points from a survey: the answers' weights averaged, times the maximum (A 100 %, B 60 %, C 20 %, D 0 %)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, BadValue, Fault, Rule, rounds_from
from parindex.engine.rules.handbook import Entry, Example, Param
from parindex.engine.rules.params import Params, place
from parindex.engine.rules.ratio import PER_CENT, read_ratio
from parindex.engine.rules.written import amount, figure, fold, listed, percent, quoted, sentence, tidy

_EXAMPLE = '"answers": {"A": 100, "B": 60, "C": 20, "D": 0}'
_ABCD = '{"answers": {"A": 100, "B": 60, "C": 20, "D": 0}}'
_THIRTY = '{"answers": {"A": 100, "B": 60, "C": 20, "D": 0}, "min_answers": 30}'
_MEAN_WITH_COUNT = re.compile(r"([^=:;n]+?)[;, (]+n ?[=:] ?(\d{1,12}) ?\)?", re.ASCII)
_COUNTED = re.compile(r"(?P<answer>[^=:]+)[=:] ?(?P<count>\d{1,12})", re.ASCII)
_RESERVED = re.compile(r"[=:;,]")
_HOW = Text(
    "Ghi số câu trả lời mỗi loại, ví dụ A=30;B=10, hoặc trung bình, ví dụ 82,3%.",
    "Write how many gave each answer, such as A=30;B=10, or the mean, such as 82.3%.",
)

ENTRY = Entry(
    name=Text("Điều tra xã hội học", "Survey"),
    meaning=Text(
        "Trung bình trọng số của các câu trả lời, nhân với điểm tối đa. Ít hơn số câu trả lời tối thiểu thì không có kết "
        "quả (trạng thái too_few_answers).",
        "The mean weight of the answers, times the maximum. Below the minimum number of answers there is no result (the "
        "state too_few_answers).",
    ),
    value=Text(
        "Số câu trả lời mỗi loại, ví dụ A=30;B=10;C=5;D=1 (loại không ghi là không có ai chọn); hoặc trung bình phần "
        "trăm, ví dụ 82,3%, có thể kèm số câu trả lời: 82,3% (n=45). Số trung bình không kèm n thì không kiểm được số "
        "câu trả lời tối thiểu.",
        "How many gave each answer, such as A=30;B=10;C=5;D=1 (an answer left out was given by nobody); or the mean per "
        "cent, such as 82.3%, if liked with the number of answers: 82.3% (n=45). A mean without n is taken without "
        "checking the minimum number of answers.",
    ),
    params=(
        Param(
            "answers",
            Text(
                "Trọng số mỗi câu trả lời, phần trăm từ 0 đến 100. Bỏ trống: chỉ nhận trung bình.",
                "Each answer's weight, per cent from 0 to 100. Left out: only a mean can be entered.",
            ),
        ),
        Param(
            "min_answers",
            Text("Số câu trả lời tối thiểu; bỏ trống: 1.", "The fewest answers that make a result; left out: 1."),
        ),
    ),
    examples=(
        Example(_ABCD, "2", "A=30;B=10;C=5;D=1", "(30*100 + 10*60 + 5*20 + 1*0)/46/100*2"),
        Example(_ABCD, "2", "a: 3, d: 1", "(3*100 + 1*0)/4/100*2"),
        Example(_ABCD, "2", "82,3%", "0.823*2"),
        Example(_ABCD, "2", "82.3", "0.823*2"),
        Example(_ABCD, "2", "A=0;B=0", "too_few_answers"),
        Example(_THIRTY, "2", "A=30", "2"),
        Example(_THIRTY, "2", "A=20;B=9", "too_few_answers"),
        Example(_THIRTY, "2", "82.3% (n=45)", "0.823*2"),
        Example(_THIRTY, "2", "82,3%; n=29", "too_few_answers"),
        Example("{}", "2", "75%", "0.75*2"),
        Example('{"answers": {"Hài lòng": 100, "Chưa hài lòng": 0}}', "1", "hài lòng = 3; chưa hài lòng = 1", "3/4"),
        Example('{"answers": {"Yes": 100, "No": 20}}', "1", "20%", "0.2"),
        Example('{"answers": {"Yes": 100, "No": 20}}', "1", "10%", "mean_out_of_range"),
        Example(_ABCD, "2", "A=30;E=1", "unknown_answer"),
        Example(_ABCD, "2", "A=30;A=1", "answer_twice"),
        Example(_ABCD, "2", "A=many", "not_a_number"),
        Example(_ABCD, "2", "30/46", "not_a_mean"),
        Example(_ABCD, "2", "0.823", "unclear_ratio"),
        Example(_ABCD, "2", "120%", "over_whole"),
        Example('{"answers": {"A": 100, "B": 160}}', "2", None, "weight_out_of_range"),
        Example('{"answers": {"A": 1, "B": 0.6}}', "2", None, "maximum_out_of_reach"),
        Example('{"answers": {"A": 100, "a": 50}}', "2", None, "same_name_twice"),
        Example('{"answers": {"A=B": 100}}', "2", None, "answer_name"),
        Example('{"answers": {}}', "2", None, "no_answers"),
        Example('{"answers": ["A", "B"]}', "2", None, "wrong_type"),
        Example('{"answers": {"A": 100}, "min_answers": 2.5}', "2", None, "not_whole"),
    ),
)


class Answer(NamedTuple):
    """One answer and its weight, 0 to 1."""

    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Survey(Rule):
    """mean weight x maximum. Without `answers` only a mean can be entered."""

    answers: tuple[Answer, ...]
    min_answers: int

    kind: ClassVar[str] = "survey"
    explains_loss: ClassVar[bool] = True
    rounds: ClassVar[bool] = True
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"answers": {"A": 100, ...}, "min_answers": 30}`, both optional. Raises BadRule."""
        p = Params(params, maximum, ("answers", "min_answers"))
        answers, fewest = _answers(p), p.get("min_answers")
        least = 1 if fewest is None else p.whole(fewest, place("min_answers"))
        if p.faults or least is None:
            raise BadRule(p.faults)
        return cls(maximum, answers, least)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """mean weight x maximum. Raises BadValue, with the code too_few_answers where there is no result."""
        return self.mean(value) * self.maximum / MICRO

    def mean(self, value: str) -> Fraction:
        """The exact mean weight, 0 to 1. Raises BadValue."""
        text = tidy(value)
        if found := _MEAN_WITH_COUNT.fullmatch(text):
            self._enough(int(found[2]))
            return self._given_mean(found[1])
        if "=" not in text and ":" not in text:
            return self._given_mean(text)
        counts = self._counts(text)
        self._enough(total := sum(counts.values()))
        return sum((answer.weight * counts.get(fold(answer.name), 0) for answer in self.answers), Fraction(0)) / total

    def error(self, value: str) -> int:
        """The standard error of the points a value gives, in micropoints; 0 where the value does not tell it.

        From counts, the answers' own spread over the square root of their number. From a mean with its number of answers
        (82,3% (n=45)), the largest spread such a mean can have, (best - mean) x (mean - lowest), so as not to flatter.
        Floating point: it serves robustness alone. Raises BadValue.
        """
        mean, text = self.mean(value), tidy(value)
        if found := _MEAN_WITH_COUNT.fullmatch(text):
            variance, answers = (1 - mean) * (mean - self._lowest()), int(found[2])
        elif "=" in text or ":" in text:
            counts = self._counts(text)
            answers = sum(counts.values())
            squares = sum((a.weight**2 * counts.get(fold(a.name), 0) for a in self.answers), Fraction(0)) / answers
            variance = squares - mean**2
        else:
            return 0
        return round(math.sqrt(variance / answers) * self.maximum)

    def _given_mean(self, text: str) -> Fraction:
        if "/" in text:
            raise BadValue(_not_a_mean(text))
        try:
            mean = read_ratio(text, PER_CENT)
        except BadValue as bad:
            # a mean has no form 107/149: what to write is said in the survey's own words
            kept = bad.fault.code == "unclear_ratio"
            raise BadValue(bad.fault if kept else bad.fault._replace(mend=_HOW)) from bad
        if mean < self._lowest():
            raise BadValue(_mean_out_of_range(text, self._lowest()))
        return mean

    def _lowest(self) -> Fraction:
        return min((answer.weight for answer in self.answers), default=Fraction(0))

    def _enough(self, answers: int) -> None:
        if answers < self.min_answers:
            raise BadValue(_too_few_answers(answers, self.min_answers))

    def _counts(self, text: str) -> dict[str, int]:
        """How many gave each answer, by folded name."""
        counts: dict[str, int] = {}
        known = {fold(answer.name) for answer in self.answers}
        for part in re.split("[;,]", text.strip("; ")):
            found = _COUNTED.fullmatch(part.strip())
            if found is None:
                raise BadValue(_not_counted(part))
            name = fold(found["answer"])
            if name not in known:
                raise BadValue(self._unknown_answer(found["answer"]))
            if name in counts:
                raise BadValue(_answer_twice(found["answer"]))
            counts[name] = int(found["count"])
        return counts

    def _unknown_answer(self, name: str) -> Fault:
        known = ", ".join(answer.name for answer in self.answers)
        what = sentence("Không có câu trả lời {0}.", "There is no answer {0}.", quoted(name))
        if not known:
            return Fault("unknown_answer", what, Text("Ghi trung bình, ví dụ 82,3%.", "Write the mean, such as 82.3%."))
        return Fault("unknown_answer", what, sentence("Các câu trả lời: {0}.", "The answers are: {0}.", known))

    def can_give(self, points: int) -> bool:
        """Anything from the lowest weight up, rounded to 2 ... 6 decimals as people enter it."""
        return rounds_from(self._least(), points)

    def _least(self) -> Fraction:
        return self._lowest() * self.maximum / MICRO

    def possible(self) -> Text:
        """From the lowest weight's points to the maximum."""
        return sentence("từ {0} đến {1}", "{0} to {1}", figure(self._least()), amount(self.maximum))

    def described(self) -> Text:
        """The weights, and how many answers are needed."""
        weights = listed([sentence("{0} {1}", "{0} {1}", a.name, percent(a.weight)) for a in self.answers])
        return sentence(
            "Trung bình các câu trả lời nhân với {0} điểm{1}{2}.",
            "The mean of the answers times {0} points{1}{2}.",
            amount(self.maximum),
            sentence(" ({0})", " ({0})", weights) if self.answers else "",
            sentence("; cần ít nhất {0} câu trả lời", "; at least {0} answers", self.min_answers)
            if self.min_answers > 1
            else "",
        )


def _answers(p: Params) -> tuple[Answer, ...]:
    given = p.get("answers")
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        p.wrong_type(place("answers"), given, Text('{"A": 100, "B": 60, …}', '{"A": 100, "B": 60, …}'))
        return ()
    if not given:
        p.add(
            "no_answers",
            Text("Không có câu trả lời nào.", "There is no answer."),
            sentence("Thêm, ví dụ: {0}", "Fill it, for example: {0}", _EXAMPLE),
        )
        return ()
    _check_names(p, [str(name) for name in given])
    found = [_answer(p, str(name), weight) for name, weight in given.items()]
    answers = tuple(answer for answer in found if answer is not None)
    if len(answers) == len(given) and (highest := max(answer.weight for answer in answers)) < 1:
        p.out_of_reach(percent(highest), percent(Fraction(1)))
    return answers


def _answer(p: Params, name: str, raw: object) -> Answer | None:
    text = raw.strip().removesuffix("%") if isinstance(raw, str) else raw
    weight = p.number(text, place(f"answers {quoted(name)}"))
    if weight is None:
        return None
    if not 0 <= weight <= PER_CENT:
        p.add(
            "weight_out_of_range",
            sentence(
                "Trọng số {0} của {1} nằm ngoài 0 đến 100.",
                "The weight {0} of {1} lies outside 0 to 100.",
                quoted(raw),
                quoted(name),
            ),
            Text("Ghi phần trăm từ 0 đến 100.", "Write per cent from 0 to 100."),
        )
        return None
    return Answer(tidy(name), weight / PER_CENT)


def _check_names(p: Params, names: list[str]) -> None:
    folded = [fold(name) for name in names]
    if len(set(folded)) < len(folded):
        p.add(
            "same_name_twice",
            Text("Có hai câu trả lời cùng tên.", "Two answers have the same name."),
            Text("Đặt tên khác nhau.", "Give them different names."),
        )
    for name in names:
        if not fold(name) or _RESERVED.search(name):
            p.add(
                "answer_name",
                sentence(
                    "Tên câu trả lời {0} trống hoặc có dấu (= : ; ,).",
                    "The answer's name {0} is empty or holds a sign (= : ; ,).",
                    quoted(name),
                ),
                Text("Đặt tên không có các dấu này.", "Give it a name without these signs."),
            )


def _too_few_answers(answers: int, fewest: int) -> Fault:
    return Fault(
        "too_few_answers",
        sentence(
            "Chỉ có {0} câu trả lời, cần ít nhất {1}.",
            "There are {0} answers, at least {1} are needed.",
            answers,
            fewest,
        ),
        Text("Ghi trạng thái too_few_answers thay cho điểm.", "Use the state too_few_answers instead of points."),
    )


def _not_a_mean(text: str) -> Fault:
    what = sentence("{0} không phải trung bình phần trăm.", "{0} is not a mean per cent.", quoted(text))
    return Fault("not_a_mean", what, _HOW)


def _mean_out_of_range(text: str, lowest: Fraction) -> Fault:
    return Fault(
        "mean_out_of_range",
        sentence(
            "{0} thấp hơn trọng số thấp nhất {1}.",
            "{0} is below the lowest weight, {1}.",
            quoted(text),
            percent(lowest),
        ),
        sentence("Ghi trung bình từ {0} đến 100%.", "Write a mean from {0} to 100%.", percent(lowest)),
    )


def _not_counted(part: str) -> Fault:
    return Fault(
        "not_a_number",
        sentence("{0} không có dạng A=30.", "{0} is not of the form A=30.", quoted(part)),
        Text("Ghi số câu trả lời mỗi loại, ví dụ A=30;B=10.", "Write how many gave each answer, such as A=30;B=10."),
    )


def _answer_twice(name: str) -> Fault:
    return Fault(
        "answer_twice",
        sentence("Câu trả lời {0} ghi hai lần.", "The answer {0} stands twice.", quoted(name)),
        Text("Ghi mỗi câu trả lời một lần.", "Write each answer once."),
    )
