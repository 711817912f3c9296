"""The shared pages in a real browser."""

import pytest

from tests.web.conftest import axe


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_login_page(browse, width, theme):
    assert axe(browse("/login/", width=width, theme=theme)) == []
