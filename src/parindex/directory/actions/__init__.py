"""The verbs of this room: units by acts, people, roles, accounts."""

from parindex.directory.actions.accounts import (
    ask_password,
    change_password,
    choose_preferences,
    end_visits,
    rename_oneself,
    set_password,
    welcome,
)
from parindex.directory.actions.people import (
    correct_person,
    deactivate_person,
    end_role,
    grant_role,
    import_people,
    invite_person,
    reactivate_person,
    resend_invitation,
)
from parindex.directory.actions.units import (
    NewUnit,
    change_block,
    close_unit,
    correct_unit,
    create_block,
    found_unit,
    merge_units,
    rename_unit,
    split_unit,
)

__all__ = [
    "NewUnit",
    "ask_password",
    "change_block",
    "change_password",
    "choose_preferences",
    "close_unit",
    "correct_person",
    "correct_unit",
    "create_block",
    "deactivate_person",
    "end_role",
    "end_visits",
    "found_unit",
    "grant_role",
    "import_people",
    "invite_person",
    "merge_units",
    "reactivate_person",
    "rename_oneself",
    "rename_unit",
    "resend_invitation",
    "set_password",
    "split_unit",
    "welcome",
]
