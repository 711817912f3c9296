"""Both years of the sample as sets: 2016 frozen, 2017 a draft after it."""

from pathlib import Path

import pytest

import parindex
from parindex.criteria.actions import freeze_set
from parindex.criteria.models import CriteriaSet
from parindex.criteria.tables import fill_set
from parindex.grammar.roles import SYSTEM
from parindex.package.files.reading import read_package

SAMPLES = Path(parindex.__file__).parent / "samples"


@pytest.fixture
def sets(world) -> tuple[CriteriaSet, CriteriaSet]:
    made = []
    for year in (2016, 2017):
        set_ = CriteriaSet.objects.create(
            code=f"lai-chau-{year}", title_vi=f"Bộ tiêu chí cải cách hành chính các sở, ban, ngành năm {year}",
            title_en=f"Criteria of {year}", year=year, previous=made[0] if made else None,
        )  # fmt: skip
        fill_set(set_, read_package(SAMPLES / f"lai-chau-{year}"))
        made.append(set_)
    freeze_set(made[0], by=SYSTEM)
    return made[0], made[1]
