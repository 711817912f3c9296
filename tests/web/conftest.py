"""What tests of the screens share: a small province, and a client signed in as somebody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.make.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """Give a small province with an open round."""
    return make_world()


@pytest.fixture
def enter(world) -> Callable[..., Client]:
    """Give a function that signs somebody in: enter("officer", "A")."""

    def sign_in(role: str, unit: str = "") -> Client:
        client = Client()
        client.force_login(world.person(role, unit), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page by WCAG 2.2 AA, a line each."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.fixture
def browse(browser: Browser, live_server, world) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page of a real browser, signed in: browse("/rounds/", "officer", "A", width=390).

    script=False switches JavaScript off; theme is "light" or "dark". A fault in the page's script fails the test.
    """
    contexts, faults = [], []

    def open_page(
        address: str, role: str = "", unit: str = "", *, width: int = 1440, script: bool = True, theme: str = "light"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, java_script_enabled=script,
            color_scheme=theme, locale="vi-VN",
        )  # fmt: skip
        contexts.append(context)
        if role:
            client = Client()
            client.force_login(world.person(role, unit), backend="django.contrib.auth.backends.ModelBackend")
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
