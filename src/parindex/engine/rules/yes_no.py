"""All points where every condition is met, none otherwise: tasks complete and budget set 1, else 0."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.points import MICRO
from parindex.engine.problems import Text
from parindex.engine.rules.base import BadRule, BadValue, Fault, Rule
from parindex.engine.rules.handbook import Entry, Example, Param
from parindex.engine.rules.params import NAMES, Named, Params, place
from parindex.engine.rules.written import amount, fold, listed, quoted, sentence, tidy

_YES = frozenset(fold(word) for word in ("yes", "y", "có", "co", "đạt", "true", "đúng"))
_NO = frozenset(fold(word) for word in ("no", "n", "không", "khong", "không đạt", "chưa đạt", "false", "sai"))
_MET = re.compile(r"(\d{1,6}) ?/ ?(\d{1,6})", re.ASCII)
_MOST = 100
_NAMELESS = Text("", "")
_TWO = '{"conditions": [{"name_vi": "Đủ nhiệm vụ", "name_en": "Tasks complete"}, {"name_vi": "Có kinh phí", "name_en": "Budget set"}]}'

ENTRY = Entry(
    name=Text("Đạt hoặc không đạt", "Yes or no"),
    meaning=Text(
        "Đạt tất cả điều kiện thì được điểm tối đa, thiếu một điều kiện thì được 0.",
        "The maximum where every condition is met, 0 where one is not.",
    ),
    value=Text(
        "Có hoặc không (yes, no); số điều kiện đạt trên tổng số, ví dụ 2/3; hoặc từng điều kiện theo thứ tự, cách nhau "
        "bằng dấu chấm phẩy, ví dụ 1;1;0. Khi có nhiều điều kiện, một số đứng riêng bị từ chối vì không rõ nghĩa.",
        "Yes or no (có, không); the conditions met out of all, such as 2/3; or each condition in order with semicolons "
        "between, such as 1;1;0. With several conditions a number on its own is refused: it is unclear.",
    ),
    params=(
        Param(
            "conditions",
            Text(
                "Các điều kiện, mỗi điều kiện có name_vi, name_en (hoặc chỉ là tên); hoặc số lượng. Bỏ trống: một.",
                "The conditions, each with name_vi, name_en (or just a name); or how many there are. Left out: one.",
            ),
        ),
    ),
    examples=(
        Example("{}", "1", "có", "1"),
        Example("{}", "1", "No", "0"),
        Example("{}", "1.5", "1", "1.5"),
        Example(_TWO, "1", "2/2", "1"),
        Example(_TWO, "1", "1/2", "0"),
        Example(_TWO, "1", "1;1", "1"),
        Example(_TWO, "1", "có; không", "0"),
        Example(_TWO, "1", "Đạt", "1"),
        Example(_TWO, "1", "1", "unclear_condition"),
        Example(_TWO, "1", "2/3", "conditions_differ"),
        Example(_TWO, "1", "1;1;0", "conditions_differ"),
        Example(_TWO, "1", "3/2", "conditions_differ"),
        Example('{"conditions": 3}', "1", "1;1;0", "0"),
        Example('{"conditions": 3}', "1", "perhaps", "unclear_condition"),
        Example('{"conditions": []}', "1", None, "no_conditions"),
        Example('{"conditions": 1}', "1", "1/1", "1"),
        Example('{"conditions": 101}', "1", None, "too_many_conditions"),
        Example('{"conditions": 1.5}', "1", None, "not_whole"),
        Example('{"conditions": true}', "1", None, "not_a_number"),
        Example('{"conditions": ["Có kế hoạch", "Có kế hoạch"]}', "1", None, "same_name_twice"),
    ),
)


@dataclass(frozen=True, slots=True)
class YesNo(Rule):
    """All or nothing over the conditions; a condition without a name is an empty Text."""

    conditions: tuple[Text, ...]

    kind: ClassVar[str] = "yes_no"
    entry: ClassVar[Entry] = ENTRY

    @classmethod
    def read(cls, params: Mapping[str, Any], maximum: int) -> Self:
        """The rule from `{"conditions": [{"name_vi": ..., "name_en": ...}, ...]}` or a number. Raises BadRule."""
        p = Params(params, maximum, ("conditions",))
        conditions = _conditions(p)
        _check_names(p, conditions)
        if p.faults:
            raise BadRule(p.faults)
        return cls(maximum, conditions)

    def points(self, value: str, best: Fraction | None = None) -> Fraction:  # noqa: ARG002  # for `relative` alone
        """The maximum where all conditions are met, else 0. Raises BadValue."""
        return Fraction(self.maximum, MICRO) if self.met(value) else Fraction(0)

    def met(self, value: str) -> bool:
        """Whether the entered value says that every condition is met. Raises BadValue."""
        text = tidy(value)
        if (word := fold(text)) in _YES | _NO:
            return word in _YES
        if found := _MET.fullmatch(text):
            met, of = int(found[1]), int(found[2])
            if of != len(self.conditions) or met > of:
                raise BadValue(self._differ(value))
            return met == of
        return self._each(text, value)

    def _each(self, text: str, value: str) -> bool:
        marks = [_mark(part) for part in text.rstrip("; ").split(";")]
        if None in marks or (len(marks) == 1 and len(self.conditions) > 1):
            raise BadValue(
                Fault(
                    "unclear_condition",
                    sentence("Không rõ {0} nghĩa là gì.", "It is unclear what {0} means.", quoted(value)),
                    self._how(),
                )
            )
        if len(marks) != len(self.conditions):
            raise BadValue(self._differ(value))
        return all(marks)

    def _differ(self, value: str) -> Fault:
        return Fault(
            "conditions_differ",
            sentence(
                "{0} không khớp với {1} điều kiện của tiêu chí.",
                "{0} does not fit the criterion's {1} conditions.",
                quoted(value),
                len(self.conditions),
            ),
            self._how(),
        )

    def _how(self) -> Text:
        many = len(self.conditions)
        return sentence(
            "Ghi “có”, “không” hoặc số điều kiện đạt, ví dụ {0}/{0}.",
            "Write “yes”, “no” or the conditions met, such as {0}/{0}.",
            many,
        )

    def can_give(self, points: int) -> bool:
        """0 or the maximum."""
        return points in {0, self.maximum}

    def possible(self) -> Text:
        """The maximum or 0: "1; 0"."""
        return listed([amount(self.maximum), amount(0)])

    def described(self) -> Text:
        """What has to be met, and what it gives."""
        if len(self.conditions) == 1:
            told = sentence("Đạt được {0} điểm, không đạt được 0", "{0} where it is met, else 0", amount(self.maximum))
        else:
            told = sentence(
                "Đạt đủ cả {1} điều kiện được {0} điểm, nếu không được 0",
                "{0} where all {1} conditions are met, else 0",
                amount(self.maximum),
                len(self.conditions),
            )
        named = [name for name in self.conditions if name != _NAMELESS]
        return sentence("{0}: {1}.", "{0}: {1}.", told, listed(named)) if named else sentence("{0}.", "{0}.", told)


def _mark(text: str) -> bool | None:
    word = fold(text)
    if word in _YES or word == "1":
        return True
    return False if word in _NO or word == "0" else None


def _conditions(p: Params) -> tuple[Text, ...]:
    raw = p.get("conditions")
    if raw is None:
        return (_NAMELESS,)
    if isinstance(raw, list | tuple):
        rows = p.rows("conditions", '"conditions": ["Có kế hoạch", "Có kinh phí"]')
        return tuple(_condition(p, row, place("conditions", number)) for number, row in enumerate(rows, start=1))
    many = p.whole(raw, place("conditions"))
    if many is not None and many > _MOST:
        p.add(
            "too_many_conditions",
            sentence("{0} điều kiện là quá nhiều.", "{0} conditions are too many.", quoted(raw)),
            sentence("Ghi không quá {0}.", "Write {0} at most.", _MOST),
        )
        many = None
    return (_NAMELESS,) * (many or 1)


def _condition(p: Params, row: object, where: Named) -> Text:
    if isinstance(row, Mapping):
        p.spelling(row, NAMES)
        return p.name(row, where)
    text = p.as_text(row, where)
    return Text(text, text)


def _check_names(p: Params, conditions: tuple[Text, ...]) -> None:
    names = [fold(name.vi) for name in conditions if name != _NAMELESS]
    if len(set(names)) != len(names):
        p.add(
            "same_name_twice",
            Text("Có hai điều kiện cùng tên.", "Two conditions have the same name."),
            Text("Bỏ một điều kiện, hoặc đặt tên khác.", "Take one out, or give it another name."),
        )
