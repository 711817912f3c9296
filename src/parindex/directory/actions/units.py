"""Units change by acts: each has a day and a ground, and leaves what was before standing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from parindex.directory.models import Block, Succession, Unit, UnitAct, UnitName
from parindex.directory.names import nfc
from parindex.directory.permissions import UNITS_CHANGE
from parindex.engine.problems import Text
from parindex.grammar.clock import local, now
from parindex.grammar.roles import Viewer, may
from parindex.grammar.verdict import Invalid
from parindex.ledger.actions import record

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
MISSING = Text("Chưa nhập mục này.", "This is missing.")


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be: code never changes afterwards, names may."""

    code: str
    name_vi: str
    name_en: str = ""
    short_vi: str = ""
    block: str = ""


Faults = dict[str, Text]


def _too_long(field: str, value: str, most: int) -> Faults:
    if len(nfc(value)) <= most:
        return {}
    return {field: Text(f"Nhập không quá {most} ký tự.", f"Enter at most {most} characters.")}


def _name_faults(name_vi: str, name_en: str, short_vi: str, prefix: str = "") -> Faults:
    faults: Faults = {} if nfc(name_vi) else {f"{prefix}name_vi": Text("Nhập tên đơn vị.", "Enter the unit's name.")}
    for field, value, most in (("name_vi", name_vi, 300), ("name_en", name_en, 300), ("short_vi", short_vi, 100)):
        faults |= _too_long(f"{prefix}{field}", value, most)
    return faults


def _new_faults(new: NewUnit, prefix: str = "") -> Faults:
    faults = _name_faults(new.name_vi, new.name_en, new.short_vi, prefix)
    if not CODE.fullmatch(new.code):
        faults[f"{prefix}code"] = Text(
            "Nhập mã gồm chữ không dấu, số, dấu chấm, gạch nối; tối đa 60 ký tự.",
            "Enter a code of plain letters, digits, dots and hyphens; at most 60 characters.",
        )
    elif (other := Unit.objects.filter(code__iexact=new.code).first()) is not None:
        faults[f"{prefix}code"] = Text(
            f"Mã {new.code} đã là của {other.name_vi}. Nhập mã khác.",
            f"Code {new.code} belongs to {other.name_en or other.name_vi}. Enter another one.",
        )
    if not Block.objects.filter(code=new.block).exists():
        faults[f"{prefix}block"] = Text("Chọn khối của đơn vị.", "Choose the unit's block.")
    return faults


def _act_faults(on: date | None, ground: str) -> Faults:
    faults: Faults = {} if nfc(ground) else {"ground": Text("Nêu văn bản căn cứ.", "Name the document it rests on.")}
    if on is None:
        faults["on"] = Text("Nhập ngày có hiệu lực.", "Enter the day it takes effect.")
    return faults


def _ending_faults(units: Sequence[Unit], on: date | None, field: str) -> Faults:
    for unit in units:
        if unit.until is not None:
            return {
                field: Text(
                    f"{unit.name_vi} đã kết thúc ngày {unit.until:%d/%m/%Y}.",
                    f"{unit.name_en or unit.name_vi} ended on {unit.until:%d/%m/%Y}.",
                )
            }
        if on is not None and unit.since is not None and on <= unit.since:
            return {
                "on": Text(
                    f"Nhập ngày sau ngày {unit.name_vi} được lập ({unit.since:%d/%m/%Y}).",
                    f"Enter a day after {unit.name_en or unit.name_vi} began ({unit.since:%d/%m/%Y}).",
                )
            }
    return {}


def _hold(faults: Faults) -> None:
    if faults:
        raise Invalid(faults)


def _lock(units: Sequence[Unit]) -> list[Unit]:
    keys = [unit.pk for unit in units]
    found = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def _make(new: NewUnit, on: date) -> Unit:
    unit = Unit(code=new.code, block=Block.objects.get(code=new.block), since=on)
    unit.name_it(new.name_vi, new.name_en, new.short_vi)
    unit.save()
    UnitName.objects.create(unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, since=on)
    return unit


def _end(unit: Unit, on: date) -> None:
    unit.until = on - timedelta(days=1)
    unit.save(update_fields=["until"])


def _act(kind: str, unit: Unit, on: date, ground: str, by: Viewer, at: datetime | None) -> UnitAct:
    return UnitAct.objects.create(kind=kind, unit=unit, on=on, ground=nfc(ground), at=at or now(), by=by.id)


def _tell(act: UnitAct, by: Viewer, at: datetime | None, **detail: object) -> None:
    record(
        f"directory.{act.kind}_unit",
        by=by, at=at, subject=f"unit:{act.unit.code}", unit=act.unit.code,
        on=act.on.isoformat(), ground=act.ground, **detail,
    )  # fmt: skip


@transaction.atomic
def found_unit(new: NewUnit, *, by: Viewer, at: datetime | None = None, on: date | None, ground: str) -> Unit:
    """Found a unit as of a day."""
    may(by, UNITS_CHANGE).require()
    _hold(_new_faults(new) | _act_faults(on, ground))
    unit = _make(new, on)
    _tell(_act("found", unit, on, ground, by, at), by, at, name=unit.name_vi, block=new.block)
    return unit


@transaction.atomic
def merge_units(
    predecessors: Sequence[Unit], new: NewUnit, *, by: Viewer, at: datetime | None = None, on: date | None, ground: str
) -> Unit:
    """Merge units into a new one: they end the day before, it begins on the day."""
    old = _lock(predecessors)
    may(by, UNITS_CHANGE).require()
    faults = _new_faults(new) | _act_faults(on, ground) | _ending_faults(old, on, "predecessors")
    if len({unit.pk for unit in old}) < 2:
        faults["predecessors"] = Text("Chọn ít nhất hai đơn vị để hợp nhất.", "Choose at least two units to merge.")
    _hold(faults)
    unit = _make(new, on)
    act = _act("merge", unit, on, ground, by, at)
    for one in old:
        _end(one, on)
        Succession.objects.create(act=act, predecessor=one, successor=unit)
    _tell(act, by, at, name=unit.name_vi, predecessors=[one.code for one in old])
    return unit


@transaction.atomic
def split_unit(
    unit: Unit, parts: Sequence[NewUnit], *, by: Viewer, at: datetime | None = None, on: date | None, ground: str
) -> list[Unit]:
    """Split a unit into new ones: it ends the day before, they begin on the day."""
    old = _lock([unit])[0]
    may(by, UNITS_CHANGE).require()
    faults = _act_faults(on, ground) | _ending_faults([old], on, "")
    for at_, part in enumerate(parts, 1):
        faults |= _new_faults(part, f"{at_}-")
    codes = [part.code.casefold() for part in parts]
    faults |= {
        f"{at_}-code": Text("Mã này đã dùng cho phần khác.", "Another part has this code.")
        for at_, code in enumerate(codes, 1)
        if code in codes[: at_ - 1]
    }
    if len(parts) < 2:
        faults[""] = Text("Nhập ít nhất hai đơn vị mới.", "Enter at least two new units.")
    _hold(faults)
    act = _act("split", old, on, ground, by, at)
    _end(old, on)
    made = [_make(part, on) for part in parts]
    for one in made:
        Succession.objects.create(act=act, predecessor=old, successor=one)
    _tell(act, by, at, successors=[one.code for one in made])
    return made


@transaction.atomic
def rename_unit(
    unit: Unit, *, by: Viewer, at: datetime | None = None, name_vi: str, name_en: str = "", short_vi: str = "",
    on: date | None, ground: str,
) -> Unit:  # fmt: skip
    """Give a unit another name from a day on; the former one is kept with its days."""
    unit = _lock([unit])[0]
    may(by, UNITS_CHANGE).require()
    faults = _name_faults(name_vi, name_en, short_vi) | _act_faults(on, ground) | _ending_faults([unit], on, "")
    last = unit.names.order_by("-since", "-pk").first() or UnitName.objects.create(
        unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, since=unit.since
    )
    if on is not None and on > local(now()).date():
        faults["on"] = Text("Ghi việc đổi tên từ ngày có hiệu lực trở đi.", "Enter a renaming once it is in force.")
    elif on is not None and last.since is not None and on <= last.since:
        faults["on"] = Text(
            f"Nhập ngày sau lần đổi tên trước ({last.since:%d/%m/%Y}).",
            f"Enter a day after the name before ({last.since:%d/%m/%Y}).",
        )
    if nfc(name_vi) == unit.name_vi:
        faults["name_vi"] = Text("Tên mới giống tên đang dùng.", "The new name is the present one.")
    _hold(faults)
    before = unit.name_vi
    unit.name_it(name_vi, name_en, short_vi)
    unit.save()
    UnitName.objects.create(unit=unit, name_vi=unit.name_vi, name_en=unit.name_en, since=on)
    _tell(_act("rename", unit, on, ground, by, at), by, at, before=before, after=unit.name_vi)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Viewer, at: datetime | None = None, on: date | None, ground: str) -> Unit:
    """Close a unit without a successor: its last day is the one before."""
    unit = _lock([unit])[0]
    may(by, UNITS_CHANGE).require()
    _hold(_act_faults(on, ground) | _ending_faults([unit], on, ""))
    _end(unit, on)
    _tell(_act("close", unit, on, ground, by, at), by, at)
    return unit


@transaction.atomic
def correct_unit(
    unit: Unit, *, by: Viewer, at: datetime | None = None, reason: str, name_vi: str, name_en: str = "",
    short_vi: str = "", block: str, since: date | None,
) -> Unit:  # fmt: skip
    """Mend a typing error: what stood before is in the ledger, with the reason; the history of acts stays."""
    unit = _lock([unit])[0]
    may(by, UNITS_CHANGE).require()
    faults = _name_faults(name_vi, name_en, short_vi)
    if not nfc(reason):
        faults["reason"] = Text("Nêu lý do đính chính.", "Give the reason for the correction.")
    chosen = Block.objects.filter(code=block).first()
    if chosen is None:
        faults["block"] = Text("Chọn khối của đơn vị.", "Choose the unit's block.")
    if since is not None and unit.until is not None and since > unit.until:
        faults["since"] = Text(
            f"Nhập ngày không sau {unit.until:%d/%m/%Y}.", f"Enter a day not after {unit.until:%d/%m/%Y}."
        )
    _hold(faults)
    before = _values(unit)
    unit.name_it(name_vi, name_en, short_vi)
    unit.block, unit.since = chosen, since
    unit.save()
    if last := unit.names.order_by("-since", "-pk").first():
        last.name_vi, last.name_en = unit.name_vi, unit.name_en
        last.save()
    after = _values(unit)
    changed = [field for field in after if after[field] != before[field]]
    record(
        "directory.correct_unit",
        by=by, at=at, subject=f"unit:{unit.code}", unit=unit.code, reason=nfc(reason),
        before={field: before[field] for field in changed}, after={field: after[field] for field in changed},
    )  # fmt: skip
    return unit


def _values(unit: Unit) -> dict[str, str]:
    return {
        "name_vi": unit.name_vi,
        "name_en": unit.name_en,
        "short_vi": unit.short_vi,
        "block": unit.block.code,
        "since": unit.since.isoformat() if unit.since else "",
    }


def _block_faults(code: str, name_vi: str, name_en: str) -> Faults:
    faults: Faults = {} if nfc(name_vi) else {"name_vi": Text("Nhập tên khối.", "Enter the block's name.")}
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", code):
        faults["code"] = Text(
            "Nhập mã gồm chữ không dấu, số, gạch nối; tối đa 60 ký tự.",
            "Enter a code of plain letters, digits and hyphens; at most 60 characters.",
        )
    return faults | _too_long("name_vi", name_vi, 200) | _too_long("name_en", name_en, 200)


@transaction.atomic
def create_block(
    code: str, *, by: Viewer, at: datetime | None = None, name_vi: str, name_en: str = "", order: int = 0
) -> Block:
    """Add a block: units ranked against each other."""
    may(by, UNITS_CHANGE).require()
    faults = _block_faults(code, name_vi, name_en)
    if Block.objects.filter(code=code).exists():
        faults["code"] = Text(f"Đã có khối mã {code}. Nhập mã khác.", f"Block {code} exists. Enter another code.")
    _hold(faults)
    block = Block.objects.create(code=code, name_vi=nfc(name_vi), name_en=nfc(name_en), order=order)
    record("directory.create_block", by=by, at=at, subject=f"block:{code}", name=block.name_vi)
    return block


@transaction.atomic
def change_block(
    block: Block, *, by: Viewer, at: datetime | None = None, name_vi: str, name_en: str = "", order: int = 0
) -> Block:
    """Give a block other names or another place in lists."""
    block = Block.objects.select_for_update().get(pk=block.pk)
    may(by, UNITS_CHANGE).require()
    _hold(_block_faults(block.code, name_vi, name_en))
    before = {"name_vi": block.name_vi, "name_en": block.name_en, "order": block.order}
    block.name_vi, block.name_en, block.order = nfc(name_vi), nfc(name_en), order
    block.save()
    after = {"name_vi": block.name_vi, "name_en": block.name_en, "order": block.order}
    record("directory.change_block", by=by, at=at, subject=f"block:{block.code}", before=before, after=after)
    return block
