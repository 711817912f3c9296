"""What every table and column is for, in both languages: for a workbook's notes and for the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.engine.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE_TEXTS: Mapping[str, Text] = {
    "criteria": Text(
        "Bộ tiêu chí: lĩnh vực, tiêu chí, tiêu chí thành phần và cách chấm điểm.",
        "The criteria set: areas, criteria, sub-criteria, and how each is scored.",
    ),
    "units": Text("Các đơn vị được đánh giá và khối xếp hạng.", "The units assessed, and the block each is ranked in."),
    "scores": Text(
        "Điểm của từng đơn vị theo từng tiêu chí và giai đoạn.", "Each unit's points, per criterion and stage."
    ),
    "adjustments": Text("Điểm thưởng, điểm phạt ngoài bộ tiêu chí.", "Bonuses and penalties apart from the criteria."),
    "reasons": Text("Danh mục lý do mất điểm.", "The reasons for which points are lost."),
    "findings": Text(
        "Tồn tại, hạn chế: đơn vị mất điểm ở đâu, vì sao.", "Findings: where a unit lost points, and why."
    ),
    "crosswalk": Text(
        "Đối chiếu tiêu chí năm nay với năm trước.", "This year's criteria against those of the year before."
    ),
    "published": Text(
        "Số liệu đã công bố, để kiểm tra lại.", "Figures that have been announced, to be checked against the scores."
    ),
}

_UNIT = Text("Mã đơn vị, như ở trang Đơn vị.", "Code of a unit, as in the sheet of units.")
_CRITERION = Text(
    "Mã tiêu chí chấm điểm (không có tiêu chí con).", "Code of a criterion that is scored (it has none below it)."
)
_NAME_VI = Text("Tên tiếng Việt.", "Name in Vietnamese.")
_NAME_EN = Text("Tên tiếng Anh (có thể để trống).", "Name in English (may be empty).")
_NOTE = Text("Ghi chú bằng một câu.", "A note, one sentence.")
_REASON = Text("Mã lý do, như ở trang Lý do.", "Code of a reason, as in the sheet of reasons.")

COLUMN_TEXTS: Mapping[str, Mapping[str, Text]] = {
    "criteria": {
        "code": Text("Mã tiêu chí, ví dụ 1.1.2; luôn là chữ, không phải số.", "Code, such as 1.1.2; always text, never a number."),
        "parent": Text("Mã tiêu chí cấp trên; lĩnh vực thì để trống.", "Code of the criterion above; empty for an area."),
        "name_vi": _NAME_VI,
        "name_en": _NAME_EN,
        "max_points": Text(
            "Điểm tối đa của tiêu chí chấm điểm; ở cấp trên có thể để trống, nếu ghi phải bằng tổng.",
            "Maximum of a scored criterion; optional above, where it must be the sum.",
        ),
        "rule": Text("Quy tắc chấm điểm.", "The scoring rule."),
        "rule_params": Text("Tham số của quy tắc (JSON).", "The rule's parameters (JSON)."),
        "source": Text("Điểm lấy từ thẩm định hay khảo sát.", "Whether points come from appraisal or from a survey."),
        "not_applicable": Text(
            "Cách tính khi tiêu chí không áp dụng cho đơn vị.", "How it counts where it does not apply to a unit."
        ),
        "lead_unit": Text("Mã đơn vị chủ trì thẩm định.", "Code of the unit that appraises it."),
    },
    "units": {
        "code": Text("Mã đơn vị, viết liền không dấu, ví dụ SNV.", "Code of the unit, such as SNV."),
        "name_vi": _NAME_VI,
        "name_en": _NAME_EN,
        "block": Text("Khối; chỉ xếp hạng trong cùng một khối.", "Block; units are ranked within it."),
        "predecessors": Text(
            "Mã các đơn vị tiền thân ở kỳ trước, cách nhau bằng dấu ;.",
            "Codes of the units it came from, with ; between.",
        ),
    },
    "scores": {
        "unit": _UNIT,
        "criterion": _CRITERION,
        "stage": Text("Giai đoạn; giai đoạn sau có hiệu lực.", "Stage; the latest one counts."),
        "points": Text(
            "Số điểm, tối đa sáu chữ số thập phân; để trống nếu trạng thái không phải scored.",
            "Points, at most six decimals; empty unless the state is scored.",
        ),
        "state": Text("Trạng thái; ô trống không phải là điểm 0.", "State; an absence is a word, never a zero."),
        "value": Text(
            "Số liệu làm căn cứ chấm, ví dụ 107/149 hoặc 87,5%.", "The figure it rests on, such as 107/149 or 87.5%."
        ),
        "note_vi": _NOTE,
    },
    "adjustments": {
        "unit": _UNIT,
        "kind": Text("Thưởng hay phạt.", "Bonus or penalty."),
        "points": Text("Số điểm, luôn ghi số dương.", "Points, always positive."),
        "reason": Text("Lý do thưởng, phạt.", "The reason for it."),
        "note_vi": _NOTE,
    },
    "reasons": {
        "code": Text("Mã lý do, ví dụ late_report.", "Code of the reason, such as late_report."),
        "name_vi": _NAME_VI,
        "name_en": _NAME_EN,
    },
    "findings": {
        "unit": _UNIT,
        "criterion": _CRITERION,
        "reason": _REASON,
        "points_lost": Text("Số điểm bị mất.", "Points that were lost."),
        "note_vi": _NOTE,
    },
    "crosswalk": {
        "criterion": Text("Mã tiêu chí năm nay; trống nếu đã bỏ.", "This year's code; empty for a retired one."),
        "previous": Text("Mã tiêu chí năm trước; trống nếu mới.", "The code of the year before; empty for a new one."),
        "relation": Text("Quan hệ giữa hai tiêu chí.", "How the two are related."),
    },
    "published": {
        "measure": Text("Chỉ tiêu đã công bố.", "What was announced."),
        "unit": Text("Mã đơn vị; trống nếu là số chung.", "Code of a unit; empty where it is a figure of all."),
        "criterion": Text("Mã lĩnh vực hoặc tiêu chí; trống nếu là chỉ số chung.", "Code of an area or criterion; empty for the whole index."),
        "value": Text("Giá trị đúng như đã công bố.", "The value, exactly as announced."),
    },
}  # fmt: skip

MEASURES: Mapping[str, Text] = {
    "units": Text("số đơn vị", "number of units"),
    "mean": Text("trung bình", "mean"),
    "range": Text("khoảng cách đầu, cuối", "first minus last"),
    "rose": Text("số đơn vị tăng", "units that rose"),
    "fell": Text("số đơn vị giảm", "units that fell"),
    "above_mean": Text("số đơn vị trên trung bình", "units above the mean"),
    "full": Text("số đơn vị đạt 100%", "units at 100%"),
    "below:70": Text("số đơn vị dưới 70%", "units under 70%"),
    "value": Text("chỉ số của một đơn vị", "one unit's percentage"),
    "points": Text("điểm của một đơn vị", "one unit's points"),
    "rank": Text("thứ hạng của một đơn vị", "one unit's rank"),
    "band": Text("xếp loại của một đơn vị", "one unit's band"),
    "highest_area": Text("lĩnh vực cao nhất", "highest area"),
    "lowest_area": Text("lĩnh vực thấp nhất", "lowest area"),
    "areas_above:80": Text("lĩnh vực trên 80%", "areas above 80%"),
    "areas_below:80": Text("lĩnh vực dưới 80%", "areas under 80%"),
}
"""What can be announced and checked; the number after the colon may be another."""
