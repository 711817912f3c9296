"""The page around a document: style sheet with its fonts inside, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from parindex.report.charts.svg import ASSETS, element, words
from parindex.report.content import Document

SHEETS = (
    ("fonts.css", ""),
    ("tokens.css", ""),
    ("tokens-dark.css", "(prefers-color-scheme: dark)"),
    ("tokens-print.css", "print"),
    ("page.css", ""),
    ("charts.css", ""),
)
"""The style sheets in order, and the medium each holds in ("" for all)."""


def page(document: Document, *body: str) -> str:
    """Return the file: everything it needs stands in it, and the policy refuses everything else."""
    style = _style() + _running_caveat(document.caveat)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", words(document.title) or " "),
        element("meta", name="description", content=document.summary).replace("/>", ">") if document.summary else "",
        f"<style>{style}</style>",
    )
    kind = "article" if document.name == "article" else "report"
    html = element("html", element("head", *head), element("body", *body, class_=kind), lang=document.language)
    return f"<!doctype html>\n{html}\n"


@cache
def _style() -> str:
    joined = "".join(_sheet(name, medium) for name, medium in SHEETS)
    lean = re.sub(r"/\*.*?\*/\n?", "", joined, flags=re.DOTALL)
    return re.sub(r'url\("([^"]+)"\)', lambda found: f'url("{_inline(found[1])}")', lean)


def _sheet(name: str, medium: str) -> str:
    text = (ASSETS / name).read_text("utf-8")
    return f"@media {medium} {{\n{text}}}\n" if medium else text


def _inline(name: str) -> str:
    font = (ASSETS / name).read_bytes()
    return f"data:font/woff2;base64,{base64.b64encode(font).decode()}"


def _running_caveat(caveat: str) -> str:
    """Return the rule that prints the caveat at the foot of every page; each letter escaped, so none can end it."""
    if not caveat:
        return ""
    safe = "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}" for letter in caveat)
    return f'@page {{ @bottom-center {{ content: "{safe}"; font: 7.5pt var(--sans); color: #333; }} }}\n'
