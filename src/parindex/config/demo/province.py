"""The round of 2018 of the demo, from its set to the day on which every role has work."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from parindex.appraisal.assigning import assign_cells, suggest_assignments
from parindex.config.demo import appraising, filling, people
from parindex.config.demo.clock import moment
from parindex.criteria.actions import copy_set
from parindex.criteria.links import confirm_same
from parindex.directory.actions import change_block
from parindex.directory.models import Block, Letter
from parindex.rounds.actions import change_round, create_round, set_calendar
from parindex.rounds.copying import copy_setup
from parindex.rounds.extending import ask_extension, extend_many
from parindex.rounds.models import Round
from parindex.selfscore.opening import open_round_with_sheets

NAME = "lai-chau-2018"
SET_UP = moment(14, 12, hour=9, year=2018)
OPENED = moment(28, 12, hour=15, year=2018)
NOTICE = (
    "Dữ liệu minh họa: điểm, tài liệu và lời giải thích của kỳ này được dựng riêng để thử phần mềm.",
    "Demonstration: the points, documents and words of this round were made up to try the software.",
)
LATE = ("SYT", "SKHCN", "BQLMLT", "SNGV")
"""Units that were given more time to score themselves."""


def _span(opens: tuple[int, int], closes: tuple[int, int]) -> tuple[datetime, datetime]:
    return moment(*opens, hour=8), moment(*closes, hour=17)


CALENDAR = {
    "self": _span((2, 1), (28, 2)),
    "appraisal_1": _span((15, 1), (31, 3)),
    "explanation": _span((1, 3), (20, 4)),
    "appraisal_2": _span((15, 3), (30, 4)),
    "council": _span((20, 3), (18, 5)),
    "approval": _span((21, 5), (15, 6)),
    "publication": _span((18, 6), (26, 6)),
}


def build() -> None:
    """Make people and round, and let everything happen that happened by the demo's day. Inside a transaction."""
    cast = people.invite()
    round_ = _opened(cast)
    _late(round_, cast)
    sheets = filling.fill(round_, cast)
    appraising.appraise(round_, cast, sheets)
    # what was written on the way counts as sent: nobody's terminal is filled with letters of 2019
    Letter.objects.filter(sent_at__isnull=True).update(sent_at=F("written_at"))


def _opened(cast: people.Cast) -> Round:
    by = cast.viewer("dieu-phoi")
    block = Block.objects.get(code="so-ban-nganh")  # a package names its blocks by their codes alone
    change_block(block, by=by, at=SET_UP, name_vi="Sở, ban, ngành", name_en="Provincial departments")
    last = Round.objects.select_related("set").get(name="lai-chau-2017")
    set_ = copy_set(last.set, NAME, by=by, at=SET_UP, year=2018)
    set_ = confirm_same(set_, by=by, at=SET_UP)
    titles = {key: getattr(last, key).replace("2017", "2018") for key in ("title_vi", "title_en")}
    round_ = create_round(NAME, set_=set_, by=by, at=SET_UP, previous=last, year=2018, **titles)
    copy_setup(round_, last, by=by, at=SET_UP)
    change_round(round_, by=by, at=SET_UP, notice_vi=NOTICE[0], notice_en=NOTICE[1])
    set_calendar(round_, CALENDAR, by=by, at=SET_UP)
    assign_cells(round_, suggest_assignments(Round.objects.get(pk=round_.pk)), by=by, at=SET_UP)
    opened: Round = open_round_with_sheets(round_, by=by, at=OPENED)
    return opened


def _late(round_: Round, cast: people.Cast) -> None:
    units = list(round_.units.filter(code__in=LATE))
    extend_many(
        round_, units, "self", until=moment(29, 3, hour=17), by=cast.viewer("dieu-phoi"), at=moment(26, 2, hour=16),
        reason="Đơn vị sắp xếp lại bộ phận đầu mối, số liệu quý IV chốt chậm.",
    )  # fmt: skip
    border = next(unit for unit in units if unit.code == "BQLMLT")
    ask_extension(
        border, "self", until=moment(5, 4, hour=17), by=cast.officer("BQLMLT"), at=moment(22, 3, hour=15),
        reason="Đoàn kiểm tra liên ngành làm việc tại cửa khẩu đến 01/4, cán bộ đầu mối chưa thu đủ tài liệu.",
    )  # fmt: skip
