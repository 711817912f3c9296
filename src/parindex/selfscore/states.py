"""A sheet's steps as rows: buttons, diagram, documentation and tests come from this table."""

from __future__ import annotations

from collections.abc import Mapping

from parindex.engine.problems import Text
from parindex.grammar.roles import Role
from parindex.grammar.steps import step
from parindex.selfscore.models import DRAFT, SIGNED, SUBMITTED

NAMES: Mapping[str, Text] = {
    DRAFT: Text("Đang tự chấm", "Being scored"),
    SUBMITTED: Text("Chờ thủ trưởng ký", "Waiting for the head"),
    SIGNED: Text("Đã ký, đã gửi", "Signed and sent"),
}

STEPS = (
    step("submit", DRAFT, SUBMITTED, [Role.OFFICER], Text("Trình thủ trưởng ký", "Submit to the head")),
    step("return", SUBMITTED, DRAFT, [Role.HEAD], Text("Trả lại để sửa", "Return for changes")),
    # a head without an officer fills the sheet alone, and signs it without submitting it to themselves
    step("sign", f"{DRAFT} {SUBMITTED}", SIGNED, [Role.HEAD], Text("Ký và gửi phiếu", "Sign and send")),
    step("take_back", SIGNED, DRAFT, [Role.HEAD], Text("Rút phiếu đã ký", "Take back the signed sheet")),
    # by exception: the coordinator opens it again for a unit whose stage is open
    step("reopen", SIGNED, DRAFT, [Role.COORDINATOR], Text("Mở lại phiếu", "Reopen the sheet")),
)
