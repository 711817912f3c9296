"""docs/reference/permissions.md is the rooms' own tables of roles and actions, in both languages.

Write the page anew: python -m tests.house.test_permissions_reference
"""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import parindex
from parindex.grammar.roles import REACH_NAMES, ROLE_NAMES, Action, Reach, Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"
HEAD = """# Who may do what

<!-- Made from the rooms' permissions.py. Write it anew: python -m tests.house.test_permissions_reference -->

Every page and every action of the application is one of these rows; what is in no row is refused. A row says who may try;
the state of a sheet, the calendar and the like may still say no, and then say why.
"""
SIGNS = {Reach.ANY: "●", Reach.OWN: "○", Reach.ASSIGNED: "◐"}
ORDER = ("directory", "ledger", "criteria", "rounds", "evidence", "selfscore", "appraisal", "results")


def tables() -> dict[str, tuple[Action, ...]]:
    """The rows of every room that has some, in the order of the rooms."""
    found = {}
    for module in pkgutil.iter_modules(parindex.__path__):
        if module.ispkg and (Path(module.module_finder.path) / module.name / "permissions.py").exists():
            found[module.name] = importlib.import_module(f"parindex.{module.name}.permissions").ACTIONS
    return {name: found[name] for name in sorted(found, key=ORDER.index)}


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    yield "| | |\n|---|---|"
    for reach, sign in SIGNS.items():
        yield f"| {sign} | {REACH_NAMES[reach].en} · {REACH_NAMES[reach].vi} |"
    yield "\n| role | vai trò |\n|---|---|"
    for name in ROLE_NAMES.values():
        yield f"| {name.en} | {name.vi} |"
    for room, actions in tables().items():
        yield f"\n## {room}\n"
        yield "| action | việc | " + " | ".join(name.en for name in ROLE_NAMES.values()) + " | code |"
        yield "|---|---|" + ":-:|" * len(Role) + "---|"
        for action in actions:
            cells = " | ".join(_cell(action, role) for role in Role)
            yield f"| {action.label.en} | {action.label.vi} | {cells} | `{action.name}` |"
    yield ""
    yield "An action with ● in every column is open to whoever is signed in; *signing in* itself to anyone at all."


def _cell(action: Action, role: Role) -> str:
    if action.everybody or action.public:
        return "●"
    return SIGNS[action.who[role]] if role in action.who else ""


def test_page_is_fresh():
    assert PAGE.read_text("utf-8") == page(), "stale: python -m tests.house.test_permissions_reference writes it anew"


def test_actions_are_named_by_their_room_and_once():
    for room, actions in tables().items():
        names = [action.name for action in actions]
        assert all(name.startswith(f"{room}.") for name in names)
        assert len(names) == len(set(names))
        assert all(action.label.vi and action.label.en for action in actions)


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    PAGE.write_text(page(), "utf-8", newline="\n")
