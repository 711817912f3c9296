"""A set goes into tables of the package format and back without losing a letter."""

from pathlib import Path

import pytest

import parindex
from parindex.criteria.models import CriteriaSet, Criterion
from parindex.criteria.outline import outline
from parindex.criteria.tables import SET_TABLES, fill_set, made_table, set_tables
from parindex.package.files.csv_writing import table_bytes
from parindex.package.files.reading import read_package
from parindex.package.tables import Package

SAMPLES = Path(parindex.__file__).parent / "samples"
pytestmark = pytest.mark.django_db


def empty_set(code: str = "thu", year: int = 2018) -> CriteriaSet:
    return CriteriaSet.objects.create(code=code, title_vi="Thử", year=year)


@pytest.mark.parametrize("sample", ["lai-chau-2016", "lai-chau-2017"])
def test_a_sample_comes_back_to_the_letter(sample):
    package = read_package(SAMPLES / sample)
    set_ = empty_set()

    fill_set(set_, package)

    made = set_tables(CriteriaSet.objects.get(pk=set_.pk))
    assert set(made) == {name for name in SET_TABLES if name in package.tables}
    for name, table in made.items():
        assert table_bytes(table) == (SAMPLES / sample / f"{name}.csv").read_bytes()


def test_odd_cells_are_kept_as_written():
    rows = [
        {"code": "1", "name_vi": "Lĩnh vực", "ghi chú": "của ai?", "max_points": "1.00"},
        {"code": "1.1", "parent": "1", "name_vi": "Lá", "max_points": "1.00", "rule": "manual", "rule_params": "{ }"},
        {"code": "1.2", "parent": "9", "name_vi": "Mồ côi", "max_points": "nhiều", "rule": "x" * 40},
        {"code": "1.3", "parent": "1.4", "name_vi": "Vòng"},
        {"code": "1.4", "parent": "1.3", "name_vi": "Vòng", "guidance_vi": "Đọc kỹ"},
    ]
    columns = ("ghi chú", "code", "parent", "name_vi", "max_points", "rule", "rule_params", "guidance_vi")
    table = made_table("criteria", rows, columns)
    set_ = empty_set()

    fill_set(set_, Package("odd", "folder", {}, {"criteria": table}))

    assert table_bytes(set_tables(set_)["criteria"]) == table_bytes(table)
    assert Criterion.objects.get(code="1.1").max_points == 1_000_000
    assert Criterion.objects.get(code="1.4").guidance_vi == "Đọc kỹ"
    assert [node.code for node in outline(set_).leaves] == ["1.1", "1.2", "1.3", "1.4"]


def test_the_columns_of_guidance_appear_only_where_used():
    set_ = empty_set()
    row = Criterion.objects.create(set=set_, code="1", order=0, name_vi="Lĩnh vực")
    assert "guidance_vi" not in set_tables(set_)["criteria"].columns
    assert "crosswalk" not in set_tables(set_)

    row.guidance_vi = "Tính đến 31/12."
    row.save()

    assert list(set_tables(set_)["criteria"].columns)[-1] == "guidance_vi"


def test_tables_cost_three_queries_and_filling_few(django_assert_num_queries, django_assert_max_num_queries):
    package = read_package(SAMPLES / "lai-chau-2017")
    set_ = empty_set()
    with django_assert_max_num_queries(30):
        fill_set(set_, package)
    with django_assert_num_queries(3):
        set_tables(set_)
