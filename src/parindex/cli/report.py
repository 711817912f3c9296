"""`parindex report`: the analytical report in four forms, and the announcement."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.arguments import FORMATS
from parindex.cli.files import Refused, refuse_existing, write_all
from parindex.cli.terminal import progress
from parindex.engine.problems import Problem, Text, Where

if TYPE_CHECKING:
    from parindex.engine.results import Results
    from parindex.engine.robustness import Robustness

FILES: dict[str, tuple[str, ...]] = {
    "docx": ("report.docx",),
    "pdf": ("report.pdf",),
    "html": ("report.html",),
    "xlsx": ("report.xlsx",),
    "article": ("article.html", "article.txt"),
}

DRAWS, SEED = 2000, 1
"""The draws behind the rank intervals of a report; fixed, so that a report can be made again byte for byte."""


def written(options: argparse.Namespace, results_of: Callable[[], Results]) -> tuple[Results, list[Path]]:
    """Compute, write all files asked for, and return the results and the files' paths.

    Raises Refused, before computing anything, where a format is unknown or a file would be overwritten.
    """
    formats = _formats(options.formats)
    folder = Path(options.out)
    refuse_existing(folder, [name for form in formats for name in FILES[form]], force=options.force)
    results = results_of()
    with progress("Đang viết" if options.lang == "vi" else "Writing") as step:
        files = rendered(results, formats, options.lang, step)
        return results, write_all(folder, files, force=options.force)


def rendered(
    results: Results, formats: list[str], language: str, step: Callable[[int, int], None] | None = None
) -> dict[str, bytes]:
    """Every file asked for, by name."""
    from parindex.engine.robustness import robustness

    robust = robustness(results, draws=DRAWS, seed=SEED)
    files: dict[str, bytes] = {}
    for done, form in enumerate(formats):
        if step is not None:
            step(done, len(formats))
        files.update(zip(FILES[form], _render(form, results, robust, language), strict=True))
    return files


def _render(form: str, results: Results, robust: Robustness, language: str) -> tuple[bytes, ...]:
    if form == "xlsx":
        from parindex.report.workbook import render_workbook

        return (render_workbook(results, language=language),)
    from parindex.report.html import render_html

    if form == "article":
        from parindex.report.writing.article_text import article_document
        from parindex.report.writing.plain_text import plain_text

        article = article_document(results, language=language, robustness=robust)
        return render_html(article).encode(), plain_text(article).encode()
    from parindex.report.writing.report_text import report_document

    document = report_document(results, language=language, robustness=robust)
    if form == "html":
        return (render_html(document).encode(),)
    if form == "pdf":
        from parindex.report.pdf import render_pdf

        return (render_pdf(document),)
    from parindex.report.docx import render_docx

    return (render_docx(document),)


def _formats(text: str) -> list[str]:
    wanted = [form.strip().lower() for form in text.split(",") if form.strip()]
    unknown = [form for form in wanted if form not in FILES]
    if unknown or not wanted:
        raise Refused([_unknown(form) for form in unknown or [text]])
    return [form for form in FORMATS if form in wanted]


def _unknown(form: str) -> Problem:
    known = ", ".join(FORMATS)
    return Problem(
        "unknown_format",
        Where("--formats"),
        Text(f"không có dạng “{form}”", f"there is no format “{form}”"),
        Text(f"Chọn trong: {known}; cách nhau dấu phẩy.", f"Choose from: {known}; with commas between."),
    )
