"""Every address x method x role x (own unit, other unit), compared with the table of roles and actions."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from parindex.grammar.roles import UNIT_ROLES, Role, may
from parindex.web.ui.access import NOBODY, viewer_of
from tests.make.world import make_world

ROLES = [(role, "A" if role in UNIT_ROLES or role is Role.APPRAISER else "") for role in Role]


def addresses(resolver=None, before=""):
    """Every address: its pattern, its view, its name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern


EVERY = list(addresses())


@pytest.fixture
def world(db):
    found = make_world()
    # an appraiser of unit A who appraises both areas of B, so that there is something assigned and something not
    found.assign(found.person("appraiser", "A"), "1", "B")
    found.assign(found.person("appraiser", "A"), "2", "B")
    return found


def filled(pattern, world, unit):
    """The address with its parts filled in; other parts name nothing that exists."""
    known = {"round": world.round.name, "unit": unit, "criterion": "1.1", "set": world.round.set.code, "kind": "pdf"}
    keys = pattern.pattern.converters
    kwargs = {
        key: known.get(key, 987654 if keys[key].__class__.__name__ == "IntConverter" else "987654") for key in keys
    }
    try:
        return reverse(pattern.callback if pattern.name is None else pattern.name, kwargs=kwargs)
    except NoReverseMatch:
        return None


def test_every_view_names_its_action():
    assert [route for route, pattern in EVERY if not hasattr(pattern.callback, "action")] == []
    assert len(EVERY) > 50


def test_every_address_can_be_filled(world):
    assert [route for route, pattern in EVERY if filled(pattern, world, "A") is None] == []


def test_a_stranger_gets_nowhere(world):
    client = Client()
    for route, pattern in EVERY:
        if pattern.callback.action.public:
            continue
        for method in pattern.callback.methods:
            answer = client.generic(method, filled(pattern, world, "A"))
            assert answer.status_code == 302, (route, method)
            assert answer["Location"].startswith("/login/"), (route, method)


@pytest.mark.parametrize(("role", "home"), ROLES, ids=[role for role, _ in ROLES])
@pytest.mark.parametrize("unit", ["A", "B", "C"])
def test_the_table_holds(world, role, home, unit):
    """Where the table says no, nothing opens; where it says yes, nothing breaks, and refusals are the state's own."""
    person = world.person(role, home)
    viewer = viewer_of(person)
    assert viewer is not NOBODY
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for route, pattern in EVERY:
        view = pattern.callback
        if view.action.public:
            continue  # open to anyone; one of them signs out
        named = "unit" in pattern.pattern.converters
        key = world.units[unit].unit_id if named else None
        assigned = role is Role.APPRAISER and unit == "B" and "round" in pattern.pattern.converters
        allowed = bool(may(viewer, view.action, unit=key, assigned=assigned))
        for method in view.methods:
            status = client.generic(method, filled(pattern, world, unit)).status_code
            if allowed:
                assert status < 500, (route, method, status)
            else:
                assert status in {403, 404}, (route, method, status)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_is_taken(world, method):
    client = Client()
    client.force_login(world.person("coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    for route, pattern in EVERY:
        status = client.generic(method, filled(pattern, world, "A")).status_code
        assert status in {403, 404, 405}, (route, method, status)
