"""Builders for the tests of this room: signed sheets, claims, evidence."""

from collections.abc import Callable

import pytest

from parindex.appraisal.models import Mark
from parindex.engine.points import micropoints
from parindex.evidence.models import Document, Link, Version
from parindex.grammar.clock import now
from parindex.grammar.roles import Viewer
from parindex.selfscore.models import SIGNED, Claim, Sheet
from tests.make.world import World

FULL = {"1.1": "1", "1.2": "1", "1.3": "1", "2.1": "2", "2.2": "2"}
VALUES = {
    "1.1": {"1": "Đạt đầy đủ, đúng hạn", "0.5": "Đạt một phần hoặc chậm", "0": "Không thực hiện"},
    "1.2": {"1": "1;1", "0": "1;0"},
    "1.3": {"1": "0", "0.75": "1", "0.5": "2"},
    "2.1": {"2": "100%", "1.436242": "107/149", "1": "50%"},
    "2.2": {"2": "4", "1": "2", "0": "0"},
}


def sign(world: World, unit: str, claims: dict[str, str] | None = None) -> Sheet:
    """Sign a unit's sheet with claims (points by code), straight in the tables."""
    sheet = world.sheet(unit)
    for code, points in (FULL if claims is None else claims).items():
        Claim.objects.create(
            sheet=sheet, criterion=world.criterion(code), value=VALUES[code][points], points=micropoints(points),
            at=now(), by=1, by_name="Lò Thị Phương Thảo", note=f"Đã thực hiện {code}.",
        )  # fmt: skip
    sheet.state, sheet.signed_at, sheet.signed_name, sheet.digest = SIGNED, now(), "Đỗ Văn Giang", "0" * 64
    sheet.save()
    return sheet


def prove(world: World, unit: str, code: str, number: str = "32/KH-SYT") -> Version:
    """Link a document to a leaf."""
    at = now()
    document = Document.objects.create(
        unit=world.units[unit].unit, number=number, subject="Kế hoạch rà soát", added_at=at, added_by=1, search_key=""
    )
    version = Version.objects.create(
        document=document, number=1, sha256="a" * 64, name="ke-hoach.pdf", size=1, media_type="application/pdf",
        pages=2, at=at, by=1, by_name="x",
    )  # fmt: skip
    Link.objects.create(
        round_unit=world.units[unit], criterion=world.criterion(code), version=version, pages="trang 1", at=at, by=1,
        by_name="x",
    )  # fmt: skip
    return version


@pytest.fixture
def appraiser(world) -> Viewer:
    """Give an appraiser of area 1 and 2 in A and B, who works in C."""
    person = world.person("appraiser", "C")
    world.assign(person, "1", "A", "B")
    world.assign(person, "2", "A", "B")
    return world.viewer("appraiser", "C")


@pytest.fixture
def marked(world) -> Callable[..., Mark]:
    """Give a function that looks up a mark."""

    def find(unit: str, code: str, layer: str = "appraised") -> Mark:
        return Mark.objects.get(sheet=world.sheet(unit), criterion=world.criterion(code), layer=layer)

    return find
