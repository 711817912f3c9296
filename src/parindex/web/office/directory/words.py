"""The ledger in words: what each verb means, and its detail as lines people can read.

A verb without a row here is shown as it is written; a test names those that are missing.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from parindex.engine.problems import Text
from parindex.grammar.roles import ROLE_NAMES, Role
from parindex.ledger.models import Entry
from parindex.web.ui.speech import said

VERBS: dict[str, Text] = {
    "directory.found_unit": Text("thành lập đơn vị", "founded a unit"),
    "directory.merge_unit": Text("hợp nhất đơn vị", "merged units"),
    "directory.split_unit": Text("chia tách đơn vị", "split a unit"),
    "directory.rename_unit": Text("đổi tên đơn vị", "renamed a unit"),
    "directory.close_unit": Text("kết thúc hoạt động đơn vị", "closed a unit"),
    "directory.correct_unit": Text("đính chính đơn vị", "corrected a unit"),
    "directory.create_block": Text("thêm khối", "added a block"),
    "directory.change_block": Text("sửa khối", "changed a block"),
    "directory.invite_person": Text("mời người dùng", "invited a person"),
    "directory.import_people": Text("mời nhiều người dùng từ bảng tính", "invited people from a workbook"),
    "directory.resend_invitation": Text("gửi lại thư mời", "sent an invitation again"),
    "directory.correct_person": Text("sửa thông tin người dùng", "changed a person's particulars"),
    "directory.grant_role": Text("cấp vai trò", "gave a role"),
    "directory.end_role": Text("kết thúc vai trò", "ended a role"),
    "directory.deactivate_person": Text("ngừng tài khoản", "closed an account"),
    "directory.reactivate_person": Text("mở lại tài khoản", "opened an account again"),
    "directory.rename_oneself": Text("sửa họ tên của mình", "changed the own name"),
    "directory.choose_preferences": Text("chọn ngôn ngữ, nền", "chose language or theme"),
    "directory.change_password": Text("đổi mật khẩu", "changed the password"),
    "directory.set_password": Text("đặt mật khẩu qua thư", "set a password by letter"),
    "directory.ask_password": Text("gửi thư đặt lại mật khẩu", "sent a letter to set a password"),
    "directory.end_sessions": Text("kết thúc phiên đăng nhập", "ended sessions"),
    "criteria.set_created": Text("lập bộ tiêu chí", "made a criteria set"),
    "criteria.set_copied": Text("sao chép bộ tiêu chí", "copied a criteria set"),
    "criteria.set_changed": Text("sửa thông tin bộ tiêu chí", "changed a set's particulars"),
    "criteria.set_imported": Text("nhập bộ tiêu chí từ tệp", "brought a set in from a file"),
    "criteria.set_frozen": Text("khóa bộ tiêu chí", "froze a criteria set"),
    "criteria.criterion_saved": Text("lưu tiêu chí", "saved a criterion"),
    "criteria.criterion_moved": Text("chuyển tiêu chí", "moved a criterion"),
    "criteria.criterion_removed": Text("xóa tiêu chí", "removed a criterion"),
    "criteria.reason_saved": Text("lưu lý do mất điểm", "saved a reason"),
    "criteria.reason_removed": Text("xóa lý do mất điểm", "removed a reason"),
    "criteria.phrase_saved": Text("lưu câu mẫu", "saved a ready sentence"),
    "criteria.phrase_removed": Text("xóa câu mẫu", "removed a ready sentence"),
    "criteria.link_set": Text("đối chiếu tiêu chí với năm trước", "set a row of the crosswalk"),
    "criteria.link_removed": Text("bỏ dòng đối chiếu", "removed a row of the crosswalk"),
    "criteria.links_proposed": Text("đề xuất lại đối chiếu", "proposed the crosswalk again"),
    "criteria.links_confirmed": Text("xác nhận đối chiếu", "confirmed the crosswalk"),
    "rounds.create": Text("lập kỳ đánh giá", "made a round"),
    "rounds.change": Text("sửa thông tin kỳ đánh giá", "changed the round's particulars"),
    "rounds.set_units": Text("chọn đơn vị của kỳ", "chose the round's units"),
    "rounds.set_calendar": Text("đặt lịch của kỳ", "set the round's calendar"),
    "rounds.set_leads": Text("giao cơ quan chủ trì", "named lead departments"),
    "rounds.open": Text("mở kỳ đánh giá", "opened the round"),
    "rounds.extend": Text("gia hạn cho đơn vị", "extended a deadline"),
    "rounds.ask_extension": Text("xin gia hạn", "asked for more time"),
    "rounds.grant_extension": Text("duyệt gia hạn", "granted more time"),
    "rounds.refuse_extension": Text("không duyệt gia hạn", "refused more time"),
    "rounds.end_extension": Text("kết thúc gia hạn", "ended an extension"),
    "rounds.remind": Text("gửi nhắc việc", "sent reminders"),
    "evidence.add": Text("tải tài liệu lên", "added a document"),
    "evidence.add_version": Text("tải bản mới của tài liệu", "added a version of a document"),
    "evidence.describe": Text("sửa mô tả tài liệu", "described a document"),
    "evidence.link": Text("gắn tài liệu vào tiêu chí", "linked a document"),
    "evidence.change_pages": Text("sửa trang, điều khoản viện dẫn", "changed the page or clause"),
    "evidence.unlink": Text("gỡ tài liệu khỏi tiêu chí", "unlinked a document"),
    "selfscore.save_claim": Text("tự chấm một tiêu chí", "scored a criterion"),
    "selfscore.save_texts": Text("ghi khó khăn, đề xuất", "wrote difficulties and proposals"),
    "selfscore.take_back": Text("rút phiếu đã ký", "took back the signed sheet"),
    "selfscore.reopen": Text("mở lại phiếu", "reopened the sheet"),
    "selfscore.submit": Text("trình thủ trưởng ký", "submitted the sheet"),
    "selfscore.sign": Text("ký phiếu tự chấm", "signed the sheet"),
    "selfscore.return": Text("trả lại phiếu", "returned the sheet"),
    "selfscore.release": Text("trả kết quả thẩm định", "released the appraisal"),
    "appraisal.assign": Text("phân công thẩm định", "assigned appraisers"),
    "appraisal.unassign": Text("bỏ phân công thẩm định", "took back an assignment"),
    "appraisal.mark": Text("thẩm định", "appraised a criterion"),
    "appraisal.accept_many": Text("giữ điểm nhiều tiêu chí", "accepted many criteria"),
    "appraisal.note": Text("ghi chú về một tiêu chí", "wrote a note on a criterion"),
    "appraisal.ask": Text("yêu cầu bổ sung tài liệu", "asked for evidence"),
    "appraisal.return": Text("trả lại riêng một tiêu chí", "returned one criterion"),
    "appraisal.answer": Text("trả lời thẩm định", "answered the appraiser"),
    "appraisal.remind": Text("gửi nhắc việc", "sent reminders"),
    "appraisal.release": Text("trả kết quả thẩm định cho đơn vị", "released the appraisal"),
    "appraisal.explain": Text("viết giải trình", "wrote an explanation"),
    "appraisal.send_explanation": Text("gửi giải trình", "sent the explanations"),
    "appraisal.second_ask": Text("giao chấm lại độc lập", "asked for a second score"),
    "appraisal.second_give": Text("chấm lại độc lập", "gave a second score"),
    "appraisal.enter_survey": Text("nhập kết quả khảo sát", "entered survey results"),
    "appraisal.meeting": Text("ghi cuộc họp Hội đồng", "recorded a council meeting"),
    "appraisal.change_meeting": Text("sửa cuộc họp Hội đồng", "changed a council meeting"),
    "appraisal.council_decide": Text("quyết định điểm tại Hội đồng", "decided points in the council"),
    "results.compute": Text("tính kết quả", "computed the results"),
    "results.approve": Text("phê duyệt kết quả", "approved the results"),
    "results.adjust": Text("ghi điểm thưởng, điểm trừ", "entered a bonus or penalty"),
    "results.import": Text("nhập gói dữ liệu", "imported a package"),
    "demo.people": Text("tạo người dùng của bản minh họa", "made the demo's people"),
    "demo.fill": Text("điền phiếu và tài liệu của bản minh họa", "filled the demo's sheets and evidence"),
    "demo.explain": Text("ghi giải trình của bản minh họa", "wrote the demo's explanations"),
}
KEYS: dict[str, Text] = {
    "before": Text("trước", "before"),
    "after": Text("sau", "after"),
    "reason": Text("lý do", "reason"),
    "ground": Text("căn cứ", "ground"),
    "on": Text("từ ngày", "as of"),
    "name": Text("tên", "name"),
    "name_vi": Text("tên tiếng Việt", "Vietnamese name"),
    "name_en": Text("tên tiếng Anh", "English name"),
    "short_vi": Text("tên ngắn", "short name"),
    "block": Text("khối", "block"),
    "since": Text("từ", "since"),
    "until": Text("đến", "until"),
    "order": Text("thứ tự", "order"),
    "email": Text("thư điện tử", "e-mail"),
    "position": Text("chức vụ", "position"),
    "home": Text("đơn vị công tác", "works in"),
    "unit": Text("đơn vị", "unit"),
    "units": Text("các đơn vị", "units"),
    "role": Text("vai trò", "role"),
    "role_": Text("vai trò", "role"),
    "roles": Text("vai trò", "roles"),
    "person": Text("người", "person"),
    "people": Text("danh sách", "people"),
    "count": Text("số lượng", "count"),
    "language": Text("ngôn ngữ", "language"),
    "theme": Text("nền", "theme"),
    "predecessors": Text("hợp nhất từ", "merged from"),
    "successors": Text("chia thành", "split into"),
    "points": Text("điểm", "points"),
    "value": Text("giá trị", "value"),
    "note": Text("ghi chú", "note"),
    "stage": Text("giai đoạn", "stage"),
}
SUBJECTS: dict[str, Text] = {
    "sheet": Text("Phiếu", "Sheet"),
    "claim": Text("Tiêu chí tự chấm", "Self-scored criterion"),
    "mark": Text("Điểm thẩm định", "Appraised point"),
    "round": Text("Kỳ", "Round"),
    "set": Text("Bộ tiêu chí", "Criteria set"),
    "unit": Text("Đơn vị", "Unit"),
    "block": Text("Khối", "Block"),
    "person": Text("Tài khoản", "Account"),
    "people": Text("Danh sách người dùng", "List of people"),
    "document": Text("Tài liệu", "Document"),
    "run": Text("Lần tính", "Run"),
}


class Line(NamedTuple):
    """A line of an entry's detail: how deep it stands, what it is, what it says."""

    depth: int
    key: Text
    value: str


class Worded(NamedTuple):
    """An entry in words."""

    entry: Entry
    what: Text
    role: Text
    kind: Text
    name: str
    lines: list[Line]


def verb_name(verb: str) -> Text:
    """What a verb means; the verb itself where nobody has written it down."""
    return VERBS.get(verb, Text(verb, verb))


def worded(entry: Entry) -> Worded:
    """Put an entry into words. A detail that is no JSON any more (somebody reached into it) is shown as it stands."""
    kind, _, name = entry.subject.partition(":")
    try:
        lines = list(_lines(json.loads(entry.detail)))
    except (ValueError, RecursionError):
        lines = [Line(0, Text("nội dung", "detail"), entry.detail)]
    role = ROLE_NAMES[Role(entry.role)] if entry.role in set(Role) else Text(entry.role, entry.role)
    return Worded(entry, verb_name(entry.verb), role, SUBJECTS.get(kind, Text(kind, kind)), name, lines)


MOST_LINES = 200
ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


def _lines(detail: Any) -> list[Line]:
    found: list[Line] = []
    _collect(detail, 0, found)
    if len(found) > MOST_LINES:
        rest = len(found) - MOST_LINES
        found[MOST_LINES:] = [Line(0, Text("còn lại", "further"), str(rest))]
    return found


def _collect(detail: Any, depth: int, found: list[Line]) -> None:
    pairs = detail.items() if isinstance(detail, dict) else enumerate(detail, 1) if isinstance(detail, list) else ()
    if not isinstance(detail, dict | list):
        found.append(Line(depth, Text("giá trị", "value"), _plain(detail)))
    for key, value in pairs:
        label = KEYS.get(str(key), Text(str(key), str(key)))
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
            found.append(Line(min(depth, 3), label, ""))
            _collect(value, depth + 1, found)
        else:
            found.append(Line(min(depth, 3), label, _plain(value)))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "–"
    if isinstance(value, str) and value in ROLES:
        return said(ROLES[value])
    return "–" if value is None or value == "" else str(value)
