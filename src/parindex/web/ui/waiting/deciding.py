"""What waits for the council, the leaders, and the administrator."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef

from parindex.appraisal.models import Explanation
from parindex.appraisal.progress import settled
from parindex.directory.models import Letter, Person
from parindex.engine.problems import Text
from parindex.grammar.roles import Role
from parindex.results.models import Run
from parindex.rounds.models import APPROVED, COUNCIL, Round
from parindex.web.ui.waiting.desk import Desk, Task, reachable, to

FRESH = timedelta(days=30)
"""How long approved results stand in a leader's inbox."""
UNSEEN = timedelta(days=3)
"""After how long an invitation nobody followed is told."""


def of_council(here: Desk) -> list[Task]:
    """Cases to decide, results to approve. Two queries."""
    if not here.viewer.has(Role.COUNCIL):
        return []
    open_ = [key for key, round_ in here.rounds.items() if here.begun(round_, COUNCIL)]
    cases = Explanation.objects.filter(
        ~settled(), agrees=False, sheet__explained_at__isnull=False, sheet__round_unit__round__in=open_
    )
    grouped = cases.values_list("sheet__round_unit__round").annotate(many=Count("pk"), first=Min("sheet__explained_at"))
    tasks = []
    for key, many, first in grouped.order_by():
        round_ = here.rounds[key]
        window = here.window(round_, COUNCIL)
        tasks.append(
            Task("cases", Text("Quyết định điểm còn tranh chấp", "Decide disputed points"), Text("Xem hồ sơ", "Decide"),
                 to("council", round_), many, since=first, due=window.closes_at if window else None, round=round_)
        )  # fmt: skip
    return reachable(*tasks, *_to_approve(here))


def of_leader(here: Desk) -> list[Task]:
    """Results to approve, and results that were approved lately. Two queries."""
    if not here.viewer.has(Role.LEADER):
        return []
    approved = Round.objects.filter(state=APPROVED, approved_at__gte=here.at - FRESH)
    read = [
        Task("read", Text(f"Đọc kết quả kỳ {round_.year}", f"Read the results of {round_.year}"),
             Text("Đọc kết quả", "Read them"), to("results", round_), since=round_.approved_at, round=round_)
        for round_ in approved
    ]  # fmt: skip
    mine = [] if here.viewer.has(Role.COUNCIL) else _to_approve(here)
    return reachable(*mine, *read)


def _to_approve(here: Desk) -> list[Task]:
    """The latest computation of each round, where it has no errors and waits for approval. One query."""
    newer = Run.objects.filter(round=OuterRef("round"), number__gt=OuterRef("number"))
    runs = Run.objects.filter(~Exists(newer), round__in=here.rounds, approved_at__isnull=True, errors=0)
    return [
        Task("approve", Text("Phê duyệt kết quả", "Approve the results"), Text("Xem và phê duyệt", "Approve"),
             to("results", here.rounds[run.round_id]), since=run.at, round=here.rounds[run.round_id],
             detail=Text(f"Lần tính {run.number}", f"Computation {run.number}"))
        for run in runs.only("round", "number", "at")
    ]  # fmt: skip


def of_administrator(here: Desk) -> list[Task]:
    """Letters that did not go, people who never signed in. Two queries."""
    if not here.viewer.has(Role.ADMINISTRATOR):
        return []
    lost = Letter.objects.filter(sent_at__isnull=True).exclude(fault="")
    letters = lost.aggregate(many=Count("pk"), first=Min("written_at"))
    people = Person.objects.filter(is_active=True, last_login__isnull=True, invited_at__lt=here.at - UNSEEN)
    unseen = people.aggregate(many=Count("pk"), first=Min("invited_at"))
    return reachable(
        Task("letters", Text("Kiểm tra thư không gửi được", "Look into letters that did not go"),
             Text("Xem người nhận", "See the people"), to("people"), letters["many"], since=letters["first"],
             detail=Text("Xin kiểm tra máy chủ thư và địa chỉ", "Please check the mail server and the addresses")),
        Task("unseen", Text("Mời lại người chưa đăng nhập", "Invite people again who never signed in"),
             Text("Xem danh sách", "See the list"), f"{to('people')}?state=waiting", unseen["many"], since=unseen["first"]),
    )  # fmt: skip
