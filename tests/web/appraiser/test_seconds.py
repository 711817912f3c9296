"""Blind second scores on the screens: nothing any page answers tells of the first score before the second is given."""

import re

import pytest
from django.urls import get_resolver

from parindex.appraisal.actions import mark
from parindex.appraisal.models import SecondScore
from parindex.appraisal.seconds import ask_second
from parindex.appraisal.threads import note
from tests.web.appraiser.conftest import BASE

SENTENCE = "CÂU CỦA NGƯỜI CHẤM TRƯỚC"
THREAD = "LỜI TRAO ĐỔI CỦA NGƯỜI CHẤM TRƯỚC"
SECONDS = "/rounds/mau-2018/seconds/"
# 2.1 lowered to 107/149 of 2 points, so that its figures are like no others: the points, and what A's index becomes by them
TELLING = (SENTENCE, THREAD, "1,44", "1,4362", 'value="107"', "107/149", "91,95", "91,9463")


@pytest.fixture
def asked(desk):
    """Give a second score asked of the appraiser who works in B, on a leaf of A lowered by the one who works in C."""
    first = desk.viewer("appraiser", "C")
    sheet, leaf = desk.sheet("A"), desk.criterion("2.1")
    mark(
        sheet, leaf, layer="appraised", decision="lower", value="107/149", reason="not_met", sentence=SENTENCE, by=first
    )
    note(sheet, leaf, THREAD, by=first)
    for area in "12":
        desk.assign(desk.person("appraiser", "B"), area, "A")
    return ask_second([(sheet, leaf)], [desk.viewer("appraiser", "B")], by=desk.viewer("coordinator"))[0]


def addresses(asked) -> list[str]:
    """Every address of the application, filled with what concerns this leaf."""
    known = {
        "round": "mau-2018", "unit": "A", "criterion": "2.1", "key": str(asked.pk), "area": "2",
        "document": str(asked.sheet.round_unit.unit.documents.first().pk), "number": "1", "page": "1", "set": "bo-mau-2018",
    }  # fmt: skip
    found = []
    for pattern in flat(get_resolver().url_patterns, ""):
        if "logout" in pattern:
            continue
        found.append("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: known.get(match[1], "1"), pattern))
    others = [
        BASE + more
        for more in ("?by=unit", "?by=flagged", "?q=2.1", "next/", "1.1/A/", "1.1/A/?by=unit", "2.2/A/?by=unit")
    ]
    return [*found, *others]


def flat(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from flat(pattern.url_patterns, route)
        else:
            yield route


def told(client, asked) -> dict[str, list[str]]:
    """What each page tells of the first score."""
    client.raise_request_exception = False
    found = {}
    for address in addresses(asked):
        for send in (client.get, client.post):
            sent = {"kind": "return", "text": "x", "decision": "accept"} if send == client.post else {}
            answer = send(
                address, sent, headers={"hx-request": "true", "hx-target": "leaf"} if send == client.post else {}
            )
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace") + str(answer.headers)
            if words := [word for word in TELLING if word in text]:
                found[f"{send.__name__} {address}"] = words
    return found


@pytest.mark.parametrize("released", [False, True])
def test_no_page_tells_of_the_first_score_before_the_second_is_given(desk, enter, asked, released):
    if released:
        asked.sheet.released_at = asked.asked_at
        asked.sheet.save()
    blind = enter("appraiser", "B")
    assert told(blind, asked) == {}
    assert SecondScore.objects.get().given_at is None


def test_there_was_something_to_tell(desk, enter, asked):
    """The first one, on the same pages, reads all of it."""
    seen = {word for words in told(enter("appraiser", "C"), asked).values() for word in words}
    assert {SENTENCE, THREAD, "1,44", 'value="107"', "91,95"} <= seen


def test_giving_it(desk, enter, asked):
    blind = enter("appraiser", "B")
    address = f"{SECONDS}{asked.pk}/"
    assert blind.get(f"{BASE}2.1/A/")["Location"] == address
    assert "chấm độc lập" in blind.get(f"{BASE}2.2/A/?by=unit").content.decode()
    page = blind.get(address).content.decode()
    assert "2.1/KH-A" in page
    answer = blind.post(address, {"entry_top": "", "entry_bottom": "", "sentence": ""})
    assert answer.status_code == 422
    answer = blind.post(address, {"entry_top": "50", "entry_bottom": "", "sentence": "Mới đạt một nửa."})
    assert answer["Location"] == SECONDS
    page = blind.get(SECONDS).content.decode()
    assert "1,00" in page
    assert "1,44" in page
    assert "Anh/chị đã chấm lại ô này." in blind.get(address).content.decode()


def test_anothers_is_not_there(desk, enter, asked):
    for role, unit, status in (("appraiser", "C", 404), ("appraiser", "A", 404), ("officer", "A", 403)):
        assert enter(role, unit).get(f"{SECONDS}{asked.pk}/").status_code == status


def test_asking_by_lot(desk, enter, asked):
    coordinator = enter("coordinator")
    address = f"{SECONDS}ask/"
    assert coordinator.post(address, {}).status_code == 422
    free = desk.person("appraiser", "B")
    desk.person("appraiser", "A")
    given = {"area": "2", "share": "50", "seed": "7", "people": [free.pk]}
    assert coordinator.post(address, given | {"area": "1"}).status_code == 422  # nothing is marked there
    assert coordinator.post(address, given).status_code == 302
    assert "đang chờ" in coordinator.get(address).content.decode()
    assert enter("appraiser", "C").get(address).status_code == 403
