"""Sets are made, copied, changed and frozen; a frozen one refuses everything; nobody overwrites anybody."""

import pytest

from parindex.appraisal.models import Assignment
from parindex.criteria import actions
from parindex.criteria.checking import check_set, ready
from parindex.criteria.importing import differences, read_upload, workbook_of
from parindex.criteria.models import FROZEN, CriteriaSet
from parindex.criteria.outline import outline
from parindex.criteria.tables import fill_set, made_table, set_tables, table_rows
from parindex.grammar.roles import SYSTEM
from parindex.grammar.verdict import Conflict, Invalid, Refused
from parindex.ledger.models import Entry
from parindex.package.files.csv_writing import table_bytes
from parindex.package.files.reading import read_package
from parindex.package.tables import Package
from tests.rooms.criteria.test_tables import SAMPLES, empty_set

pytestmark = pytest.mark.django_db
LEAF = {"code": "1.1", "name_vi": "Ban hành kế hoạch", "max_points": "1,5", "rule": "manual", "rule_params": "{}"}


@pytest.fixture
def sample() -> CriteriaSet:
    """Give the criteria of 2016 as a draft."""
    set_ = empty_set("lai-chau-2016", 2016)
    fill_set(set_, read_package(SAMPLES / "lai-chau-2016"))
    return set_


@pytest.fixture
def coordinator(world):
    return world.viewer("coordinator")


def test_a_set_grows_from_nothing(coordinator):
    set_ = actions.create_set("moi-2018", by=coordinator, title_vi="Bộ mới", year=2018)
    set_ = actions.save_criterion(set_, "", {"code": "1", "name_vi": "Chỉ đạo"}, by=coordinator)
    set_ = actions.save_criterion(set_, "", LEAF, by=coordinator, parent="1")

    node = outline(set_).by_code["1.1"]
    assert (node.parent, node.maximum, node.rule.kind) == ("1", 1_500_000, "manual")
    assert ready(set_)
    assert Entry.objects.order_by("number").last().subject == "set:moi-2018"


def test_every_fault_of_a_set_is_told_at_once(coordinator):
    with pytest.raises(Invalid) as refusal:
        actions.create_set("Mã sai", by=coordinator, title_vi="", year=None)
    assert set(refusal.value.faults) == {"code", "title_vi", "year"}


def test_every_fault_of_a_criterion_is_told_at_once(sample, coordinator):
    values = {"code": "a b", "name_vi": "", "max_points": "nhiều", "source": "x", "lead_unit": "Đ" * 61}
    with pytest.raises(Invalid) as refusal:
        actions.save_criterion(sample, "", values, by=coordinator)
    assert set(refusal.value.faults) == {"code", "name_vi", "max_points", "source", "lead_unit"}


def test_a_rule_that_does_not_fit_its_maximum_is_refused_in_the_engines_words(sample, coordinator):
    with pytest.raises(Invalid) as refusal:
        actions.save_criterion(sample, "1.1.1", {"max_points": "3"}, by=coordinator)
    assert "3" in refusal.value.faults["rule"].vi


def test_nothing_goes_under_a_criterion_that_is_scored(sample, coordinator):
    with pytest.raises(Invalid) as refusal:
        actions.save_criterion(sample, "", LEAF | {"code": "1.1.1.1"}, by=coordinator, parent="1.1.1")
    assert set(refusal.value.faults) == {"parent"}


@pytest.mark.parametrize(("role", "unit"), [("officer", "A"), ("head", "B"), ("leader", ""), ("administrator", "")])
def test_only_coordinators_change_sets(world, sample, role, unit):
    with pytest.raises(Refused):
        actions.save_criterion(sample, "1", {"name_vi": "Khác"}, by=world.viewer(role, unit))
    with pytest.raises(Refused):
        actions.create_set("x", by=world.viewer(role, unit), title_vi="X", year=2018)


def test_criteria_move_and_go(sample, coordinator):
    first = [node.code for node in outline(sample).nodes if node.parent == "1.1"]
    actions.move_criterion(sample, first[0], by=coordinator, step=1)
    assert [n.code for n in outline(sample).nodes if n.parent == "1.1"][:2] == [first[1], first[0]]
    with pytest.raises(Invalid):
        actions.move_criterion(sample, first[1], by=coordinator, step=-1)
    with pytest.raises(Invalid):
        actions.move_criterion(sample, "1", by=coordinator, parent="1.1")
    actions.move_criterion(sample, "1.1", by=coordinator, parent="2")
    assert outline(sample).by_code["1.1.1"].area == "2"
    assert [n.criterion.order for n in outline(sample).nodes] == list(range(len(outline(sample).nodes)))
    actions.remove_criterion(sample, "1.1", by=coordinator)
    assert "1.1.1" not in outline(sample).by_code


def test_a_copy_has_everything_and_a_crosswalk_to_confirm(sample, coordinator):
    sample = actions.save_phrase(sample, "late_report", "Chậm {n} ngày.", by=coordinator, criterion="1.1.1")
    copy = actions.copy_set(sample, "lai-chau-2018", by=coordinator, year=2018)

    for name in ("criteria", "reasons"):
        assert table_bytes(set_tables(copy)[name]) == table_bytes(set_tables(sample)[name])
    assert copy.phrases.get().text == "Chậm {n} ngày."
    assert {link.relation for link in copy.crosswalk.all()} == {"same"}
    assert not ready(copy)
    actions.confirm_same(copy, by=coordinator)
    assert ready(copy)


def test_the_crosswalk_follows_what_is_changed(sample, coordinator):
    copy = actions.copy_set(sample, "lai-chau-2018", by=coordinator, year=2018)
    actions.save_criterion(copy, "1.1.1", {"name_vi": "Một tên khác hẳn"}, by=coordinator)
    actions.save_criterion(copy, "1.1.2", {"code": "1.1.9"}, by=coordinator)
    actions.remove_criterion(copy, "1.2.1", by=coordinator)
    actions.save_criterion(copy, "", LEAF | {"code": "1.2.9", "name_vi": "Mới tinh"}, by=coordinator, parent="1.2")

    found = {(row.criterion, row.previous): row.relation for row in copy.crosswalk.all()}
    assert found["1.1.1", "1.1.1"] == "renamed"
    assert found["1.1.9", "1.1.2"] == "renamed"
    assert found["", "1.2.1"] == "retired"
    assert found["1.2.9", ""] == "new"
    with pytest.raises(Invalid) as refusal:
        actions.set_link(copy, by=coordinator, criterion="1.2.9", previous="", relation="split")
    assert set(refusal.value.faults) == {"previous"}


def test_a_frozen_set_refuses_every_change(sample, coordinator):
    sample = actions.save_phrase(sample, "late_report", "Chậm.", by=coordinator)
    key = sample.phrases.get().pk
    before = {name: table_bytes(table) for name, table in set_tables(sample).items()}
    digest = actions.freeze_set(sample, by=SYSTEM)
    assert len(digest) == 64
    assert sample.state == FROZEN
    package = Package("x", "folder", {}, set_tables(sample))
    acts = [
        lambda: actions.save_criterion(sample, "1.1.1", {"name_vi": "Khác"}, by=coordinator),
        lambda: actions.move_criterion(sample, "1.1.1", by=coordinator, step=1),
        lambda: actions.remove_criterion(sample, "1.1.1", by=coordinator),
        lambda: actions.save_reason(sample, "moi", by=coordinator, name_vi="Mới"),
        lambda: actions.remove_reason(sample, "late_report", by=coordinator),
        lambda: actions.save_phrase(sample, "late_report", "Khác.", by=coordinator),
        lambda: actions.remove_phrase(sample, key, by=coordinator),
        lambda: actions.set_link(sample, by=coordinator, criterion="1.1.1", previous="", relation="new"),
        lambda: actions.remove_link(sample, 1, by=coordinator),
        lambda: actions.confirm_same(sample, by=coordinator),
        lambda: actions.propose_links(sample, by=coordinator),
        lambda: actions.apply_package(sample, package, by=coordinator),
        lambda: actions.change_set(
            sample, by=coordinator, title_vi="Khác", title_en="", year=2016, legal_basis="", previous=None
        ),
    ]
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.verdict.since == sample.frozen_at
    assert {name: table_bytes(table) for name, table in set_tables(sample).items()} == before
    assert actions.freeze_set(sample, by=SYSTEM) == digest
    assert actions.digest_of(sample) == digest


def test_a_set_with_errors_is_not_frozen(sample, coordinator):
    sample = actions.save_criterion(sample, "", {"code": "99", "name_vi": "Lĩnh vực trống"}, by=coordinator)
    assert [finding.code for finding in check_set(sample) if finding.problem.is_error] == ["99"]
    with pytest.raises(Refused):
        actions.freeze_set(sample, by=coordinator)


def test_two_people_at_once(sample, coordinator):
    seen = sample.version
    actions.save_criterion(sample, "1", {"name_vi": "Của người thứ nhất"}, by=coordinator, version=seen)
    with pytest.raises(Conflict):
        actions.save_criterion(sample, "1", {"name_vi": "Của người thứ hai"}, by=coordinator, version=seen)
    assert outline(sample).by_code["1"].name.vi == "Của người thứ nhất"


def test_reasons_and_phrases(sample, coordinator):
    actions.save_reason(sample, "late", by=coordinator, name_vi="Nộp chậm", was="late_report")
    actions.save_phrase(sample, "late", "Nộp chậm so với quy định.", by=coordinator)
    with pytest.raises(Invalid) as refusal:
        actions.save_phrase(sample, "late_report", "", by=coordinator, criterion="không có")
    assert set(refusal.value.faults) == {"reason", "criterion", "text"}
    actions.remove_reason(sample, "late", by=coordinator)
    assert not sample.phrases.exists()


def test_a_workbook_goes_out_and_comes_back(sample, coordinator):
    upload = read_upload(workbook_of(sample), "bo.xlsx", sample)
    assert upload.errors == ()
    assert differences(sample, upload.package) == []

    rows = table_rows(upload.package.tables["criteria"])
    rows[0]["name_vi"] = "Tên mới của lĩnh vực"
    gone = rows.pop()
    tables = {**upload.package.tables, "criteria": made_table("criteria", rows)}
    package = Package("bo", "folder", {}, tables)
    (found,) = differences(sample, package)
    assert found.removed == (gone["code"],)
    assert [key for key, _ in found.changed] == ["1"]
    keys = {node.code: node.criterion.pk for node in outline(sample).nodes}
    actions.apply_package(sample, package, by=coordinator)
    assert differences(sample, package) == []
    assert outline(sample).by_code["1.1.1"].criterion.pk == keys["1.1.1"]


def test_what_is_no_workbook_is_told(sample):
    assert read_upload(b"khong phai tep excel", "a.xlsx", sample).errors


def test_three_hundred_leaves(coordinator, django_assert_max_num_queries):
    set_ = empty_set("lon", 2018)
    rows = [{"code": str(a), "name_vi": f"Lĩnh vực {a}"} for a in range(1, 31)]
    rows += [
        {**LEAF, "code": f"{a}.{b}", "parent": str(a), "name_vi": f"Tiêu chí {a}.{b}", "max_points": "1"}
        for a in range(1, 31)
        for b in range(1, 11)
    ]
    fill_set(set_, Package("lon", "folder", {}, {"criteria": made_table("criteria", rows)}))
    with django_assert_max_num_queries(12):
        assert len([finding for finding in check_set(set_) if finding.problem.is_error]) == 0
    with django_assert_max_num_queries(30):
        actions.save_criterion(set_, "30.10", {"name_vi": "Đổi tên"}, by=coordinator)
    assert len(actions.freeze_set(set_, by=coordinator)) == 64


def test_what_is_assigned_is_not_removed(world, sample, coordinator):
    area = sample.criteria.get(code="2")
    person = world.person("appraiser")
    Assignment.objects.create(round=world.round, person=person, area=area, round_unit=world.units["A"])
    with pytest.raises(Invalid):
        actions.remove_criterion(sample, "2", by=coordinator)
    rows = [row for row in table_rows(set_tables(sample)["criteria"]) if not row["code"].startswith("2")]
    with pytest.raises(Invalid):
        actions.apply_package(
            sample, Package("x", "folder", {}, {"criteria": made_table("criteria", rows)}), by=coordinator
        )
    assert sample.criteria.filter(code="2.1").exists()
