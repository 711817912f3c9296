"""How a leaf stands in the appraisal, and the decisions one can take on it, as rows."""

from __future__ import annotations

from collections.abc import Mapping

from parindex.appraisal.models import Message
from parindex.engine.problems import Text

ACCEPT, LOWER, RAISE, ABSENT = "accept", "lower", "raise", "absent"
DECISIONS: Mapping[str, Text] = {
    ACCEPT: Text("Giữ", "Accept"),
    LOWER: Text("Hạ", "Lower"),
    RAISE: Text("Nâng", "Raise"),
    ABSENT: Text("Ghi vắng", "Set absent"),
}
"""What an appraiser decides: the points of the layer before, fewer, more, or a word instead of points."""

ABSENCES: Mapping[str, Text] = {
    "not_submitted": Text("Không nộp", "Not submitted"),
    "not_applicable": Text("Không áp dụng", "Not applicable"),
    "too_few_answers": Text("Quá ít phiếu trả lời", "Too few answers"),
    "not_appraised": Text("Chưa thẩm định", "Not appraised"),
}
"""The words that may stand instead of points."""

NOTE, ASK, RETURN, ANSWER = Message.KINDS
REQUESTS = (ASK, RETURN)
"""Messages that wait for the unit until they are answered."""

MESSAGES: Mapping[str, Text] = {
    NOTE: Text("Ghi chú", "Note"),
    ASK: Text("Yêu cầu bổ sung tài liệu", "Request for evidence"),
    RETURN: Text("Trả lại để chấm lại", "Returned to be scored again"),
    ANSWER: Text("Trả lời", "Answer"),
}
