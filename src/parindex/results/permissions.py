"""Who may do what in this room: rows of the one table of roles and actions."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.grammar.roles import Action, Reach, Role

ADJUST = Action(
    "results.adjust", Text("Ghi điểm thưởng, điểm trừ", "Enter bonuses and penalties"), {Role.COORDINATOR: Reach.ANY}
)
SURVEY = Action("results.survey", Text("Nhập kết quả khảo sát", "Enter survey results"), {Role.COORDINATOR: Reach.ANY})
CHECK = Action(
    "results.check",
    Text("Kiểm tra trước khi công bố", "Check before publication"),
    {Role.COORDINATOR: Reach.ANY, Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY},
)
COMPUTE = Action("results.compute", Text("Tính kết quả", "Compute results"), {Role.COORDINATOR: Reach.ANY})
APPROVE = Action(
    "results.approve", Text("Phê duyệt kết quả", "Approve results"), {Role.COUNCIL: Reach.ANY, Role.LEADER: Reach.ANY}
)
READ = Action(
    "results.read",
    Text("Xem kết quả", "Read results"),
    {
        Role.OFFICER: Reach.OWN,
        Role.HEAD: Reach.OWN,
        Role.APPRAISER: Reach.ANY,
        Role.COORDINATOR: Reach.ANY,
        Role.COUNCIL: Reach.ANY,
        Role.LEADER: Reach.ANY,
    },
)
EXPORT = Action("results.export", Text("Xuất gói dữ liệu", "Export round packages"), {Role.COORDINATOR: Reach.ANY})
IMPORT = Action("results.import", Text("Nhập gói dữ liệu", "Import round packages"), {Role.COORDINATOR: Reach.ANY})

ACTIONS = (
    ADJUST,
    SURVEY,
    CHECK,
    COMPUTE,
    APPROVE,
    READ,
    EXPORT,
    IMPORT,
)
