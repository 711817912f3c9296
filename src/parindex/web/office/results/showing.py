"""Which stored run a viewer may see, and its ranking as rows. Everything is read from the run, nothing is computed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from parindex.criteria.outline import outline
from parindex.directory.models import Block
from parindex.engine.points import micropoints
from parindex.engine.problems import Text
from parindex.grammar.roles import Role, Viewer, may
from parindex.grammar.verdict import no
from parindex.results.models import Run
from parindex.results.permissions import READ
from parindex.results.queries import approved_run, latest_run
from parindex.rounds.models import Round, RoundUnit

WATCHERS = (Role.COORDINATOR, Role.COUNCIL, Role.LEADER)
"""Who sees runs before one is approved: everybody else might learn marks that are not released, or not theirs to know."""
NOT_YET = no(
    "Kết quả chưa được phê duyệt nên chưa xem được.",
    "The results have not been approved yet, so they cannot be seen.",
    ask=Text("Nếu cần, xin liên hệ cơ quan điều phối.", "If needed, please contact the coordinator."),
)


def shown_run(round_: Round, viewer: Viewer, number: str = "") -> Run | None:
    """The run of that number for those who watch the round; else the approved one; else, for them, the latest."""
    watches = viewer.has(*WATCHERS)
    if watches and number.isdecimal() and len(number) < len("1000000"):
        return Run.objects.filter(round=round_, number=int(number)).defer("package").first()
    return approved_run(round_) or (latest_run(round_) if watches else None)


class Bar(NamedTuple):
    """A unit's share of an area: x and height of its bar on a drawing 16 high, and the share in per cent."""

    name: Text
    x: int
    y: float
    height: float
    index: str


class Line(NamedTuple):
    """A row of the ranking. readable: whether its points ledger may be opened."""

    code: str
    unit: Any
    rank: int | None
    tied: bool
    index: str
    before: str
    rank_before: int | None
    change: int | None
    band: Text | None
    bars: tuple[Bar, ...]
    readable: bool


class Ranking(NamedTuple):
    """A block's table."""

    block: Any
    code: str
    overall: Mapping[str, Any]
    lines: list[Line]
    width: int


def rankings(run: Run, round_: Round, viewer: Viewer) -> list[Ranking]:
    """A table a block, in the order of ranks. Two queries."""
    document = json.loads(run.outcome)
    units = {row.code: row for row in RoundUnit.objects.filter(round=round_).select_related("unit")}
    blocks = {row.code: row for row in Block.objects.all()}
    areas = {node.code: node.name for node in outline(round_.set).areas}
    found = []
    for block in document["blocks"]:
        bands = band_names(round_, block["block"])
        lines = [_line(told, units[told["unit"]], bands, areas, viewer) for told in block["units"]]
        lines.sort(key=lambda line: (line.rank is None, line.rank or 0))
        row = blocks.get(block["block"])
        found.append(Ranking(row, block["block"], block["overall"], lines, 9 * len(areas)))
    return found


def _line(
    told: Mapping[str, Any], unit: RoundUnit, bands: Mapping[str, Text], areas: Mapping[str, Text], viewer: Viewer
) -> Line:
    bars = []
    for at, (code, name) in enumerate(areas.items()):
        index = told["areas"].get(code, {}).get("index")
        height = round(16 * float(index) / 100, 1) if index else 0.0
        bars.append(Bar(name, 9 * at, round(16 - height, 1), height, index or ""))
    change = told["change"]
    return Line(
        told["unit"], unit, told["rank"], bool(told["tied"]), told["index"] or "", told["previous_index"] or "",
        told["previous_rank"], None if change is None else micropoints(change), bands.get(told["band"] or ""),
        tuple(bars), bool(may(viewer, READ, unit=unit.unit_id)),
    )  # fmt: skip


def band_names(round_: Round, block: str) -> dict[str, Text]:
    """The names of a block's bands by code."""
    bands: Any = round_.bands
    if isinstance(bands, Mapping):
        bands = bands.get(block, [])
    return {band["code"]: Text(band.get("name_vi", ""), band.get("name_en", "")) for band in bands}
