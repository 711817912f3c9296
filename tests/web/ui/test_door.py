"""Nobody gets in without signing in, and health is told to whoever asks."""

import pytest
from django.test import Client

from tests.make.world import PASSWORD


def test_a_stranger_is_sent_to_the_login_page(db):
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/"


def test_one_can_sign_in(world):
    client = Client()
    answer = client.post("/login/", {"username": world.person("officer", "A").email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_health(db):
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["pending_migrations"] == 0


@pytest.mark.parametrize("chosen", ["vi", "en"])
def test_the_language_is_kept(db, chosen):
    client = Client()
    client.post("/choose/", {"language": chosen, "next": "/login/"})
    assert f'<html lang="{chosen}"' in client.get("/login/").content.decode()
