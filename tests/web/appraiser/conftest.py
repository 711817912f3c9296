"""A desk with work on it: three units signed, one appraiser who works in C, another in B."""

from collections.abc import Callable

import pytest

from tests.make.world import World
from tests.rooms.appraisal.conftest import FULL, prove, sign

BASE = "/rounds/mau-2018/queue/"


@pytest.fixture
def desk(world) -> World:
    """Give the world with signed sheets, evidence in A and B, and everything assigned to the appraiser of C."""
    for unit in "ABC":
        sign(world, unit)
    for unit in "AB":
        for code in FULL:
            prove(world, unit, code, f"{code}/KH-{unit}")
    world.assign(world.person("appraiser", "C"), "1", "A", "B")
    world.assign(world.person("appraiser", "C"), "2", "A", "B")
    return world


@pytest.fixture
def lowered() -> dict[str, str]:
    """Give a complete decision: level 1.1 lowered."""
    return {
        "decision": "lower",
        "entry": "Đạt một phần hoặc chậm",
        "reason": "late_report",
        "sentence": "Kế hoạch ban hành chậm 12 ngày.",
    }


@pytest.fixture
def leaf() -> Callable[..., str]:
    """Give a function that makes the address of a leaf's page."""
    return lambda code="1.1", unit="A", part="": f"{BASE}{code}/{unit}/{part}"
