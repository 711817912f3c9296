"""The ways through the application, by role: one row of sections in the top bar, and the switch between rounds."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse

from parindex.directory.models import Unit
from parindex.engine.problems import Text
from parindex.grammar.roles import ROLE_NAMES, Role
from parindex.rounds.models import APPROVED, DRAFT, OPEN, Round


class Section(NamedTuple):
    """A way in the top bar. address: a URL's name; in_round: whether it lies under a round.

    holds: names of URLs that belong to it though they do not lie under its address.
    """

    address: str
    label: Text
    roles: frozenset[Role]
    in_round: bool = True
    holds: frozenset[str] = frozenset()


class Way(NamedTuple):
    """A section for this viewer, and whether the page lies in it. Unpacks as address, label, here."""

    address: str
    label: Text
    here: bool


class Ways(NamedTuple):
    """The sections of the bar, and the registers beside them."""

    main: list[Way]
    registers: list[Way]

    @property
    def in_registers(self) -> bool:
        """Whether the page lies in a register."""
        return any(way.here for way in self.registers)


class OtherRound(NamedTuple):
    """A round in the switch: where it leads, and whether it is the present one."""

    round: Round
    address: str
    here: bool

    @property
    def state(self) -> Text:
        """Its state in words."""
        return ROUND_STATES[self.round.state]


def _of(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


EVERYBODY = frozenset(Role)
OFFICE = _of(Role.COORDINATOR)
SECTIONS = (
    Section("inbox", Text("Việc chờ tôi", "Waiting for me"), EVERYBODY, in_round=False),
    Section(
        "round", Text("Tổng quan", "Overview"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER),
        holds=frozenset({"round", "remind", "release"}),
    ),
    Section(
        "own-sheet", Text("Phiếu tự chấm", "Scoring sheet"), _of(Role.OFFICER, Role.HEAD),
        holds=frozenset({"sheet", "leaf", "sheet-workbook-apply", "evidence", "evidence-choose", "ask-extension"}),
    ),
    Section("sheets", Text("Phiếu chấm", "Sheets"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER)),
    Section(
        "library", Text("Kho tài liệu", "Documents"), _of(Role.OFFICER, Role.HEAD), in_round=False,
        holds=frozenset({"document", "document-describe", "document-add-version"}),
    ),
    Section(
        "queue", Text("Hàng đợi thẩm định", "Appraisal queue"), _of(Role.APPRAISER),
        holds=frozenset({"seconds", "second"}),
    ),
    Section("own-explanation", Text("Giải trình", "Explanation"), _of(Role.OFFICER, Role.HEAD)),
    Section("impact", Text("Giải trình", "Explanations"), OFFICE),
    Section("council", Text("Hội đồng", "Council"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER)),
    Section("results", Text("Kết quả", "Results"), EVERYBODY - {Role.ADMINISTRATOR}),
    Section(
        "setup", Text("Thiết lập", "Set-up"), OFFICE,
        holds=frozenset({"calendar", "change-calendar", "appraisers", "extensions"}),
    ),
)  # fmt: skip
REGISTERS = (
    Section("rounds", Text("Các kỳ đánh giá", "Rounds"), EVERYBODY, in_round=False, holds=frozenset({"new-round"})),
    Section("sets", Text("Bộ tiêu chí", "Criteria sets"), EVERYBODY, in_round=False),
    Section("units", Text("Đơn vị", "Units"), EVERYBODY, in_round=False, holds=frozenset({"blocks", "block"})),
    Section("people", Text("Người dùng", "People"), _of(Role.COORDINATOR, Role.ADMINISTRATOR), in_round=False),
    Section("ledger", Text("Nhật ký", "Ledger"), _of(Role.COORDINATOR, Role.ADMINISTRATOR), in_round=False),
)
EXACT = frozenset({"inbox", "round", "rounds"})
"""Sections whose address others lie under without belonging to them."""
ROUND_STATES = {
    DRAFT: Text("đang chuẩn bị", "in preparation"),
    OPEN: Text("đang đánh giá", "in progress"),
    APPROVED: Text("đã phê duyệt", "approved"),
}


class Bar:
    """What the bar shows beside the sections; asks the database only for what the page really shows."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self._viewer = request.viewer

    @cached_property
    def _rounds(self) -> list[Round]:
        seen = Round.objects.defer("kept", "notice_vi", "notice_en").order_by("-year", "name")
        if not self._viewer.has(Role.COORDINATOR):
            seen = seen.exclude(state=DRAFT)
        return list(seen[:12])

    @cached_property
    def round(self) -> Round | None:
        """The round the page lies in; elsewhere the latest open one, else the latest."""
        if (named := getattr(self._request, "round", None)) is not None:
            return named
        rounds = self._rounds
        return next((round_ for round_ in rounds if round_.state == OPEN), rounds[0] if rounds else None)

    @property
    def place(self) -> Text | str:
        """The province."""
        round_ = self.round
        return Text(round_.place_vi, round_.place_en).said(_language()) if round_ else ""

    @cached_property
    def rounds(self) -> list[OtherRound]:
        """The rounds one can change to."""
        mine = [row for row in SECTIONS if row.in_round and self._viewer.has(*row.roles)]
        addresses = [row.address for row in mine] + ["calendar"]
        return [
            OtherRound(round_, address, self.round is not None and round_.pk == self.round.pk)
            for round_ in self._rounds
            if (address := _first(addresses, round_))
        ]

    @property
    def all_rounds(self) -> str:
        """The register of rounds."""
        return address_of("rounds")

    @cached_property
    def home(self) -> Unit | None:
        """The unit the person works in. One query."""
        return Unit.objects.filter(pk=self._viewer.home).first() if self._viewer.home else None

    @property
    def role(self) -> Text:
        """The role held first, and the unit worked in: "Điều phối · Sở Nội vụ"."""
        role = next(iter(self._viewer.roles), None)
        said = ROLE_NAMES[role] if role else Text("", "")
        if self.home is None:
            return said
        between = " · " if role else ""
        vi = self.home.short_vi or self.home.name_vi
        return Text(f"{said.vi}{between}{vi}", f"{said.en}{between}{self.home.name_en or vi}")


def sections(request: Any, round_: Round | None = None) -> Ways:
    """The sections for this viewer. round_: the round that those under a round lead to."""
    rows = [
        (row, address)
        for row in (*SECTIONS, *REGISTERS)
        if request.viewer.has(*row.roles) and (address := address_of(row.address, round_, in_round=row.in_round))
    ]
    here = _here(request, rows)
    ways = {row: Way(address, row.label, row is here) for row, address in rows}
    return Ways([way for row, way in ways.items() if row in SECTIONS], [w for r, w in ways.items() if r in REGISTERS])


def _here(request: Any, rows: list[tuple[Section, str]]) -> Section | None:
    """The section a page lies in: named by it, else the one with the longest address above it."""
    match = getattr(request, "resolver_match", None)
    named = next((row for row, _ in rows if match and match.url_name in row.holds), None)
    if named is not None:
        return named
    above = [
        (len(address), at)
        for at, (row, address) in enumerate(rows)
        if request.path == address or (row.address not in EXACT and request.path.startswith(address))
    ]
    return rows[max(above)[1]][0] if above else None


def _first(names: list[str], round_: Round) -> str:
    return next(filter(None, (address_of(name, round_, in_round=True) for name in names)), "")


def address_of(name: str, round_: Round | None = None, *, in_round: bool = False) -> str:
    """The address of a name, "" where there is none (yet) or no round to go to."""
    if in_round and round_ is None:
        return ""
    try:
        return reverse(name, kwargs={"round": round_.name} if in_round and round_ else None)
    except NoReverseMatch:
        return ""


def _language() -> str:
    from parindex.web.ui.speech import language

    return language()
