"""What templates say things with. Both languages stand side by side, so that neither can be missing.

{% t "Lưu nháp" "Save draft" %}, {% t "Còn {n} ngày" "{n} days left" n=left %}; {{ text|said }}; {% icon "check" %}.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

import parindex
from parindex.engine.problems import Text
from parindex.grammar.roles import ROLE_NAMES, Role
from parindex.web.ui import speech

register = template.Library()

for _name in ("said", "points", "signed", "day", "moment", "count", "number"):
    register.filter(_name, getattr(speech, _name))


@register.simple_tag
def t(vi: str, en: str, **values: Any) -> SafeString | str:
    """Say a sentence in the language of the request; {name} is replaced by the value given, made safe.

    The sentences themselves are the template's own text and may hold markup.
    """
    sentence = en if speech.language() == "en" else vi
    if not values:
        return mark_safe(sentence)  # noqa: S308  # the template's own text
    return format_html(sentence, **{name: conditional_escape(value) for name, value in values.items()})


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word, silent for screen readers; the names are those of ui/icons.svg."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        asset("icons.svg"),
        name,
    )


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file of this room, with the version that lets browsers keep it."""
    return f"{static(f'ui/{name}')}?v={parindex.__version__}"


@register.simple_tag
def meter(done: int, total: int, *, waiting: bool = False, bad: bool = False) -> SafeString:
    """How far: a bar whose solid part is done; the rest is hatched where it waits. Says nothing: words stand beside it.

    {% meter 8 13 waiting=True %}. bad: what is late, in its colour and with an outline.
    """
    share = min(100.0, max(0.0, 100 * done / total)) if total else 0.0
    kinds = (" meter--waiting" if waiting else "") + (" meter--bad" if bad else "")
    return format_html(
        '<svg class="meter{}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '{}<rect class="done" width="{}" height="6"/></svg>',
        kinds,
        "" if waiting or bad else mark_safe('<rect class="back" width="100" height="6"/>'),
        f"{share:.1f}",
    )


@register.simple_tag
def change(value: int | None, places: int = 2) -> SafeString | str:
    """A change in micropoints with its sign: ▲ 4,90, ▼ 5,23, a plain 0,00."""
    if value is None:
        return ""
    text = speech.points(abs(value), places)
    if not value:
        return format_html('<span class="num">{}</span>', text)
    kind, sign = ("up", "▲") if value > 0 else ("down", "▼")
    said = Text("tăng", "up") if value > 0 else Text("giảm", "down")
    return format_html(
        '<span class="num {}"><span aria-hidden="true">{}</span><span class="unseen">{}</span> {}</span>',
        kind,
        sign,
        speech.said(said),
        text,
    )


@register.filter
def step(per_cent: float) -> str:
    """The class of a score's step on the sequential scale, from a percentage: s1 under 60 … s6 at 100."""
    bounds = (60, 70, 80, 90, 100)
    return f"s{1 + sum(per_cent >= bound for bound in bounds)}"


@register.filter
def short(unit: Any) -> str:
    """A unit's short name where it has one ("Sở NN và PTNT"), else its name; for a RoundUnit or a Unit."""
    inner = getattr(unit, "unit", unit)
    return inner.short_vi if speech.language() == "vi" and inner.short_vi else speech.said(unit)


@register.filter
def short_day(value: Any) -> str:
    """A day of this year's round: 09/02."""
    return speech.day(value)[:5]


@register.filter
def one(value: float) -> str:
    """A number that is an estimate, with one decimal."""
    return speech.number(f"{value:.1f}")


@register.filter
def paired(left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Two lists side by side; `left` may have its list in `squares`."""
    return list(zip(getattr(left, "squares", left), right, strict=True))


@register.filter
def tenths(per_cent: float) -> str:
    """A percentage with one decimal, for cells of a heat table."""
    return speech.number(f"{per_cent:.1f}")


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, None where there is none: for tables whose columns are data."""
    return mapping.get(key) if mapping is not None else None


@register.filter
def role_name(role: Role | str) -> str:
    """A role's name in the language of the request."""
    return speech.said(ROLE_NAMES[Role(role)])


@register.filter
def initials(name: str) -> str:
    """First letters of the first and the last word of a name: TQ for Nguyễn Thị Thuỷ Quỳnh is "NQ"."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


@register.filter
def notice(round_: Any) -> str:
    """The sentence that must stand wherever a round's figures are shown."""
    return Text(round_.notice_vi, round_.notice_en).said(speech.language())


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
)
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"))


@register.filter
def agent(header: str) -> str:
    """A browser and its system, as their owner would call them: "Firefox, Windows"."""
    safari = (("Safari/", "Safari"),)
    browser = next((name for mark, name in _BROWSERS + safari if mark in header), "")
    system = next((name for mark, name in (*_SYSTEMS, ("Linux", "Linux")) if mark in header), "")
    unknown = Text("Trình duyệt không rõ", "Unknown browser").said(speech.language())
    return ", ".join(filter(None, (browser, system))) or unknown
