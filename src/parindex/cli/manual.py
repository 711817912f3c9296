"""The page docs/reference/commands.md, made from the parser: `python -m parindex.cli.manual > docs/reference/commands.md`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from parindex.cli.arguments import parser

_HEAD = """# Commands

Made from the command line itself. Every command takes `--lang vi` (default) or `--lang en`, and so does `PARINDEX_LANG`.
A PACKAGE is a folder, a `.zip` or an `.xlsx` workbook. Results go to standard output, messages and progress to standard error.

| exit code | means |
|---|---|
| 0 | done, nothing wrong |
| 1 | done, and problems were found (they are listed) |
| 2 | the input, or the command itself, cannot be read; or nothing may be written there |
| 130 | stopped by the person; no half file is left |
"""


def manual() -> str:
    """The page, in English."""
    return _HEAD + "".join(_section(name, command) for name, command in _commands(parser("en")))


def _commands(root: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in root._actions:  # noqa: SLF001 - argparse shows its commands in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            yield from action.choices.items()


def _section(name: str, command: argparse.ArgumentParser) -> str:
    actions = [a for a in command._actions if a.dest not in ("help", "lang", "rest")]  # noqa: SLF001 - as above
    words = " ".join(_usage(action) for action in sorted(actions, key=lambda a: bool(a.option_strings)))
    rows = "".join(f"| `{_name(action)}` | {action.help} |\n" for action in actions)
    table = f"\n| | |\n|---|---|\n{rows}" if rows else ""
    description = (command.description or "").strip()
    return f"\n## parindex {name}\n\n{description[:1].upper()}{description[1:]}.\n\n`{f'parindex {name} {words}'.strip()}`\n{table}"


def _name(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else _value(action)
    return " ".join([", ".join(action.option_strings), value]).strip()


def _value(action: argparse.Action) -> str:
    if action.choices is not None:
        return "\\|".join(action.choices)
    return str(action.metavar or action.dest.upper())


def _usage(action: argparse.Action) -> str:
    name = _name(action).replace("\\|", "|")
    return f"[{name}]" if action.option_strings and not action.required else name


if __name__ == "__main__":
    sys.stdout.write(manual())
