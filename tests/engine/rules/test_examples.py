"""The handbook's examples, each one a test: the arithmetic is written by hand beside the rule."""

import ast
import json
import operator
from decimal import Decimal
from fractions import Fraction

import pytest

from parindex.engine.points import MICRO, micropoints
from parindex.engine.rules import KINDS, BadRule, BadValue, adjustment, read_rule

SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
ENTRIES = {**{kind: rule.entry for kind, rule in KINDS.items()}, adjustment.KIND: adjustment.ENTRY}
CASES = [
    pytest.param(kind, example, id=f"{kind}-{number}")
    for kind, entry in ENTRIES.items()
    for number, example in enumerate(entry.examples, start=1)
]


def arithmetic(text):
    """ "107/149*2" as an exact fraction, without the engine."""

    def worth(node):
        if isinstance(node, ast.BinOp):
            return SIGNS[type(node.op)](worth(node.left), worth(node.right))
        return Fraction(ast.get_source_segment(text, node))

    return worth(ast.parse(text, mode="eval").body)


def read(kind, example):
    return read_rule(kind, json.loads(example.params, parse_float=Decimal), micropoints(example.maximum))


def outcome(kind, example):
    """The points, or the codes of the faults."""
    try:
        rule = read(kind, example)
    except BadRule as bad:
        return ", ".join(fault.code for fault in bad.faults)
    if example.value is None:
        return "no fault"
    try:
        return rule.points(example.value, None if example.best is None else Fraction(example.best))
    except BadValue as bad:
        return bad.fault.code


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_comes_out_as_written(kind, example):
    assert outcome(kind, example) == (example.gives if example.is_fault else arithmetic(example.gives))


@pytest.mark.parametrize(("kind", "example"), [case for case in CASES if not case.values[1].is_fault])
def test_entered_points_agree_with_the_value_they_come_from(kind, example):
    rule, best = read(kind, example), None if example.best is None else Fraction(example.best)
    points = int(arithmetic(example.gives) * MICRO + Fraction(1, 2))
    assert rule.agrees(example.value, points, best)
    assert rule.can_give(points)
    # a nought at the end would be a number of fewer decimals
    wrong = points + 1 if (points + 1) % 10 else points + 2
    assert not rule.agrees(example.value, wrong, best)


@pytest.mark.parametrize(("kind", "example"), [case for case in CASES if case.values[1].is_fault])
def test_faults_speak_both_languages(kind, example):
    try:
        read(kind, example).points(example.value, None if example.best is None else Fraction(example.best))
    except BadRule as bad:
        faults = bad.faults
    except BadValue as bad:
        faults = [bad.fault]
    for fault in faults:
        for text in (*fault.what, *fault.mend):
            assert text.strip() == text
            assert text[-1] in ".…}]0123456789"
        assert fault.what.vi != fault.what.en
        assert fault.mend.vi
