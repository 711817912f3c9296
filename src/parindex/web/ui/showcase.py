"""What the page of components shows: made-up words and figures, none of them anybody's."""

from __future__ import annotations

from typing import Any

from parindex.engine.points import MICRO
from parindex.engine.problems import Text

THEMES = (
    ("system", Text("Theo máy", "System")),
    ("light", Text("Sáng", "Light")),
    ("dark", Text("Tối", "Dark")),
)
BUTTONS = (
    {
        "name": Text("Chính", "Main"), "kind": "btn--main", "verb": Text("Ký và gửi", "Sign and send"),
        "busy": Text("Đang gửi…", "Sending…"), "busy_icon": "repeat",
        "why": Text("Còn 04 tiêu chí chưa chấm", "4 criteria have no score"),
    },
    {
        "name": Text("Phụ", "Plain"), "kind": "", "verb": Text("Lưu nháp", "Save draft"),
        "busy": Text("Đã lưu", "Saved"), "busy_icon": "check", "why": Text("Chưa có gì thay đổi", "Nothing changed"),
    },
    {
        "name": Text("Hệ trọng", "Grave"), "kind": "btn--grave", "verb": Text("Rút phiếu đã ký", "Take back"),
        "busy": Text("Đang rút…", "Taking back…"), "busy_icon": "repeat",
        "why": Text("Đã bắt đầu thẩm định", "Appraisal has begun"),
    },
)  # fmt: skip
BADGES = tuple(
    {"icon": icon, "kind": kind, "name": Text(vi, en)}
    for icon, kind, vi, en in (
        ("ring", "", "Chưa chấm", "Not scored"),
        ("half", "info", "Đang chấm", "In progress"),
        ("check", "ok", "Đã ký", "Signed"),
        ("warn", "warn", "Có nguy cơ", "At risk"),
        ("clock", "warn", "Còn 2 ngày", "2 days left"),
        ("cross", "bad", "Quá hạn", "Overdue"),
        ("lock", "line", "Khảo sát", "Survey"),
        ("swap", "line", "Chấm chéo", "Cross-appraised"),
        ("link", "info", "dùng chung", "reused"),
        ("repeat", "", "lặp lại 2 năm", "repeated weakness"),
        ("seal", "ok", "Đã niêm phong", "Sealed"),
        ("level", "line", "ngang nhau", "level"),
    )
)
TABLE = tuple(
    {
        "rank": rank, "unit": unit, "most": int(most * MICRO), "points": int(points * MICRO),
        "index": int(index * MICRO), "change": int(change * MICRO), "selected": rank == 17, "late": rank == 18,
    }
    for rank, unit, most, points, index, change in (
        (13, "Thanh tra tỉnh", 92.5, 71.9003, 77.73, 3.24),
        (17, "Ban Dân tộc", 95.5, 68.8078, 72.05, -4.6),
        (18, "Sở Y tế", 100, 71.7499, 71.75, 3.57),
    )
)  # fmt: skip
HEAT = (
    ("Văn phòng UBND tỉnh", (95.5, 89.5, 76.4, 88.9, 97.0, 100.0, 95.6, 86.8)),
    ("Sở Tư pháp", (93.5, 89.5, 100.0, 80.6, 89.9, 100.0, 90.2, 83.4)),
    ("Thanh tra tỉnh", (84.4, 90.0, 87.8, 70.4, 72.2, 100.0, 74.3, 64.2)),
    ("Sở Y tế", (77.8, 71.2, 58.6, 70.7, 74.9, 62.5, 71.5, 76.2)),
    ("Sở Ngoại vụ", (70.5, 67.2, 66.0, 60.6, 69.1, 100.0, 61.7, 61.9)),
)
STEPS = (
    ("s1", Text("dưới 60", "under 60")),
    *((f"s{at}", Text(words, words)) for at, words in enumerate(("60–70", "70–80", "80–90", "90–100", "100"), 2)),
)
COLOURS = (
    ("ink", Text("chữ", "ink"), "16,4 : 1 · 14,6 : 1"),
    ("ink2", Text("chữ phụ", "second ink"), "8,2 : 1 · 9,4 : 1"),
    ("ink3", Text("gợi ý", "hints"), "5,7 : 1 · 6,8 : 1"),
    ("edge", Text("viền ô nhập", "edges"), "3,6 : 1 · 4,4 : 1"),
    ("rule2", Text("đường kẻ", "rules"), "–"),
    ("ground", Text("nền phụ", "ground"), "–"),
    ("sunk", Text("nền khóa", "sunk"), "–"),
    ("accent", Text("chàm", "indigo"), "8,8 : 1 · 8,7 : 1"),
    ("accent-wash", Text("nền chọn", "selection"), "–"),
    ("up", Text("tăng", "up"), "6,4 : 1 · 8,4 : 1"),
    ("down", Text("giảm", "down"), "5,8 : 1 · 8,4 : 1"),
    ("ok", Text("đạt", "ok"), "6,4 : 1 · 9,1 : 1"),
    ("warn", Text("lưu ý", "warning"), "6,9 : 1 · 9,5 : 1"),
    ("bad", Text("lỗi", "error"), "7,5 : 1 · 8,1 : 1"),
    ("focus-ring", Text("tiêu điểm", "focus"), "9,0 : 1 · 9,5 : 1"),
)
ICONS = [
    "check",
    "cross",
    "ring",
    "half",
    "warn",
    "lock",
    "info",
    "clock",
    "up",
    "down",
    "left",
    "right",
    "plus",
    "download",
    "upload",
    "print",
    "search",
    "link",
    "file",
    "swap",
    "repeat",
    "seal",
    "mail",
    "menu",
    "level",
    "person",
    "chevron",
    "offline",
    "edit",
    "calendar",
    "council",
    "eye",
    "trash",
    "filter",
    "undo",
]


def shown() -> dict[str, Any]:
    """The values of the page."""
    return {
        "themes": THEMES, "buttons": BUTTONS, "badges": BADGES, "table": TABLE, "heat": HEAT, "steps": STEPS,
        "colours": COLOURS, "icons": ICONS,
    }  # fmt: skip
