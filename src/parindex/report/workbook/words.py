"""What stands in the workbook beside names and figures, in both languages."""

from __future__ import annotations

from parindex.engine.problems import Text
from parindex.engine.round import Counting
from parindex.engine.sheet import State
from parindex.engine.tree import NotApplicable, Source

ABSENT = {
    State.NOT_APPLICABLE: Text("Không áp dụng", "Not applicable"),
    State.NOT_SUBMITTED: Text("Không nộp", "Not submitted"),
    State.NOT_APPRAISED: Text("Chưa thẩm định", "Not appraised"),
    State.TOO_FEW_ANSWERS: Text("Không đủ phiếu", "Too few answers"),
    State.MISSING: Text("Chưa quyết định", "Undecided"),
}
"""The word in a cell that carries no points."""

COUNTING = {
    Counting.BLOCK: Text("Để trống (chưa công bố được)", "Left out (blocks publication)"),
    Counting.EXCLUDE: Text("Loại khỏi điểm tối đa", "Left out of the maximum"),
    Counting.ZERO: Text("0 điểm (giữ điểm tối đa)", "No points (maximum stays)"),
}
"""Without commas: they part the choices of a drop-down list."""

INAPPLICABLE = {
    NotApplicable.EXCLUDE: Text("Loại trừ", "Exclude"),
    NotApplicable.FULL: Text("Đủ điểm", "Full points"),
    NotApplicable.ZERO: Text("0 điểm", "No points"),
}
SOURCES = {Source.APPRAISAL: Text("Thẩm định", "Appraisal"), Source.SURVEY: Text("Khảo sát", "Survey")}
STAGES = {
    "self": Text("Tự chấm", "Self"),
    "appraised": Text("Thẩm định", "Appraised"),
    "explained": Text("Sau giải trình", "Explained"),
    "final": Text("Kết luận", "Final"),
}
KINDS = {"bonus": Text("Thưởng", "Bonus"), "penalty": Text("Phạt", "Penalty")}

SHEETS = {
    "cover": Text("Giới thiệu", "Read me"),
    "ranking": Text("Xếp hạng", "Ranking"),
    "matrix": Text("Chỉ số thành phần", "Component indexes"),
    "charts": Text("Biểu đồ", "Charts"),
    "points": Text("Điểm", "Points"),
    "maxima": Text("Điểm tối đa", "Maxima"),
    "areas": Text("Điểm lĩnh vực", "Area points"),
    "criteria": Text("Tiêu chí", "Criteria"),
    "adjustments": Text("Thưởng, phạt", "Adjustments"),
    "settings": Text("Tham số", "Settings"),
}
CONTENTS = {
    "ranking": Text(
        "Chỉ số, hạng, so với năm trước, xếp loại, số liệu chung", "Index, rank, last year, band, summary figures"
    ),
    "matrix": Text("Chỉ số của từng đơn vị ở từng lĩnh vực", "Every unit's index in every area"),
    "charts": Text("Biểu đồ xếp hạng và giá trị trung bình", "Charts of the ranking and of the means"),
    "points": Text(
        "Điểm của từng đơn vị ở từng tiêu chí: sửa ở đây, mọi trang tính lại",
        "Every unit's points on every criterion: change them here, and every sheet recomputes",
    ),
    "maxima": Text("Điểm tối đa áp dụng cho từng đơn vị", "The maximum that applies to every unit"),
    "areas": Text("Cộng theo lĩnh vực, tỷ lệ chính xác", "Sums by area, exact ratios"),
    "criteria": Text(
        "Bộ tiêu chí, điểm tối đa, cách tính khi không áp dụng", "The criteria, maxima, what absence does"
    ),
    "adjustments": Text("Điểm thưởng và điểm phạt", "Bonuses and penalties"),
    "settings": Text("Ngưỡng, xếp loại, mức trần, cách tính ô không có điểm", "Lines, bands, caps, absences"),
}
HOW_TO_READ = (
    Text(
        "Mọi tổng, tỷ lệ, hạng và số liệu chung là công thức tính từ trang “Điểm” và trang “Tiêu chí”.",
        "Every sum, percentage, rank and summary figure is a formula over the sheets “Points” and “Criteria”.",
    ),
    Text(
        "Ô màu vàng nhạt là số liệu nhập vào; các ô khác tự tính, không nên sửa.",
        "Pale yellow cells are input; the others compute themselves and are better left alone.",
    ),
    Text(
        "Ô không có điểm ghi bằng chữ; “Không áp dụng” được tính theo cột cùng tên ở trang “Tiêu chí”, các chữ khác theo "
        "trang “Tham số”.",
        "A cell without points holds a word; “Not applicable” counts as the criteria sheet says, other words as the "
        "settings say.",
    ),
    Text(
        "Đơn vị được xếp theo tỷ lệ chính xác trong khối của mình; bằng nhau thì cùng hạng và bỏ qua hạng kế tiếp. Chỉ "
        "làm tròn khi trình bày.",
        "Units are ranked within their block by exact ratio; equals share a rank and the next is skipped. Rounding is "
        "for show only.",
    ),
    Text(
        "Thay đổi là hiệu của hai tỷ lệ đã làm tròn, để các cột cộng khớp. Thứ tự dòng không tự đổi khi hạng đổi.",
        "A change is the difference of the two rounded percentages, so that columns add up. Rows keep their place when "
        "ranks change.",
    ),
    Text(
        "Nền đậm dần theo mức điểm; dưới ngưỡng in đậm, nền gạch chéo.",
        "Darker is higher; what is under the line is bold and hatched.",
    ),
)

WORDS = {
    "sheets": Text("Các trang", "Sheets"),
    "how": Text("Cách đọc", "How to read"),
    "provisional": Text(
        "Số liệu tạm tính: còn ô điểm chưa được quyết định.", "Provisional: some cells have not been decided."
    ),
    "many": Text(
        "Có trên {} đơn vị nên không kèm trang riêng cho từng đơn vị.",
        "With more than {} units there is no sheet for each unit.",
    ),
    "unit_sheets": Text("Mỗi đơn vị một trang, theo thứ tự xếp hạng", "A sheet for each unit, in order of rank"),
    "authority": Text("Cơ quan", "Authority"),
    "year": Text("Năm", "Year"),
    "stage": Text("Bước", "Stage"),
    "latest": Text("Kết quả mới nhất", "Latest result"),
    "block": Text("Khối", "Block"),
    "code": Text("Mã", "Code"),
    "unit": Text("Đơn vị", "Unit"),
    "rank": Text("Hạng", "Rank"),
    "points": Text("Điểm", "Points"),
    "maximum": Text("Điểm tối đa", "Maximum"),
    "index": Text("Chỉ số (%)", "Index (%)"),
    "index_of": Text("Chỉ số {} (%)", "Index {} (%)"),
    "rank_of": Text("Hạng {}", "Rank {}"),
    "change": Text("Thay đổi (điểm %)", "Change (points)"),
    "band": Text("Xếp loại", "Band"),
    "area": Text("Lĩnh vực", "Area"),
    "criterion": Text("Lĩnh vực, tiêu chí", "Area, criterion"),
    "share": Text("Tỷ trọng (%)", "Share (%)"),
    "inapplicable": Text("Không áp dụng", "Not applicable"),
    "source": Text("Nguồn điểm", "Source"),
    "lead": Text("Đơn vị chủ trì", "Lead unit"),
    "mean": Text("Trung bình", "Mean"),
    "median": Text("Trung vị", "Median"),
    "highest": Text("Cao nhất", "Highest"),
    "lowest": Text("Thấp nhất", "Lowest"),
    "range": Text("Khoảng cách (điểm %)", "Range (points)"),
    "above": Text("Số đơn vị trên trung bình", "Units above the mean"),
    "full": Text("Số đơn vị đạt 100%", "Units at 100%"),
    "under": Text("Số đơn vị dưới ngưỡng", "Units under the line"),
    "rose": Text("Số đơn vị tăng", "Units that rose"),
    "fell": Text("Số đơn vị giảm", "Units that fell"),
    "kind": Text("Loại", "Kind"),
    "reason": Text("Lý do", "Reason"),
    "note": Text("Ghi chú", "Note"),
    "bonus": Text("Điểm thưởng", "Bonus"),
    "penalty": Text("Điểm phạt", "Penalty"),
    "total": Text("Tổng điểm", "Points"),
    "exact": Text("Chỉ số chính xác", "Exact index"),
    "exact_before": Text("Chỉ số chính xác năm trước", "Exact index last year"),
    "key": Text("Khóa xếp hạng {}", "Ranking key {}"),
    "result": Text("Kết quả", "Result"),
    "finding": Text("Tồn tại, hạn chế", "Finding"),
    "whole": Text("Toàn bộ", "Whole index"),
    "line": Text("Ngưỡng thấp (%)", "Line (%)"),
    "decimals": Text("Số chữ số thập phân", "Decimals"),
    "cap_bonus": Text("Mức trần điểm thưởng", "Cap on bonuses"),
    "cap_penalty": Text("Mức trần điểm phạt", "Cap on penalties"),
    "absence": Text("Chữ trong ô không có điểm", "Word in a cell without points"),
    "counts": Text("Cách tính", "How it counts"),
    "by_criterion": Text("Theo từng tiêu chí", "As the criterion says"),
    "bands": Text("Xếp loại theo khối", "Bands by block"),
    "from": Text("Từ (%)", "From (%)"),
    "page": Text("Trang", "Page"),
    "ranking_chart": Text("Chỉ số năm {} (%), càng cao càng tốt", "Index {} (%), higher is better"),
    "means_chart": Text(
        "Giá trị trung bình theo lĩnh vực năm {} (%), càng cao càng tốt", "Mean by area, {} (%), higher is better"
    ),
    "none": Text("–", "–"),
}
