"""People in bulk: the workbook to fill in, and the reading of one that came back. Every fault at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parindex.directory.models import Person, Unit
from parindex.directory.names import nfc, search_key
from parindex.engine.problems import Problem, Text, Where
from parindex.grammar.roles import ROLE_NAMES, UNIT_ROLES, Role

COLUMNS = (
    ("email", Text("Thư điện tử", "E-mail")),
    ("name", Text("Họ tên", "Name")),
    ("position", Text("Chức vụ", "Position")),
    ("unit", Text("Đơn vị", "Unit")),
    ("roles", Text("Vai trò", "Roles")),
)
SHEET = Text("Người dùng", "People")
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 5 * 1024 * 1024, 60 * 1024 * 1024, 2000


class Row(NamedTuple):
    """A person of the workbook. number: the row as the workbook counts; unit: a code; roles: their names in the system."""

    number: int
    email: str
    name: str
    position: str
    unit: str
    roles: tuple[str, ...]


def write_template(language: str) -> bytes:
    """The workbook to fill in: the columns, and a sheet of units and roles to copy from."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(SHEET.said(language))
    for at, ((_, label), width) in enumerate(zip(COLUMNS, (34, 28, 28, 16, 40), strict=True)):
        sheet.set_column(at, at, width, text)
        sheet.write_string(0, at, label.said(language), head)
    sheet.freeze_panes(1, 0)
    guide = book.add_worksheet(Text("Mã dùng được", "Codes").said(language))
    guide.set_column(0, 0, 20)
    guide.set_column(1, 1, 60)
    at = 0
    for title, pairs in (
        (Text("Vai trò (nhiều vai trò: cách nhau dấu ;)", "Roles (several: with ; between)"), _role_pairs(language)),
        (Text("Đơn vị", "Unit"), _unit_pairs(language)),
    ):
        guide.write_string(at, 0, title.said(language), head)
        for at, (code, name) in enumerate(pairs, at + 1):  # noqa: B020  # the next table begins where this one ends
            guide.write_string(at, 0, code)
            guide.write_string(at, 1, name)
        at += 2
    book.close()
    return target.getvalue()


def _role_pairs(language: str) -> list[tuple[str, str]]:
    return [(role.value, said.said(language)) for role, said in ROLE_NAMES.items()]


def _unit_pairs(language: str) -> Iterator[tuple[str, str]]:
    for unit in Unit.objects.filter(until__isnull=True):
        yield unit.code, Text(unit.name_vi, unit.name_en).said(language)


def _fault(code: str, row: int | None, column: str | None, what: Text, mend: Text) -> Problem:
    return Problem(code, Where("xlsx", row, column), what, mend)


UNREADABLE = _fault(
    "people_unreadable", None, None,
    Text("Không đọc được tệp này như một bảng tính .xlsx.", "The file cannot be read as an .xlsx workbook."),
    Text("Tải biểu mẫu, điền vào rồi lưu dạng .xlsx.", "Download the template, fill it in and save it as .xlsx."),
)  # fmt: skip
TOO_LARGE = _fault(
    "people_too_large", None, None,
    Text(f"Tệp lớn hơn 5 MB hoặc có hơn {MOST_ROWS} dòng.", f"The file is over 5 MB or has over {MOST_ROWS} rows."),
    Text("Chia thành nhiều tệp.", "Divide it into several files."),
)  # fmt: skip


def read_people(content: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows of a workbook, and everything that is wrong with it. Nothing is written."""
    cells = _cells(content)
    if isinstance(cells, Problem):
        return [], [cells]
    if len(cells) > MOST_ROWS + 1:
        return [], [TOO_LARGE]
    places, faults = _places(cells[0] if cells else [])
    if faults:
        return [], faults
    reader = _Reader()
    rows = [
        reader.row(number, {field: line[at] if at < len(line) else "" for field, at in places.items()})
        for number, line in enumerate(cells[1:], 2)
        if any(line)
    ]
    faults = reader.faults
    if not rows:
        nothing = Text("Chưa có người nào trong bảng.", "There is nobody in the table.")
        faults = [_fault("people_none", 2, None, nothing, Text("Điền mỗi người một dòng.", "Give each person a row."))]
    return rows, sorted(faults, key=lambda fault: (fault.where.row or 0, fault.code))


def _cells(content: bytes) -> list[list[str]] | Problem:
    from python_calamine import CalamineError, CalamineWorkbook

    if len(content) > MOST_BYTES:
        return TOO_LARGE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                return TOO_LARGE
        table = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError, OSError):
        return UNREADABLE
    return [[_text(cell) for cell in line] for line in table]


def _text(cell: object) -> str:
    return nfc(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).replace("\x00", ""))


def _places(head: Iterable[str]) -> tuple[dict[str, int], list[Problem]]:
    named = {search_key(text): at for at, text in reversed(list(enumerate(head))) if text}
    places, faults = {}, []
    for field, label in COLUMNS:
        at = next((named[key] for key in map(search_key, (label.vi, label.en, field)) if key in named), None)
        if at is None:
            faults.append(
                _fault(
                    "people_column_missing", 1, label.vi,
                    Text(f"Thiếu cột “{label.vi}”.", f"Column “{label.en}” is missing."),
                    Text("Giữ nguyên dòng tiêu đề của biểu mẫu.", "Keep the template's heading row."),
                )
            )  # fmt: skip
        else:
            places[field] = at
    return places, faults


class _Reader:
    """Reads rows against what there is: units and accounts are asked for once."""

    def __init__(self) -> None:
        units = Unit.objects.filter(until__isnull=True).values_list("code", flat=True)
        self.units = {search_key(code): code for code in units}
        self.taken = set(Person.objects.values_list("email", flat=True))
        self.seen: dict[str, int] = {}
        self.roles = {
            search_key(name): role for role, said in ROLE_NAMES.items() for name in (role.value, said.vi, said.en)
        }
        self.faults: list[Problem] = []

    def row(self, number: int, cells: dict[str, str]) -> Row:
        email = cells["email"].lower()
        self._email(number, email)
        if not cells["name"]:
            self._tell(
                number, "name", Text("Thiếu họ tên.", "The name is missing."), Text("Điền họ tên.", "Fill it in.")
            )
        for field in ("name", "position"):
            if len(cells[field]) > 200:
                self._tell(
                    number, field, Text("Dài hơn 200 ký tự.", "Over 200 characters."), Text("Rút gọn.", "Shorten it.")
                )
        unit = self._unit(number, cells["unit"])
        return Row(number, email, cells["name"], cells["position"], unit, self._roles(number, cells["roles"], unit))

    def _tell(self, number: int, field: str, what: Text, mend: Text) -> None:
        self.faults.append(_fault(f"people_{field}", number, dict(COLUMNS)[field].vi, what, mend))

    def _email(self, number: int, email: str) -> None:
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        try:
            validate_email(email)
        except ValidationError:
            what = Text(f"“{email}” không phải địa chỉ thư điện tử.", f"“{email}” is no e-mail address.")
            self._tell(number, "email", what, Text("Nhập dạng ten@tinh.gov.vn.", "Enter it like name@province.gov.vn."))
            return
        if email in self.taken:
            what = Text(f"{email} đã có tài khoản.", f"{email} has an account already.")
            mend = Text(
                "Bỏ dòng này; cấp thêm vai trò ở trang của người đó.",
                "Leave the row out; give roles on the person's page.",
            )
            self._tell(number, "email", what, mend)
        if first := self.seen.setdefault(email, number) != number and self.seen[email]:
            what = Text(f"{email} đã có ở dòng {first}.", f"{email} stands in row {first} already.")
            self._tell(number, "email", what, Text("Gộp vai trò vào một dòng.", "Put the roles into one row."))

    def _unit(self, number: int, said: str) -> str:
        if not said or search_key(said) in self.units:
            return self.units.get(search_key(said), "")
        what = Text(f"Không có đơn vị mã “{said}”.", f"There is no unit with code “{said}”.")
        self._tell(
            number,
            "unit",
            what,
            Text("Chép mã ở trang thứ hai của biểu mẫu.", "Copy a code from the template's second sheet."),
        )
        return ""

    def _roles(self, number: int, said: str, unit: str) -> tuple[str, ...]:
        found: list[Role] = []
        for name in filter(None, (part.strip() for part in said.replace(",", ";").split(";"))):
            role = self.roles.get(search_key(name))
            if role is None:
                known = "; ".join(name.vi for name in ROLE_NAMES.values())
                what = Text(f"Không có vai trò “{name}”.", f"There is no role “{name}”.")
                self._tell(number, "roles", what, Text(f"Dùng: {known}.", f"Use: {'; '.join(Role)}."))
            elif role not in found:
                found.append(role)
        if not unit and (of_units := [role for role in found if role in UNIT_ROLES]):
            name = ROLE_NAMES[of_units[0]]
            what = Text(f"Vai trò “{name.vi}” cần đơn vị.", f"“{name.en}” needs a unit.")
            self._tell(number, "unit", what, Text("Điền mã đơn vị.", "Fill in the unit's code."))
        return tuple(role.value for role in found)
