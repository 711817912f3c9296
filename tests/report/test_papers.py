"""The papers of a running round: their words, their sums, and that both renderings carry the same."""

import io
from datetime import date, datetime

import docx
import pypdf

from parindex.engine.problems import Text
from parindex.report.docx import render_docx
from parindex.report.papers.minutes import Case, Minutes, minutes_document
from parindex.report.papers.self_assessment import Line, SelfAssessment, self_assessment_document
from parindex.report.pdf import render_pdf

TITLE = Text("Chỉ số cải cách hành chính năm 2018", "PAR Index 2018")
UNIT = Text("Sở Y tế", "Department of Health")
PLACE = Text("Lai Châu", "Lai Chau")
LINES = (
    Line("A", Text("Chỉ đạo", "Steering"), 0, leaf=False, depth=0),
    Line("B", Text("Kế hoạch", "Plan"), 1_000_000, leaf=True, depth=1, points=500_000, documents=("32/KH-SYT, tr. 1",)),
    Line("C", Text("Trực tuyến", "Online"), 2_000_000, leaf=True, depth=1, points=1_436_242, note="Đã trừ 04 thủ tục", lacks=True),
    Line("D", Text("Khác", "Other"), 0, leaf=False, depth=0),
    Line("E", Text("Hài lòng", "Satisfaction"), 3_000_000, leaf=True, depth=1, said=Text("khảo sát", "surveyed")),
)  # fmt: skip


def assessment(**other):
    given = {"signed": date(2019, 2, 5), "signer": "Thủ trưởng", "difficulties": "", "proposals": "Tập huấn", **other}
    return SelfAssessment(TITLE, 2018, UNIT, "SYT", "UBND tỉnh Lai Châu", PLACE, LINES, **given)


def words_of(document):
    """Every word of the PDF and of the DOCX."""
    pdf = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(document))).pages)
    word = docx.Document(io.BytesIO(render_docx(document)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(pdf.split()), " ".join(" ".join([*(p.text for p in word.paragraphs), *cells]).split())


def test_the_report_has_its_three_parts_and_its_sums():
    for text in words_of(self_assessment_document(assessment())):
        assert "I. BẢNG TỰ CHẤM ĐIỂM" in text
        assert "II. GIẢI TRÌNH CÁC TIÊU CHÍ CHƯA ĐỦ TÀI LIỆU KIỂM CHỨNG" in text
        assert "III. KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ" in text
        assert "02 tiêu chí, được 1,9362 điểm" in text  # 0.5 + 1.436242 = 1.936242
        assert "trên 3,00 điểm tối đa" in text  # 1 + 2
        assert "Trực tuyến: Đã trừ 04 thủ tục" in text
        assert "Khó khăn, vướng mắc: Không có." in text
        assert "ngày 05 tháng 02 năm 2019" in text


def test_a_group_sums_only_what_lies_under_it():
    document = self_assessment_document(assessment())
    table = next(block for block in document.body if hasattr(block, "rows"))
    groups = {row.cells[0]: row.cells[2:4] for row in table.rows if row.kind == "group"}
    assert groups == {"A": ("3,00", "1,9362"), "D": ("3,00", "0,0000")}
    assert table.rows[-1].cells[2:4] == ("6,00", "1,9362")


def test_english_is_complete():
    for text in words_of(self_assessment_document(assessment(), "en")):
        assert "Self-assessment for the 2018" in text
        assert "SELF" not in text.replace("Self", "")
        assert "Tự chấm" not in text


def minutes(*cases):
    return Minutes(
        TITLE, 2018, "Hội đồng", "UBND tỉnh Lai Châu", PLACE, "Phòng họp số 2", datetime(2019, 5, 6, 8, 30),  # noqa: DTZ001  # local time, as said
        "Chủ tọa", "Thư ký", ("Ủy viên thứ nhất",), cases, "Giao cơ quan thường trực tổng hợp.",
    )  # fmt: skip


def test_the_minutes_name_each_decision_and_its_reason():
    case = Case(UNIT, "3.1.2", Text("Rà soát", "Review"), 1_000_000, 1_000_000, 0, None, 500_000, "Có 09/18 phiếu.")
    open_case = Case(UNIT, "3.1.3", Text("Xử lý", "Handling"), 1_000_000, 1_000_000, 0, None, None)
    for text in words_of(minutes_document(minutes(case, open_case))):
        assert "Hội đồng họp lúc 08 giờ 30 phút, ngày 06/05/2019, tại Phòng họp số 2" in text
        assert "01/02 trường hợp" in text
        assert "Sở Y tế, 3.1.2: Có 09/18 phiếu." in text
        assert "0,5000" in text


def test_minutes_without_a_case_say_so():
    for text in words_of(minutes_document(minutes())):
        assert "Không có trường hợp nào phải quyết định" in text
