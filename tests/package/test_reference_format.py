"""docs/reference/package-format.md says what is read. Write it anew: python -m tests.package.test_reference_format."""

from pathlib import Path

import pytest

from parindex.package.files import vocabulary
from parindex.package.files.descriptions import COLUMN_TEXTS, TABLE_TEXTS
from parindex.package.files.reference import reference
from parindex.package.tables import TABLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "package-format.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == reference(), "python -m tests.package.test_reference_format"


def test_every_table_and_column_is_described_and_has_words():
    for words in (TABLE_TEXTS, vocabulary.TABLE_WORDS, COLUMN_TEXTS, vocabulary.COLUMN_WORDS):
        assert list(words) == list(TABLES)
    for table, columns in TABLES.items():
        assert tuple(COLUMN_TEXTS[table]) == columns
        assert tuple(vocabulary.COLUMN_WORDS[table]) == columns


@pytest.mark.parametrize("table", TABLES)
def test_every_word_means_what_the_page_says(table):
    for word in (table, *vocabulary.TABLE_WORDS[table]):
        assert vocabulary.table_named(word.upper()) == table
    for column, words in vocabulary.COLUMN_WORDS[table].items():
        for word in (column, *words):
            assert vocabulary.column_named(table, f" {word.upper()} ") == column
            if column in vocabulary.WORDS:
                for code, spellings in vocabulary.WORDS[column].items():
                    assert {vocabulary.word_meant(column, spelling) for spelling in (code, *spellings)} == {code}


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
