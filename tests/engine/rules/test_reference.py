"""The reference page says what the rules do. Run this file as a program to write the page anew."""

from pathlib import Path

from parindex.engine.rules import KINDS
from parindex.engine.rules.reference import reference

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "rules.md"


def test_page_is_fresh():
    assert PAGE.read_text("utf-8") == reference(), f"stale: python {Path(__file__).name} writes it anew"


def test_page_has_a_chapter_for_every_kind():
    text = reference()
    assert all(f"\n## {kind}\n" in text for kind in KINDS)


def test_every_kind_shows_points_and_refusals():
    for rule in KINDS.values():
        assert {example.is_fault for example in rule.entry.examples} == {True, False}
        assert all(all(text) for text in (rule.entry.name, rule.entry.meaning, rule.entry.value))


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), "utf-8", newline="\n")
