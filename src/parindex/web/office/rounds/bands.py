"""The form of bands, caps and absences: as tables to fill in, and read back into what a round keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parindex.engine.problems import Text
from parindex.engine.round import ABSENCE, Counting
from parindex.engine.sheet import State
from parindex.rounds.models import Round, RoundUnit
from parindex.web.office.rounds.fields import Input, Option, read_number
from parindex.web.ui.speech import number, said

SPARE, MOST = 2, 12
COLUMNS = ("code", "name_vi", "name_en", "at_least")
CAP_NAMES = {
    "bonus": Text("Điểm thưởng nhiều nhất", "Bonus at most"),
    "penalty": Text("Điểm trừ nhiều nhất", "Penalty at most"),
}
STATE_LABELS = {
    State.MISSING: Text("Chưa ai quyết định", "Nobody decided"),
    State.NOT_SUBMITTED: Text("Đơn vị không nộp", "Not submitted"),
    State.NOT_APPRAISED: Text("Chưa thẩm định", "Not appraised"),
    State.TOO_FEW_ANSWERS: Text("Không đủ phiếu khảo sát", "Too few answers"),
}
COUNTING_NAMES = {
    Counting.BLOCK: Text("Chặn công bố", "Blocks publication"),
    Counting.EXCLUDE: Text("Không tính vào điểm tối đa", "Left out of the maximum"),
    Counting.ZERO: Text("Tính 0 điểm", "No points"),
}


class Table(NamedTuple):
    """The bands of a block ("" for all of them); key: before the names of its fields."""

    block: str
    key: str
    used: bool
    rows: list[dict[str, str]]


def tables(round_: Round, members: Sequence[RoundUnit], sent: Mapping[str, str] | None) -> list[Table]:
    """One table for all blocks; where there are several, also one for each."""
    blocks = sorted({row.block for row in members})
    given = round_.bands if isinstance(round_.bands, dict) else {"": round_.bands}
    each = isinstance(round_.bands, dict) if sent is None else sent.get("bands_for") == "blocks"
    listed = ["", *blocks] if len(blocks) > 1 or each else [""]
    found = []
    for at, block in enumerate(listed):
        stands = given.get(block) or []
        rows = [_shown(band) for band in stands] if sent is None else _sent(sent, f"band{at}")
        rows += [dict.fromkeys(COLUMNS, "")] * max(SPARE, 5 - len(rows))
        found.append(Table(block, f"band{at}", each == bool(block), rows))
    return found


def caps(round_: Round, sent: Mapping[str, str] | None, faults: Mapping[str, Text]) -> list[Input]:
    """The two caps."""
    hint = Text("Để trống nếu không đặt trần.", "Leave empty for no cap.")
    return [
        Input(f"cap_{kind}", label, str(round_.caps.get(kind, "")).replace(".", ",") if sent is None else sent.get(f"cap_{kind}", ""),
              kind="number", hint=hint, fault=faults.get("caps"))
        for kind, label in CAP_NAMES.items()
    ]  # fmt: skip


def absence(round_: Round, sent: Mapping[str, str] | None) -> list[Input]:
    """How each kind of absence counts."""
    options = tuple(Option(counting.value, said(label)) for counting, label in COUNTING_NAMES.items())
    found = []
    for state, usual in ABSENCE.items():
        stands = round_.absence.get(state.word, usual.value)
        value = stands if sent is None else sent.get(f"absence_{state.word}", stands)
        found.append(Input(f"absence_{state.word}", STATE_LABELS[state], value, kind="select", options=options))
    return found


def read(sent: Mapping[str, str], round_: Round) -> dict[str, Any]:
    """bands, caps and absence as a round keeps them; the checks of the action name what is wrong."""
    blocks = sorted(set(round_.units.values_list("block", flat=True)))
    if sent.get("bands_for") == "blocks":
        bands: Any = {block: _bands(sent, f"band{at}") for at, block in enumerate(blocks, 1)}
    else:
        bands = _bands(sent, "band0")
    limits = {kind: read_number(sent.get(f"cap_{kind}", "")) for kind in CAP_NAMES}
    words = {state.word: sent.get(f"absence_{state.word}", usual.value) for state, usual in ABSENCE.items()}
    usual = {state.word: counting.value for state, counting in ABSENCE.items()}
    return {
        "bands": bands,
        "caps": {kind: cap for kind, cap in limits.items() if cap is not None},
        # only what differs from the usual is kept, as a package has it
        "absence": {word: how for word, how in words.items() if how != usual[word] or word in round_.absence},
    }


def _bands(sent: Mapping[str, str], key: str) -> list[dict[str, Any]]:
    found = []
    for row in _sent(sent, key):
        band = {name: row[name] for name in ("code", "name_vi", "name_en") if row[name] or name != "name_en"}
        band["at_least"] = read_number(row["at_least"])
        found.append(band)
    return found


def _sent(sent: Mapping[str, str], key: str) -> list[dict[str, str]]:
    rows = [{name: sent.get(f"{key}_{at}_{name}", "").strip() for name in COLUMNS} for at in range(MOST)]
    return [row for row in rows if any(row.values())]


def _shown(band: Mapping[str, Any]) -> dict[str, str]:
    row = {name: str(band.get(name) or "") for name in COLUMNS[:3]}
    return row | {"at_least": number(str(band.get("at_least", "")))}
