"""A unit whose first appraisal took points on two leaves and is released."""

import pytest

from parindex.appraisal.models import Finding, Mark
from parindex.grammar.clock import now
from tests.rooms.appraisal.conftest import sign

TAKEN = {"1.1": 500_000, "2.1": 1_436_242}
WHY = "Báo cáo gửi sau thời hạn quy định 12 ngày làm việc; công văn đôn đốc số 41/SNV-CCHC chưa được trả lời."


def lowered(world, unit, codes=TAKEN):
    """Sign a unit's sheet, lower these leaves, accept nothing else, release; straight in the tables."""
    sheet = sign(world, unit)
    for code in codes:
        given = {"sheet": sheet, "criterion": world.criterion(code), "layer": "appraised", "reason": "late_report"}
        points = TAKEN[code]
        Mark.objects.create(points=points, sentence=WHY, at=now(), by=7, by_name="Người Chấm Kín", **given)
        Finding.objects.create(points_lost=500_000, sentence=WHY, **given)
    sheet.released_at = now()
    sheet.save()
    return sheet


@pytest.fixture
def sheet(world):
    """Give the released sheet of A."""
    return lowered(world, "A")
