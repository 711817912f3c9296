"""Sentences vary with the facts: one test for each way a year can turn out."""

from fractions import Fraction

import pytest

from parindex.engine.round import Counting, Link, Relation
from parindex.engine.sheet import State
from parindex.report.writing.article_text import article_document
from parindex.report.writing.report_text import report_document
from tests.make.rounds import make_results, one_area
from tests.report.figures import unsupported
from tests.report.reading import body_texts, grids_of, sections_of

NAMES = {
    "A": ("Sở Nội vụ", "Department of Home Affairs"),
    "B": ("Sở Y tế", "Department of Health"),
    "C": ("Ban Dân tộc", "Committee for Ethnic Minorities"),
    "D": ("Sở Tài chính", "Department of Finance"),
    "E": ("Thanh tra tỉnh", "Provincial Inspectorate"),
}
FULL = {"maxima": {"1.1": "100"}, "names": NAMES}


def said(results, language="vi", make=article_document):
    """All that is read in a document, checked for numbers of its own."""
    document = make(results, language=language)
    assert unsupported(document, results) == []
    return "\n".join(body_texts(document))


def year(now, before=None, language="vi", **more):
    return said(make_results(one_area(**now), None if before is None else one_area(**before), **FULL, **more), language)


def test_one_leader_and_who_follows():
    text = year({"A": "95", "B": "90", "C": "85", "D": "60"})
    assert "Dẫn đầu là Sở Nội vụ (95,00%), tiếp theo là Sở Y tế (90,00%) và Ban Dân tộc (85,00%)." in text


def test_several_leaders():
    assert "Có 02/04 đơn vị cùng dẫn đầu với 95,00%: các Sở Nội vụ và Y tế." in year(
        {"A": "95", "B": "95", "C": "85", "D": "60"}
    )
    assert "2 of 4 units share first place with 95.00%: the Departments of Health and Home Affairs." in year(
        {"A": "95", "B": "95", "C": "85", "D": "60"}, language="en"
    )


def test_one_at_full_and_several_at_full():
    assert "Dẫn đầu là Sở Nội vụ, đơn vị duy nhất đạt 100%, tiếp theo là Sở Y tế (90,00%)." in year(
        {"A": "100", "B": "90", "C": "60"}
    )
    assert "Có 02/03 đơn vị đạt 100%: các Sở Nội vụ và Y tế." in year({"A": "100", "B": "100", "C": "60"})


def test_a_shared_second_rank_is_not_split():
    text = year({"A": "95", "B": "90", "C": "90", "D": "60"})
    assert "Dẫn đầu là Sở Nội vụ (95,00%). Tiếp theo là Ban Dân tộc và Sở Y tế, cùng đạt 90,00%." in text


def test_several_last():
    text = year({"A": "95", "B": "60", "C": "60", "D": "70"})
    assert "Thấp nhất là Ban Dân tộc và Sở Y tế, cùng đạt 60,00%, cách đơn vị dẫn đầu 35,00 điểm phần trăm." in text
    english = year({"A": "95", "B": "60", "C": "60", "D": "70"}, language="en")
    assert "both at 60.00%, 35.00 percentage points behind the leader." in english


def test_all_level():
    text = year({"A": "100", "B": "100", "C": "100"})
    assert "Tất cả 03 đơn vị cùng đạt 100%." in text
    assert "Dẫn đầu" not in text
    assert "Khoảng cách giữa" not in text
    assert "Both units are at 80.00%." in year({"A": "80", "B": "80"}, language="en")


def test_one_unit_alone_has_no_leader_no_mean_and_no_gap():
    text = year({"A": "85"}, {"A": "80"})
    assert "Chỉ số của Sở Nội vụ là 85,00%, tăng 5,00 điểm phần trăm so với năm 2019 (80,00%)." in text
    for word in ("trung bình đạt", "Dẫn đầu", "Thấp nhất", "Tăng nhiều nhất", "Về xếp loại"):
        assert word not in text


def test_a_unit_exactly_on_a_line_is_not_below_it():
    text = year({"A": "95", "B": "80", "C": "70"})
    assert "Không có đơn vị nào dưới 70%." in text
    assert "Có 01/03 đơn vị dưới 80%: Ban Dân tộc (70,00%)." in text
    # 69,996 prints as 70,00 and is below all the same
    assert "Có 01/02 đơn vị dưới 70%: Sở Y tế (70,00%)." in year({"A": "95", "B": "69.996"})


def test_nobody_below_a_line():
    assert "Không có đơn vị nào dưới 80%." in year({"A": "95", "B": "80"})


def test_both_sides_of_the_mean_and_on_it():
    text = year({"A": "90", "B": "80", "C": "70"})
    assert "Có 01/03 đơn vị trên mức trung bình, 01 đơn vị bằng và 01 đơn vị dưới mức trung bình." in text
    assert "1 of 3 units stands above the mean, 1 on it and 1 below." in year(
        {"A": "90", "B": "80", "C": "70"}, language="en"
    )


def test_no_year_before():
    text = year({"A": "90", "B": "70"})
    assert "2019" not in text
    assert "so sánh với năm trước" in said(make_results(one_area(A="90", B="70"), **FULL), make=report_document)


@pytest.mark.parametrize(
    ("before", "vi", "en"),
    [
        ({"A": "80", "B": "60"}, "Cả 02 đơn vị đều tăng so với năm 2019.", "Both units rose on 2019."),
        ({"A": "95", "B": "75"}, "Cả 02 đơn vị đều giảm so với năm 2019.", "Both units fell on 2019."),
        ({"A": "90", "B": "70"}, "Cả 02 đơn vị đều giữ nguyên so với năm 2019.", "Both units stayed as in 2019."),
        ({"A": "80", "B": "75"}, "So với năm 2019, 01 đơn vị tăng và 01 đơn vị giảm.", "Compared with 2019, 1 unit rose and 1 fell."),
        ({"A": "80", "B": "70"}, "So với năm 2019, 01 đơn vị tăng và 01 đơn vị giữ nguyên; không đơn vị nào giảm.", "1 unit rose and 1 stayed the same; none fell."),
        ({"A": "95", "B": "70"}, "01 đơn vị giảm và 01 đơn vị giữ nguyên; không đơn vị nào tăng.", "1 fell and 1 stayed the same"),
    ],
)  # fmt: skip
def test_ways_to_move(before, vi, en):
    now = {"A": "90", "B": "70"}
    assert vi in year(now, before)
    assert en.replace("1 fell and", "1 unit fell and") in year(now, before, language="en")


def test_a_change_too_small_to_print_is_still_a_rise():
    text = year({"A": "90.001", "B": "70.001"}, {"A": "90", "B": "70"})
    assert "Giá trị trung bình là 80,00%, tăng so với năm 2019 nhưng sau khi làm tròn vẫn là 80,00%." in text
    assert "Cả 02 đơn vị đều tăng" in text
    assert "Mức thay đổi 0,00 vẫn là tăng hoặc giảm" in text


def test_a_new_unit_is_named_as_having_nothing_to_compare_with():
    text = year({"A": "90", "B": "70", "C": "60"}, {"A": "80", "B": "75"})
    assert "01 đơn vị không có chỉ số năm 2019 để so sánh: Ban Dân tộc." in text
    assert "Giá trị trung bình năm 2019 tính trên 02 đơn vị, năm 2020 trên 03 đơn vị." in text


def test_a_refused_comparison_gives_its_reason():
    results = make_results(one_area(A="90"), {"A": {"9.9": "5"}}, names=NAMES, crosswalk=())
    sentence = "Không so sánh được với năm 2019: hai bộ tiêu chí không có tiêu chí nào chung."
    assert sentence in said(results)
    assert "tăng" not in said(results).split(sentence)[0]


def test_changed_criteria_are_told_with_what_the_common_ones_say():
    links = (Link("1.1", "1.1", Relation.SAME), Link("1.2", None, Relation.NEW))
    now = {"A": {"1.1": "9", "1.2": "0"}, "B": {"1.1": "5", "1.2": "10"}}
    before = {"A": {"1.1": "8"}, "B": {"1.1": "6"}}
    results = make_results(now, before, names=NAMES, crosswalk=links)
    text = said(results, make=report_document)
    assert "các tiêu chí có ở cả hai năm chiếm 50,00% điểm tối đa năm 2020 và 100% điểm tối đa năm 2019." in text
    assert "Xét riêng các tiêu chí đó, 01 đơn vị tăng và 01 đơn vị giảm." in text


def test_an_area_that_applies_to_nobody_and_one_that_applies_to_some():
    na = "not_applicable"
    results = make_results(
        {"A": {"1.1": "9", "2.1": na, "3.1": "5"}, "B": {"1.1": "8", "2.1": na, "3.1": na}}, names=NAMES
    )
    text = said(results)
    assert "Lĩnh vực này không áp dụng cho đơn vị nào nên không có chỉ số thành phần." in text
    assert "Lĩnh vực này áp dụng cho 01/02 đơn vị; không áp dụng cho Sở Y tế." in text


def test_a_unit_without_an_index():
    results = make_results({"A": {"1.1": "9"}, "B": {"1.1": "not_applicable"}}, names=NAMES)
    text = said(results)
    assert "Chỉ số của Sở Nội vụ là 90,00%" in text
    assert said(make_results({"A": {"1.1": "not_applicable"}}, names=NAMES))


def test_undecided_cells_make_it_provisional_and_are_named():
    results = make_results(
        {"A": {"1.1": "9", "1.2": "8"}, "B": {"1.1": "7"}, "C": {"1.1": "7", "1.2": "not_appraised"}}, names=NAMES
    )
    text = said(results, make=report_document)
    assert "Số liệu là tạm tính, còn ô điểm chưa được quyết định (xem phần VI)." in text
    assert "Kết quả của Ban Dân tộc và Sở Y tế là tạm tính vì còn ô điểm chưa được quyết định." in text
    assert "Sở Y tế: Yêu cầu mẫu 1.2" in text
    assert "tạm tính" in said(results)


def test_absences_are_said_as_they_count():
    absence = {State.NOT_SUBMITTED: Counting.ZERO, State.TOO_FEW_ANSWERS: Counting.EXCLUDE}
    table = {
        "A": {"1.1": "9", "1.2": "not_submitted"},
        "B": {"1.1": "8", "1.2": "too_few_answers"},
        "C": {"1.1": "7", "1.2": "not_applicable"},
    }
    text = said(make_results(table, names=NAMES, absence=absence), make=report_document)
    assert "01 ô điểm không áp dụng được loại khỏi điểm tối đa." in text
    assert "01 ô điểm không nộp: tính không điểm." in text
    assert "01 ô điểm không đủ số phiếu trả lời: loại khỏi điểm tối đa." in text
    english = said(make_results(table, names=NAMES, absence=absence), "en", report_document)
    assert "1 cell that does not apply is left out of the maximum." in english


def test_no_table_of_findings_is_said_and_no_cause_is_made_up():
    text = said(make_results(one_area(A="90", B="70"), **FULL), make=report_document)
    assert "Kỳ này không kèm bảng tồn tại, hạn chế nên báo cáo không nêu nguyên nhân." in text
    assert "do " not in sections_of(article_document(make_results(one_area(A="90", B="70"), **FULL), language="vi"))[""]


def test_findings_absent_in_a_component():
    table = {"A": {"1.1": "9", "2.1": "5", "3.1": "10"}, "B": {"1.1": "8", "2.1": "5", "3.1": "10"}}
    text = said(make_results(table, names=NAMES, findings=[("A", "1.1", "late_report", "1")]), make=report_document)
    assert "Điểm ở lĩnh vực này mất theo cách tính của tiêu chí; không có tồn tại nào được ghi riêng." in text
    assert "Không đơn vị nào mất điểm ở lĩnh vực này." in text


def test_units_that_share_a_cause_share_a_sentence_and_a_second_cause_says_also():
    table = {unit: {"1.1": "9", "1.2": "9"} for unit in "ABC"}
    findings = [
        ("A", "1.1", "no_plan", "1"),
        ("B", "1.1", "no_plan", "1"),
        ("C", "1.1", "no_plan", "1"),
        ("A", "1.2", "no_plan", "1"),
    ]
    text = said(make_results(table, names=NAMES, findings=findings))
    assert "Cả 03 đơn vị" not in text
    assert "Tất cả 03 đơn vị mất điểm ở yêu cầu “Yêu cầu mẫu 1.1” do không ban hành kế hoạch." in text
    assert "Sở Nội vụ mất điểm ở yêu cầu “Yêu cầu mẫu 1.2” cũng do không ban hành kế hoạch." in text


def test_an_unknown_reason_code_is_quoted_and_has_an_action():
    table = {"A": {"1.1": "9"}, "B": {"1.1": "10"}}
    text = said(
        make_results(table, names=NAMES, findings=[("A", "1.1", "odd", "1")], leads={"1": "B"}), make=report_document
    )
    assert "Khắc phục tồn tại “bị nhắc nhở bằng văn bản” (yêu cầu “Yêu cầu mẫu 1.1”): Sở Nội vụ." in text
    assert "Sở Y tế chủ trì theo dõi, đôn đốc các đơn vị thực hiện:" in text


def test_repeated_weaknesses_are_those_of_last_year_for_the_same_reason():
    table = {"A": {"1.1": "9"}, "B": {"1.1": "9"}}
    now = [("A", "1.1", "late_report", "1"), ("B", "1.1", "late_report", "1")]
    before = [("A", "1.1", "late_report", "1"), ("B", "1.1", "no_plan", "1")]
    text = said(make_results(table, table, names=NAMES, findings=now, findings_before=before))
    assert "Có 01/02 đơn vị tiếp tục mất điểm ở cùng yêu cầu vì cùng lý do như năm 2019 (01 trường hợp)." in text
    text = said(make_results(table, table, names=NAMES, findings=now, findings_before=[]))
    assert "Không có tồn tại nào lặp lại từ năm 2019 vì cùng lý do." in text


def test_components_tied_and_on_the_line():
    table = {"A": {"1.1": "9", "2.1": "9", "3.1": "8"}, "B": {"1.1": "8", "2.1": "8", "3.1": "8"}}
    text = said(make_results(table, names=NAMES))
    assert "cùng cao nhất trong 03 lĩnh vực" in text
    assert "Có 01/03 lĩnh vực đạt giá trị trung bình đúng bằng 80%: Lĩnh vực mẫu 3 (80,00%)." in text
    assert "02 lĩnh vực trên 80%, 01 lĩnh vực bằng 80%" in text


def test_blocks_are_told_one_after_the_other_and_ranked_within():
    table = {"A": {"1.1": "9"}, "B": {"1.1": "8"}, "C": {"1.1": "7"}, "D": {"1.1": "6"}}
    blocks = {"A": "so-ban-nganh", "B": "so-ban-nganh", "C": "khoi-x", "D": "khoi-x"}
    results = make_results(table, names=NAMES, blocks=blocks)
    text = said(results, make=report_document)
    assert "1. Khối sở, ban, ngành" in [
        b.text for b in report_document(results, language="vi").body if hasattr(b, "level")
    ]
    assert "Khối khoi-x" in text
    rankings = [grid for grid in grids_of(report_document(results, language="vi")) if "xếp hạng" in grid.caption]
    assert [[row.cells[0] for row in grid.rows] for grid in rankings] == [["1", "2", ""], ["1", "2", ""]]
    one = make_results(table, names=NAMES)
    assert "Khối" not in said(one, make=report_document)


def test_many_units_are_never_listed_in_a_sentence():
    codes = [f"X{at:03d}" for at in range(130)]
    names = {code: (f"Xã {chr(65 + at % 26)}{chr(97 + at // 26)}", "") for at, code in enumerate(codes)}
    table = {code: {"1.1": str(at % 100)} for at, code in enumerate(codes)}
    results = make_results(
        table, maxima={"1.1": "100"}, names=names, blocks=dict.fromkeys(codes, "xa"),
        findings=[(code, "1.1", "late_report", "1") for code in codes[:90]],
    )  # fmt: skip
    document = article_document(results, language="vi")
    longest = max(body_texts(document), key=lambda text: text.count("Xã ") + text.count(", "))
    assert longest.count("Xã ") < 14
    text = said(results)
    assert "đơn vị dưới 70% (xem Phụ lục 2 của báo cáo)." in text
    assert "90/130 đơn vị (xem Phụ lục 3 của báo cáo) mất điểm" in text


def test_all_but_a_few():
    table = {unit: {"1.1": "9"} for unit in "ABCDE"} | {f"X{at}": {"1.1": "9"} for at in range(9)}
    names = NAMES | {f"X{at}": (f"Phòng {chr(65 + at)}", "") for at in range(9)}
    findings = [(unit, "1.1", "late_report", "1") for unit in table if unit != "C"]
    assert "13/14 đơn vị (trừ Ban Dân tộc) mất điểm" in said(make_results(table, names=names, findings=findings))


def test_the_stage_is_said_where_it_is_not_the_last():
    from parindex.engine.compute import compute
    from tests.make.rounds import make_round

    results = compute(make_round(one_area(A="90", B="70"), **FULL, stage="self"), stage="self")
    assert "Số liệu tính theo điểm tự chấm." in said(results, make=report_document)


def test_decimals_are_those_of_the_round():
    text = said(make_results(one_area(A="90.05", B="70"), **FULL, decimals=1))
    assert "90,1%" in text
    assert "90,05" not in text


def test_another_index_than_the_reform_one_is_just_called_an_index():
    from parindex.engine.problems import Text

    text = said(make_results(one_area(A="90", B="70"), **FULL, title=Text("Chỉ số chuyển đổi số", "Digital index")))
    assert "cải cách hành chính năm" not in text
    assert "công bố kết quả xác định chỉ số năm 2020" in text


def test_last_years_gap_is_told_at_this_years_decimals():
    results = make_results(one_area(A="90", B="70"), one_area(A="90", B="65"), **FULL)
    assert "là 20,00 điểm phần trăm, hẹp hơn năm 2019 (25,00 điểm phần trăm)." in said(results)
    same = make_results(one_area(A="90", B="70"), one_area(A="85", B="65"), **FULL)
    assert "là 20,00 điểm phần trăm, bằng năm 2019." in said(same)


def test_a_bonus_can_lift_an_index_over_full():
    results = make_results(one_area(A="100", B="70"), **FULL, adjustments=[("A", "bonus", "2", "r")])
    assert results.blocks[0].units[0].standing.index == Fraction(102)
    assert "Dẫn đầu là Sở Nội vụ (102,00%)." in said(results)
