"""The reference page of the package format, made from the tables and words that are read; a test holds the page to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.package.files import limits
from parindex.package.files.descriptions import COLUMN_TEXTS, MEASURES, TABLE_TEXTS
from parindex.package.files.vocabulary import COLUMN_WORDS, TABLE_WORDS, WORDS
from parindex.package.files.workbook.information import LABELS
from parindex.package.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = """\
# The package format

<!-- Made from the format's own tables. Change them, then: python -m tests.package.test_reference_format -->

A **round package** (*gói dữ liệu*) is one round as open data: a folder, the same as `.zip`, or one workbook (`.xlsx`) with a
sheet per table. It follows the Frictionless convention of a *tabular data package*: `datapackage.json` beside CSV files.
[How to convert between the three](../how-to/convert.md). [What can be wrong](problems.md). [The rules](rules.md).

What stands here is read in Vietnamese and English: headings, sheets and codes may be written in any of the words listed,
whatever their case, accents, spaces and punctuation (`Điểm tối đa`, `diem_toi_da`, `ĐIỂM TỐI ĐA`). Every such reading is a
note of `parindex check`. Columns and tables that are not listed are kept exactly, and count for nothing.

## datapackage.json

| key | *tiếng Việt* | meaning |
|---|---|---|
"""

DESCRIPTOR = """
Beyond these, under `parindex`, all optional:

* `bands`: lower bounds, `{"code": "good", "name_vi": "Tốt", "name_en": "Good", "at_least": 80}`; a list, or an object of lists by
  block. The lowest begins at 0.
* `adjustments`: the most that bonuses and penalties may come to for a unit, `{"bonus": 2, "penalty": 3}`; without it, no cap.
  `{"bonus": {"cap": 2}}` and `{"bonus_cap": 2}` say the same.
* `absence`: how an absent cell counts, `{"not_submitted": "zero"}`; `block`, `exclude` or `zero` for `missing`, `not_submitted`,
  `not_appraised` and `too_few_answers` (see [how absence counts](../explanation/absence.md)).
* `notice_vi`, `notice_en`: a sentence that must stand wherever the figures are shown, such as that they are a reconstruction;
  without it, the first sentences of the package's `description` do, where they are short.

`resources` lists the files: `name`, `path`, and where they apply `encoding` and `dialect.delimiter`. Everything else is kept.
Not taken: a key twice, `NaN`, numbers of more than 30 digits, nesting deeper than 50, text that is no UTF-8. A tree of criteria
is at most 50 levels deep.

In a workbook the sheet **Thông tin** says the same, one value a row: the columns *Khóa* (key, such as `parindex/year`) and
*Giá trị* (value). A label from the table above may stand instead of the key.
"""

DIRT = f"""
## What is read, and said

| found | read as |
|---|---|
| a byte order mark (UTF-8, UTF-16) | that encoding; `windows-1258`, `windows-1252` only where `encoding` says so |
| cells separated by `;`, tab or `|`; Excel's line `sep=;` | as they are |
| titles above the heading, blank rows and columns, merged headings | passed over; row numbers stay those of the spreadsheet |
| cells merged down a column | their text in every row they cover |
| spaces around a text, hard spaces, zero-width characters, decomposed letters | removed, composed (NFC); a text keeps the spaces inside it |
| `0,5`, `1.234,5`, `1 234`, `−2`, a number stored as text | 0.5, 1234.5, 1234, −2, the number |
| 0.30000000000000004, as a spreadsheet stores 0.3 | 0.3: the fifteen digits that it shows |
| a cell formatted as a percentage | `87.5%`; refused where points are meant |
| a code stored as a number | the code that it can only be; refused where 1.1 may be 1.10 |
| formulas | their stored results |
| a file that `resources` does not list, called as a table is | that table |

Points, maxima and points lost are numbers; the evidence of a whole column decides how commas are used. `0,5` can only be a
half. `1,234` alone may be two numbers: it is refused, unless the column's other numbers, or semicolons between the cells,
say how commas are used. In columns of names and notes nothing but spaces and letters' composition is touched; `value` of
scores is left as entered, its rule reads it.

## What is refused

Each with one sentence, before it costs time or memory: a path out of the package (absolute, `..`, a drive, a backslash, an
address), links, anything that is no ordinary file; more than {limits.FILE_MIB} MiB a file, {limits.TOTAL_MIB:,} MiB a package, {limits.ROWS:,} rows, {limits.COLUMNS:,} columns,
{limits.CELL_MIB} MiB a cell, {limits.LINE_MIB} MiB without a line break; archives of more than {limits.MEMBERS:,} files, with a name twice, a password, overlapping files, or
that unpack to more than {limits.RATIO} times their size; quotation marks that do not match, NUL and control characters; in workbooks
XML declarations (DOCTYPE, ENTITY), cells far away from the table, dates in columns of codes or numbers, errors (`#N/A`),
formulas without a stored result, the old forms `.xls`, `.xlsb`, `.ods`.

## What is written

UTF-8 without a byte order mark, commas, line feeds, quotation marks only where a cell needs them; `datapackage.json` indented
by one space. A `.zip` holds `datapackage.json` first, then the tables in their order, all at the same moment of 1980: the same
package makes the same bytes. A workbook holds points as numbers where a number is exactly the text, otherwise the text
(`0.50`, `01`); codes are always text, and a text that begins with `= + - @` is never a formula.
"""


def reference() -> str:
    """The whole page, Markdown."""
    labels = "".join(f"| `{key.replace('/', '.')}` | {text.vi} | {text.en} |\n" for key, text in LABELS.items())
    tables = "".join(line for table in TABLES for line in _table(table))
    return OPENING + labels + DESCRIPTOR + "\n## Tables\n" + tables + "".join(_codes()) + DIRT


def _table(name: str) -> Iterator[str]:
    text = TABLE_TEXTS[name]
    yield f"\n### {name}\n\n{text.en} *{text.vi}*\n\nSheet or file: {_words(TABLE_WORDS[name])}.\n\n"
    yield "| column | meaning | *ý nghĩa* | also read as |\n|---|---|---|---|\n"
    for column in TABLES[name]:
        said = COLUMN_TEXTS[name][column]
        yield f"| `{column}` | {said.en} | {said.vi} | {_words(COLUMN_WORDS[name][column])} |\n"


def _codes() -> Iterator[str]:
    yield "\n## Codes\n\n| column | code | also read as |\n|---|---|---|\n"
    for column, words in WORDS.items():
        for code, spellings in words.items():
            yield f"| `{column}` | `{code}` | {_words(spellings)} |\n"
    yield "\nMeasures of `published` (the number after the colon may be another):\n\n"
    yield "| measure | meaning | *ý nghĩa* |\n|---|---|---|\n"
    for measure, text in MEASURES.items():
        yield f"| `{measure}` | {text.en} | {text.vi} |\n"


def _words(words: tuple[str, ...]) -> str:
    return "; ".join(words)
