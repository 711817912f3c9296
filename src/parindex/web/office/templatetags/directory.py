"""For the forms of the registers: labels as values, names of numbered fields."""

from __future__ import annotations

from django import template

from parindex.engine.problems import Text

register = template.Library()


@register.simple_tag
def text(vi: str, en: str) -> Text:
    """Both languages of a label, to be handed to an included field."""
    return Text(vi, en)


@register.filter
def part_field(part: int, field: str) -> str:
    """The name of a field of a numbered part: "2-code"."""
    return f"{part}-{field}"
