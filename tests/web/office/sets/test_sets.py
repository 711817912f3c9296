"""The pages of criteria sets: read by everybody, changed by coordinators, refused once frozen."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from parindex.criteria.actions import copy_set, create_set
from parindex.criteria.models import CriteriaSet, Criterion
from parindex.criteria.outline import outline
from parindex.grammar.roles import SYSTEM
from parindex.web.office.sets.rule_form import rule_form, sent_params
from tests.web.conftest import axe

HOME = "/sets/lai-chau-2017/"
PAGES = ("", "reasons/", "crosswalk/", "import/", "criteria/1.1.1/", "criteria/1/")
COORDINATORS = ("edit/", "criteria/new/?parent=1.1", "criteria/1.1/remove/")


def as_sent(kind: str, params: str) -> QueryDict:
    """What a browser sends of the form shown for these parameters."""
    form, post = rule_form(kind, params), QueryDict(mutable=True)
    for row in form.rows:
        for cell in row:
            post.appendlist(f"row_{cell.column.key}", cell.value)
    for cell in form.params:
        post[f"param_{cell.column.key}"] = cell.value
    return post


def form_of(values: dict[str, str]) -> QueryDict:
    post = QueryDict(mutable=True)
    post.update(values)
    return post


def test_every_rule_of_the_sample_is_built_again_to_the_letter(sets):
    rows = Criterion.objects.filter(set=sets[1]).exclude(rule="")
    assert rows.count() == 74
    for row in rows:
        assert not rule_form(row.rule, row.rule_params).raw
        assert sent_params(row.rule, as_sent(row.rule, row.rule_params)) == row.rule_params


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("bands", {"unit": "%", "bands": [{"at_least": 90, "points": 2}, {"above": 50.5, "points": 1}, {"points": 0}]}),
        ("yes_no", {"conditions": [{"name_vi": "Đủ nhiệm vụ", "name_en": "All tasks"}, {"name_vi": "Có kinh phí"}]}),
        ("yes_no", {}),
        ("proportion", {"unit": "%", "floor": 50}),
        ("relative", {"unit": "%"}),
        ("per_item", {"per_item": 0.5, "item_vi": "sáng kiến"}),
        ("survey", {"answers": {"A": 100, "B": 60}, "min_answers": 30}),
        ("external", {"scale": 5}),
        ("manual", {"step": 0.25}),
    ],
)
def test_the_other_kinds_are_built_in_fields_too(kind, params):
    text = json.dumps(params, ensure_ascii=False)
    assert not rule_form(kind, text).raw
    assert json.loads(sent_params(kind, as_sent(kind, text))) == params


@pytest.mark.parametrize(
    ("kind", "params"),
    [("levels", '{"levels": [1, 0.5, 0]}'), ("yes_no", '{"conditions": 3}'), ("manual", "{"), ("manual", '{"x": 1}')],
)
def test_what_fields_cannot_show_is_left_as_json(kind, params):
    assert rule_form(kind, params).raw


def test_everybody_reads_and_only_coordinators_change(sets, enter):
    officer = enter("officer", "A")
    for page in PAGES:
        assert officer.get(HOME + page).status_code == 200
    assert officer.get("/sets/").status_code == 200
    assert officer.get(HOME + "export/").content.startswith(b"PK")
    for page in (*COORDINATORS,):
        assert officer.get(HOME + page).status_code == 403
    assert officer.post(HOME + "criteria/1.1.1/", {"name_vi": "Khác"}).status_code == 403
    assert officer.post(HOME + "move/", {"up": "1.1.2"}).status_code == 403
    assert officer.post(HOME + "reasons/", {"do": "reason", "code": "x", "name_vi": "X"}).status_code == 403
    assert officer.post(HOME + "crosswalk/", {"do": "same"}).status_code == 403
    assert officer.post(HOME + "import/", {"tables": "x"}).status_code == 403
    assert b'name="up"' not in officer.get(HOME).content


def test_what_is_not_there_is_not_found(sets, enter):
    client = enter("coordinator")
    for page in ("/sets/khong-co/", HOME + "criteria/77/", HOME + "criteria/new/?parent=77"):
        assert client.get(page).status_code == 404


def test_a_criterion_is_changed_moved_added_removed(sets, enter):
    client = enter("coordinator")
    set_ = sets[1]

    def version() -> str:
        return str(CriteriaSet.objects.get(pk=set_.pk).version)

    values = {
        "code": "1.1.1",
        "name_vi": "Tên tiếng Việt rất dài " * 20,
        "guidance_vi": "Đến 31/12.",
        "version": version(),
    }
    assert client.post(HOME + "criteria/1.1.1/", values).status_code == 302
    assert outline(set_).by_code["1.1.1"].criterion.guidance_vi == "Đến 31/12."
    assert outline(set_).by_code["1.1.1"].rule.kind == "levels"
    client.post(HOME + "move/", {"down": "1.1.1", "version": version()})
    assert next(n.code for n in outline(set_).nodes if n.parent == "1.1") == "1.1.2"
    new = {
        "parent": "1.1",
        "code": "1.1.9",
        "name_vi": "Mới",
        "max_points": "1,5",
        "rule": "bands",
        "version": version(),
    }
    post = form_of(new)
    for at, (bound, points) in enumerate((("90", "1,5"), ("", "0"))):
        post.appendlist("row_bound", bound)
        post.appendlist("row_included", ("at_least", "above")[at])
        post.appendlist("row_points", points)
    post["param_unit"] = "%"
    answer = client.post(HOME + "criteria/new/", post.urlencode(), "application/x-www-form-urlencoded")
    assert answer.status_code == 302, answer.content.decode()
    assert outline(set_).by_code["1.1.9"].criterion.rule_params == (
        '{"unit": "%", "bands": [{"at_least": 90, "points": 1.5}, {"points": 0}]}'
    )
    client.post(HOME + "criteria/1.1.9/remove/", {"version": version()})
    assert "1.1.9" not in outline(set_).by_code


def test_all_faults_are_told_and_the_entry_kept(sets, enter):
    answer = enter("coordinator").post(
        HOME + "criteria/1.1.1/", {"code": "1.1.2", "name_vi": "", "max_points": "hai", "version": "1"}
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa lưu: còn 3 chỗ cần sửa" in told
    assert 'value="hai"' in told


def test_whoever_was_slower_sees_both_versions(sets, enter):
    client = enter("coordinator")
    client.post(HOME + "criteria/1.1.1/", {"name_vi": "Của người thứ nhất", "version": "1"})
    answer = client.post(HOME + "criteria/1.1.1/", {"name_vi": "Của người thứ hai", "version": "1"})
    told = answer.content.decode()
    assert "Của người thứ nhất" in told
    assert "Của người thứ hai" in told
    assert 'name="version" value="2"' in told
    assert outline(sets[1]).by_code["1.1.1"].name.vi == "Của người thứ nhất"


def test_a_frozen_set_is_read_only_and_says_since_when(sets, enter):
    client = enter("coordinator")
    told = client.get("/sets/lai-chau-2016/").content.decode()
    assert "đã khóa khi mở kỳ đánh giá" in told
    assert sets[0].digest in told
    assert client.post("/sets/lai-chau-2016/criteria/1.1.1/", {"name_vi": "Khác"}).status_code == 403
    assert client.post("/sets/lai-chau-2016/move/", {"up": "1.1.2"}).status_code == 403


def test_a_value_is_tried_before_anything_is_saved(sets, enter):
    client = enter("coordinator")
    sent = {
        "rule": "proportion", "param_unit": "%", "max_points": "2", "do": "try", "example_top": "107",
        "example_bottom": "149",
    }  # fmt: skip
    answer = client.post(HOME + "criteria/1.1.1/", sent, HTTP_HX_REQUEST="true").content.decode()
    assert "107 ÷ 149 × 2 = 1,4362" in answer
    assert "<html" not in answer
    assert "1,4362" in client.post(HOME + "criteria/1.1.1/", sent).content.decode()
    assert "149" in client.post(HOME + "criteria/1.1.1/", sent | {"example_top": "153"}).content.decode()
    assert outline(sets[1]).by_code["1.1.1"].criterion.rule == "levels"


def test_a_set_is_copied_and_its_crosswalk_confirmed(sets, enter):
    client = enter("coordinator")
    answer = client.post("/sets/new/", {"from": "lai-chau-2017", "code": "lai-chau-2018", "year": "2018"})
    assert answer["Location"] == "/sets/lai-chau-2018/crosswalk/"
    client.post("/sets/lai-chau-2018/crosswalk/", {"do": "same", "version": "1"})
    made = CriteriaSet.objects.get(code="lai-chau-2018")
    assert made.title_vi.endswith("2018")
    assert not made.crosswalk.filter(confirmed=False).exists()
    assert client.post("/sets/new/", {"code": "lai-chau-2018", "year": "x"}).status_code == 422


def test_reasons_and_sentences(sets, enter):
    client = enter("coordinator")
    client.post(HOME + "reasons/", {"do": "phrase", "reason": "late_report", "text": "Chậm 05 ngày.", "version": "1"})
    assert "Chậm 05 ngày." in client.get(HOME + "reasons/").content.decode()
    assert "Chậm 05 ngày." in client.get(HOME + "criteria/1.1.1/").content.decode()
    answer = client.post(HOME + "reasons/", {"do": "reason", "code": "late_report", "name_vi": ""})
    assert answer.status_code == 422


def test_a_workbook_is_previewed_and_taken_over(sets, enter):
    client = enter("coordinator")
    data = client.get(HOME + "export/").content
    client.post(HOME + "criteria/1.1.1/", {"name_vi": "Đổi sau khi tải về", "version": "1"})
    file = SimpleUploadedFile("bo.xlsx", data)
    answer = client.post(HOME + "import/", {"file": file})
    told = answer.content.decode()
    assert "Đổi sau khi tải về" in told
    tables = answer.context["tables"]
    assert client.post(HOME + "import/", {"tables": tables, "version": "1"}).status_code == 422
    assert client.post(HOME + "import/", {"tables": tables, "version": "2"}).status_code == 302
    assert outline(sets[1]).by_code["1.1.1"].name.vi != "Đổi sau khi tải về"
    assert client.post(HOME + "import/", {"tables": tables + "x"}).status_code == 422
    assert client.post(HOME + "import/", {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 422


def test_the_list_costs_the_same_with_more_sets(sets, enter):
    client = enter("coordinator")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/sets/")
    for year in range(2018, 2022):
        create_set(f"bo-{year}", by=SYSTEM, title_vi="Bộ", year=year)
    with CaptureQueriesContext(connection) as many:
        client.get("/sets/")
    assert len(many) == len(few)


def test_a_page_costs_the_same_with_more_criteria(sets, enter):
    client = enter("coordinator")
    create_set("nho", by=SYSTEM, title_vi="Bộ nhỏ", year=2015)
    Criterion.objects.create(set=CriteriaSet.objects.get(code="nho"), code="1", order=0, name_vi="Một")
    for page in ("", "criteria/1/", "reasons/", "crosswalk/"):
        with CaptureQueriesContext(connection) as few:
            client.get("/sets/nho/" + page)
        with CaptureQueriesContext(connection) as many:
            client.get("/sets/lai-chau-2017/" + page)
        assert len(many) <= len(few) + 8  # the set before it is read as well


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(sets, browse, width):
    for page in (HOME, HOME + "criteria/1.1.1/", HOME + "reasons/", HOME + "crosswalk/"):
        opened = browse(page, "coordinator", width=width, theme="dark" if width > 1000 else "light")
        assert [fault for fault in axe(opened) if "who__" not in fault] == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_example_answers_while_one_types(sets, browse):
    page = browse(HOME + "criteria/7.2.1/", "coordinator")
    page.fill("#example_top", "107")
    page.fill("#example_bottom", "149")
    page.wait_for_selector("#result b")
    assert page.inner_text("#result b") == "1,4362"
    page.fill("#max_points", "4")
    page.select_option("#rule", "manual")
    page.wait_for_selector("#param_step")
    page.fill("#param_step", "0,25")
    page.press("#param_step", "Tab")
    page.wait_for_selector("#trial input")


def test_it_works_without_script(sets, browse):
    page = browse(HOME + "criteria/1.1.1/", "coordinator", script=False)
    page.select_option("#rule", "per_item")
    page.click("text=Hiện ô của quy tắc")
    page.fill("#param_per_item", "0,5")
    page.fill("#param_item_vi", "sáng kiến")
    page.click("text=Tính điểm thử")
    page.fill("#example", "1")
    page.click("text=Tính điểm thử")
    assert "0,5000" in page.inner_text("#result")
    page.click("button.btn--main")
    assert outline(sets[1]).by_code["1.1.1"].criterion.rule_params == '{"per_item": 0.5, "item_vi": "sáng kiến"}'


def test_copying_costs_few_queries(sets):
    with CaptureQueriesContext(connection) as spent:
        copy_set(sets[1], "bo-2018", by=SYSTEM, year=2018)
    assert len(spent) < 50


def test_odd_codes_have_pages_and_three_hundred_leaves_are_shown(enter, world):
    client = enter("coordinator")
    set_ = create_set("lon", by=SYSTEM, title_vi="Bộ lớn", year=2018)
    area = Criterion.objects.create(set=set_, code="I/a b", order=0, name_vi="Lĩnh vực", rule="manual")
    Criterion.objects.bulk_create(
        Criterion(
            set=set_, code=f"I/a b.{at}", parent=area, order=at, name_vi=f"Tiêu chí {at}", max_points=1_000_000,
            rule="manual", rule_params="{}",
        )
        for at in range(1, 301)
    )  # fmt: skip
    told = client.get("/sets/lon/").content.decode()
    assert told.count("sets-row ") == 301
    assert "I/a b.300" in told
    assert client.get("/sets/lon/criteria/I/a%20b.7/").status_code == 200
    assert client.get("/sets/lon/criteria/I/a%20b.7/remove/").status_code == 200
    assert "Nhóm này đang ghi một quy tắc" in client.get("/sets/lon/criteria/I/a%20b/").content.decode()


def test_a_rule_on_a_group_goes_when_the_group_is_saved(enter, sets):
    Criterion.objects.filter(set=sets[1], code="1.1").update(rule="manual", rule_params="{}")
    client = enter("coordinator")
    assert "lỗi" in client.get(HOME).content.decode()
    values = {"code": "1.1", "name_vi": "Kế hoạch", "rule": "", "max_points": "", "version": "1"}
    assert client.post(HOME + "criteria/1.1/", values).status_code == 302
    assert outline(sets[1]).by_code["1.1"].criterion.rule == ""
