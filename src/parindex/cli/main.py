"""Entry of the command line: arguments in, exit code out.

0: done, nothing wrong.  1: done, and problems were found.  2: the input or the command cannot be read.
Heavy parts are imported by the command that needs them.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.arguments import parser
from parindex.cli.language import chosen
from parindex.package.files.systems import os_words

if TYPE_CHECKING:
    from parindex.engine.problems import Problem
    from parindex.engine.results import Results

CLEAN, FOUND, UNREADABLE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given[:1] == ["test"]:
        from parindex.cli.develop import run_tests

        return run_tests(given[1:])
    options = parser(chosen(given)).parse_args(given) if given[:1] != ["manage"] else _for_django(given)
    try:
        code = _run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(_said(options, "Đã dừng; không tệp nào dở dang.", "Stopped; no half file is left."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # whoever reads us has gone (`| head`)
        _silence()
        return CLEAN
    except OSError as error:
        said = os_words(error).said(options.lang)
        print(_said(options, f"Không ghi được kết quả: {said}.", f"Cannot write the output: {said}."), file=sys.stderr)
        _silence()
        return UNREADABLE
    return code


def _for_django(given: list[str]) -> argparse.Namespace:
    """`manage` takes every argument as it is, --help and --version too."""
    return argparse.Namespace(command="manage", rest=given[1:], lang=chosen(given))


def _silence() -> None:
    """Let nothing more be written, not even while closing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    from parindex.cli.files import Refused
    from parindex.engine.problems import CannotRead

    try:
        return _COMMANDS[options.command](options)
    except (CannotRead, Refused) as refusal:
        if getattr(options, "format", "") == "json":
            from parindex.cli.check import as_json

            _print_json({"format": 1, "problems": as_json(refusal.problems, options.lang)})
        _tell(refusal.problems, options)
        return UNREADABLE


def _said(options: argparse.Namespace, vi: str, en: str) -> str:
    return vi if options.lang == "vi" else en


def _print_json(document: object) -> None:
    import json

    print(json.dumps(document, ensure_ascii=False, indent=1))


def _tell(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    """Problems to the person, on standard error."""
    if problems:
        from parindex.cli.check import render

        print(render(list(problems), options.lang, colour=sys.stderr.isatty()), file=sys.stderr)


def _code(problems: Sequence[Problem]) -> int:
    return FOUND if any(problem.is_error for problem in problems) else CLEAN


def _computed(options: argparse.Namespace, stage: str | None = None) -> Results:
    """Read the package (and the previous one), compute; reading's problems travel with the results."""
    from parindex.cli.terminal import progress
    from parindex.engine.compute import compute
    from parindex.library import open_rounds

    with progress(_said(options, "Đang đọc", "Reading")):
        round_, before, problems = open_rounds(options.package, getattr(options, "previous", None))
    with progress(_said(options, "Đang tính", "Computing")):
        return compute(round_, before, stage, problems)


def _check(options: argparse.Namespace) -> int:
    from parindex.cli.check import as_json, render
    from parindex.cli.terminal import progress
    from parindex.library import check

    with progress(_said(options, "Đang kiểm tra", "Checking")):
        problems = check(options.package, options.previous)
    if options.format == "json":
        _print_json({"format": 1, "problems": as_json(problems, options.lang)})
    else:
        print(render(problems, options.lang, colour=sys.stdout.isatty()))
    return _code(problems)


def _compute(options: argparse.Namespace) -> int:
    from parindex.cli.compute import rendered

    results = _computed(options, options.stage)
    sys.stdout.write(rendered(results, options.format, options.lang))
    if options.format != "json":
        _tell(results.problems, options)
    return _code(results.problems)


def _robustness(options: argparse.Namespace) -> int:
    from parindex.cli.files import Refused
    from parindex.cli.robustness import table
    from parindex.cli.terminal import progress
    from parindex.engine.robustness import robustness, robustness_document

    results = _computed(options)
    try:
        with progress(_said(options, "Đang rút trọng số", "Drawing weights")) as step:
            found = robustness(results, draws=options.draws, seed=options.seed, noise=options.noise, progress=step)
    except ValueError as refusal:
        raise Refused([_too_many(options.draws, str(refusal))]) from refusal
    if options.format == "json":
        _print_json(robustness_document(found))
    else:
        print(table(found, options.lang))
    _tell(results.problems, options)
    return _code(results.problems)


def _too_many(draws: int, reason: str) -> Problem:
    from parindex.engine.problems import Problem, Text, Where

    return Problem(
        "too_many_draws",
        Where("--draws"),
        Text(f"{draws} lần rút là quá nhiều cho gói này ({reason})", f"{draws} draws are too many here ({reason})"),
        Text("Chọn số lần rút nhỏ hơn.", "Choose fewer draws."),
    )


def _report(options: argparse.Namespace) -> int:
    from parindex.cli.report import written

    results, paths = written(options, lambda: _computed(options))
    for path in paths:
        print(path)
    _tell(results.problems, options)
    return _code(results.problems)


def _convert(options: argparse.Namespace) -> int:
    from parindex.cli.convert import converted

    notes = converted(options)
    print(Path(options.target))
    _tell(notes, options)
    return _code(notes)


def _application(options: argparse.Namespace) -> int:
    from parindex.cli.application import run

    return run(options)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "compute": _compute,
    "report": _report,
    "robustness": _robustness,
    "convert": _convert,
    **dict.fromkeys(("demo", "serve", "init", "import", "export", "ledger", "manage"), _application),
}
