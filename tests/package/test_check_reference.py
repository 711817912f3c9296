"""docs/reference/problems.md lists every problem there is, each with what a real broken package makes it say.

Write the page anew: python -m tests.package.test_check_reference
"""

import importlib
import json
import pkgutil
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import parindex.package
from parindex.engine.points import micropoints
from parindex.engine.problems import Severity
from parindex.engine.rules import KINDS, BadRule, BadValue, read_rule
from parindex.package.catalogue.kind import Kind
from tests.package import (
    test_build_criteria,
    test_build_descriptor,
    test_build_losses,
    test_build_scores,
    test_check_years,
    test_published,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "problems.md"
CASES = [
    case
    for module in (
        test_build_scores,
        test_build_criteria,
        test_build_descriptor,
        test_build_losses,
        test_check_years,
        test_published,
    )
    for case in module.CASES
]
OURS = ("descriptor", "tables", "criteria", "units", "scores", "losses", "crosswalk", "published")
"""Parts of the catalogue, in the order of the page, of which every kind is tried on a real package."""

TITLES = {
    "descriptor": "datapackage.json",
    "tables": "Any table",
    "criteria": "criteria",
    "units": "units",
    "scores": "scores",
    "losses": "reasons, findings, adjustments",
    "crosswalk": "crosswalk, and the previous round",
    "published": "published",
    "files": "Files that cannot be read",
    "reading": "What was assumed while reading",
    "workbook": "Workbooks",
    "writing": "Writing",
}
WITHOUT_KIND = {"round_too_large", "criteria_too_deep"}
"""Tried in tests of their own: their packages are too large to be shown."""

HEAD = """# Problems

<!-- Made from the problems themselves and from broken packages. Write it anew: python -m tests.package.test_check_reference -->

Everything that `parindex check` and the other commands can find wrong, or note, in a package. The code is stable: it is the
`code` of `--format json`. An **error** has to be mended and makes the exit code 1; a *note* says what was assumed, or is
good to know. Each example is what a real package says that was broken in just this way; a test holds the page to it.

At most 1,000 problems of one code are listed for one file; one more then says how many others there are.
[How to read and mend them](../how-to/check.md).
"""


def kinds() -> dict[str, list[Kind]]:
    """Every kind of problem, by the last part of its module's name: the catalogue's in the page's order, then others."""
    found: dict[str, list[Kind]] = {name: [] for name in TITLES}
    seen: set[int] = set()
    walked = [name for _, name, _ in pkgutil.walk_packages(parindex.package.__path__, "parindex.package.")]
    for name in sorted(walked, key=lambda name: (".catalogue." not in name, name)):
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, Kind) and id(value) not in seen:
                seen.add(id(value))
                found.setdefault(name.removeprefix("parindex.package.").rpartition("catalogue.")[2], []).append(value)
    return {name: listed for name, listed in found.items() if listed}


def examples() -> dict[str, list[str]]:
    """By code, what the first case of it says: English, then Vietnamese."""
    said: dict[str, list[str]] = {}
    for case in CASES:
        if case.code in said:
            continue
        with tempfile.TemporaryDirectory() as folder:
            problem = next(
                p for p in case.found(Path(folder) / "x") if p.code == case.code and tuple(p.where) == case.at
            )
        said[case.code] = [
            f"{problem.where.said(language)}: {problem.what.said(language)} → {problem.mend.said(language)}"
            for language in ("en", "vi")
        ]
    return said


def rule_faults() -> dict[str, list[str]]:
    """What the rules find wrong with parameters and values, from the examples of their handbook."""
    said: dict[str, list[str]] = {}
    for kind, rule in KINDS.items():
        for example in rule.entry.examples:
            if not example.is_fault:
                continue
            for fault in _faults(kind, example):
                told = [f"{fault.what.said(each)} → {fault.mend.said(each)}" for each in ("en", "vi")]
                said.setdefault(fault.code, [f"`{kind}`", *told])
    return said


def _faults(kind, example):
    best = None if example.best is None else Fraction(example.best)
    try:
        params = json.loads(example.params, parse_float=Decimal, parse_int=Decimal)
        read_rule(kind, params, micropoints(example.maximum)).points(example.value or "", best)
    except BadRule as bad:
        return bad.faults
    except BadValue as bad:
        return [bad.fault]
    return []


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_contents()]) + "\n"


def _contents() -> Iterator[str]:
    said = examples()
    for name, listed in kinds().items():
        yield f"## {TITLES.get(name, name.replace('.', ': '))}\n"
        for kind in listed:
            yield from _entry(kind, said.get(kind.code))
        if name == "scores":
            yield "## Scoring rules\n\nParameters (`criteria`, `rule_params`) and values (`scores`, `value`) that a rule refuses."
            yield "See [the rules](rules.md).\n"
            for code, (where, *told) in sorted(rule_faults().items()):
                yield f"### `{code}`\n\n**error** · {where}\n\n" + "\n>\n".join(f"> {line}" for line in told) + "\n"


def _entry(kind: Kind, told: list[str] | None) -> Iterator[str]:
    weight = "**error**" if kind.severity is Severity.ERROR else "*note*"
    yield f"### `{kind.code}`\n\n{weight} · {kind.meaning}\n"
    lines = told or [f"{kind.what.said(each)} → {kind.mend.said(each)}" for each in ("en", "vi")]
    yield "\n>\n".join(f"> {line}" for line in lines) + "\n"


def test_page_is_fresh():
    assert PAGE.read_text("utf-8") == page(), "stale: python -m tests.package.test_check_reference writes it anew"


def test_every_kind_is_tried_on_a_real_package():
    wanted = {kind.code for name, listed in kinds().items() if name in OURS for kind in listed}
    assert wanted - WITHOUT_KIND - {case.code for case in CASES} == set()


def test_codes_are_slugs_and_have_one_meaning():
    listed = [kind for group in kinds().values() for kind in group]
    assert all(kind.code.replace("_", "").isalnum() and kind.code.islower() for kind in listed)
    assert sorted(kind.code for kind in listed) == sorted({kind.code for kind in listed})


def test_both_languages_name_the_same_values():
    for kind in (kind for name, group in kinds().items() if name in OURS for kind in group):
        for text in (kind.what, kind.mend):
            assert _named(text.vi) == _named(text.en), kind.code


def _named(template):
    return {part.partition("}")[0] for part in template.split("{")[1:]}


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
