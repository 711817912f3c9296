"""The ways through the application, by role: one row of sections in the top bar."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse

from parindex.engine.problems import Text
from parindex.grammar.roles import Role


class Section(NamedTuple):
    """A way in the top bar. address: a URL's name; in_round: whether it lies under a round."""

    address: str
    label: Text
    roles: frozenset[Role]
    in_round: bool = True


def _of(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


EVERYBODY = frozenset(Role)
OFFICE = _of(Role.COORDINATOR)
SECTIONS = (
    Section("inbox", Text("Việc chờ tôi", "Waiting for me"), EVERYBODY, in_round=False),
    Section("round", Text("Tổng quan", "Overview"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER)),
    Section("own-sheet", Text("Phiếu tự chấm", "Scoring sheet"), _of(Role.OFFICER, Role.HEAD)),
    Section("sheets", Text("Phiếu chấm", "Sheets"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER)),
    Section("library", Text("Kho tài liệu", "Documents"), _of(Role.OFFICER, Role.HEAD), in_round=False),
    Section("queue", Text("Hàng đợi thẩm định", "Appraisal queue"), _of(Role.APPRAISER)),
    Section("own-explanation", Text("Giải trình", "Explanation"), _of(Role.OFFICER, Role.HEAD)),
    Section("impact", Text("Giải trình", "Explanations"), OFFICE),
    Section("council", Text("Hội đồng", "Council"), _of(Role.COORDINATOR, Role.COUNCIL, Role.LEADER)),
    Section("results", Text("Kết quả", "Results"), EVERYBODY - {Role.ADMINISTRATOR}),
    Section("setup", Text("Thiết lập", "Set-up"), OFFICE),
)
REGISTERS = (
    Section("rounds", Text("Các kỳ đánh giá", "Rounds"), EVERYBODY, in_round=False),
    Section("sets", Text("Bộ tiêu chí", "Criteria sets"), EVERYBODY, in_round=False),
    Section("units", Text("Đơn vị", "Units"), EVERYBODY, in_round=False),
    Section("people", Text("Người dùng", "People"), _of(Role.COORDINATOR, Role.ADMINISTRATOR), in_round=False),
    Section("ledger", Text("Nhật ký", "Ledger"), _of(Role.COORDINATOR, Role.ADMINISTRATOR), in_round=False),
)


def sections(request: Any) -> dict[str, list[tuple[str, Text, bool]]]:
    """The sections for this viewer: address, label, whether it is the present one."""
    return {"main": _ways(request, SECTIONS), "registers": _ways(request, REGISTERS)}


def _ways(request: Any, rows: tuple[Section, ...]) -> list[tuple[str, Text, bool]]:
    found = []
    for row in rows:
        if not request.viewer.has(*row.roles):
            continue
        if row.in_round and request.round is None:
            continue
        try:
            address = reverse(row.address, kwargs={"round": request.round.name} if row.in_round else None)
        except NoReverseMatch:
            continue
        found.append((address, row.label, request.path == address))
    return found
