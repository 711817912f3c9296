"""A round ready to open: copied from the open one of the world, with a set of its own and an appraiser for every cell."""

from datetime import datetime, timedelta

import pytest

from parindex.appraisal.models import Assignment
from parindex.criteria.models import DRAFT, CriteriaSet
from parindex.criteria.outline import outline
from parindex.directory.models import Person
from parindex.grammar import clock
from parindex.rounds.actions import create_round
from parindex.rounds.copying import copy_setup
from parindex.rounds.models import Round


@pytest.fixture
def coordinator(world):
    """Give the coordinator."""
    return world.viewer("coordinator")


@pytest.fixture
def draft_set(world) -> CriteriaSet:
    """Give a draft set, the world's criteria in it."""
    set_ = CriteriaSet.objects.create(code="bo-2019", title_vi="Bộ tiêu chí 2019", year=2019, state=DRAFT)
    new = {}
    for row in outline(world.round.set).nodes:
        criterion = row.criterion
        old, criterion.pk, criterion.set = criterion.pk, None, set_
        criterion.parent = new.get(criterion.parent_id)
        criterion.lead_unit = {"1": "B", "2": "A"}.get(criterion.code, "")
        criterion._state.adding = True
        criterion.save(force_insert=True)
        new[old] = criterion
    return set_


@pytest.fixture
def draft(world, coordinator, draft_set) -> Round:
    """Give a draft round of 2019 with everything but appraisers."""
    round_ = create_round(
        "mau-2019", set_=draft_set, year=2019, title_vi="Chỉ số 2019", previous=world.round, by=coordinator
    )
    return copy_setup(round_, world.round, by=coordinator)


@pytest.fixture
def appraisers(world) -> dict[str, Person]:
    """Give an appraiser of unit A and one of unit B."""
    return {unit: world.person("appraiser", unit) for unit in ("A", "B")}


@pytest.fixture
def ready(draft, appraisers) -> Round:
    """Give the draft round with every cell assigned: B's appraiser has all but B, A's has B."""
    for area in outline(draft.set).areas:
        for unit in draft.units.all():
            person = appraisers["A" if unit.code == "B" else "B"]
            Assignment.objects.create(round=draft, person=person, area=area.criterion, round_unit=unit)
    return draft


@pytest.fixture
def clock_at():
    """Give a function that sets the clock of this process; it is put right afterwards."""

    def stand(moment: datetime) -> None:
        clock.shift(timedelta(0))
        clock.shift(moment - clock.now())

    yield stand
    clock.shift(timedelta(0))
