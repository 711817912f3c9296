"""The sheets of the demo: claims around the points of the year before, evidence, notes, signatures."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from fractions import Fraction

from parindex.appraisal.models import Mark
from parindex.config.demo.clock import moment
from parindex.config.demo.papers import papers, picture
from parindex.config.demo.people import Cast
from parindex.criteria.outline import Node, Outline, outline
from parindex.evidence.actions import add_documents, describe, link
from parindex.evidence.models import Link, Version
from parindex.grammar.roles import SYSTEM
from parindex.grammar.verdict import YES
from parindex.ledger.actions import record
from parindex.rounds.models import Round, RoundUnit
from parindex.selfscore.actions import save_claim, save_texts, sign, submit
from parindex.selfscore.claiming import drafted
from parindex.selfscore.models import Claim, Sheet

SEED = 2018
DRAFTS = {"SYT": 4, "SKHCN": 24, "BQLMLT": 45}
"""Leaves still missing, by unit that drafts."""
AT_RISK = 5
"""Leaves of Sở Y tế with neither document nor note."""
WAITING = "SNGV"
"""The unit whose head has still to sign."""
SHOWN = frozenset({"SYT", "SGDDT"})
"""Units whose officers can be tried at length: their libraries hold more, and a picture."""
BY_HAND = 12
"""Leaves of Sở Y tế saved one by one, so that the ledger shows how it looks."""

NOTES = (
    "Đã thực hiện đúng kế hoạch; văn bản gửi trên hệ thống quản lý văn bản ngày {day}/{month}/2018.",
    "Hoàn thành trước hạn {count} ngày; kết quả nêu tại mục {part} của báo cáo năm.",
    "Số liệu lấy từ phần mềm một cửa điện tử đến hết ngày 14/12/2018.",
    "Còn {count} nhiệm vụ chậm do phải chờ văn bản hướng dẫn; đơn vị tự trừ điểm.",
    "Đã niêm yết công khai tại Bộ phận một cửa và trên trang thông tin điện tử của đơn vị.",
    "Thực hiện theo chỉ đạo của Ủy ban nhân dân tỉnh; biên bản kiểm tra lưu tại văn phòng.",
)
PAGES = ("trang 1", "mục 2", "mục 3", "trang 1, mục 1", "")
DIFFICULTIES = (
    "Cán bộ đầu mối kiêm nhiệm nhiều việc; một số thủ tục phát sinh ít hồ sơ nên tỷ lệ dễ biến động.\n"
    "Việc kết nối phần mềm một cửa với hệ thống của bộ ngành còn chậm."
)
PROPOSALS = "Đề nghị Sở Nội vụ tập huấn cách tính các tiêu chí tỷ lệ và thống nhất mẫu báo cáo từ quý I."


def fill(round_: Round, cast: Cast) -> dict[str, Sheet]:
    """Fill the sheets of all units, hand in and sign those that are; the sheets by unit code."""
    tree = outline(round_.set)
    leaves = [node for node in tree.leaves if not node.surveyed]
    before = _before(round_)
    sheets = {}
    rows = Sheet.objects.filter(round_unit__round=round_).select_related("round_unit__round__set", "round_unit__unit")
    for place, sheet in enumerate(rows.order_by("round_unit__order")):
        unit = sheet.round_unit
        chance = random.Random(f"{SEED} {unit.code}")  # noqa: S311  # the same demo every time
        versions = _library(unit, place, cast)
        _sheet(sheet, leaves, before, versions, chance, cast)
        sheets[unit.code] = _handed_in(sheet, place, cast)
    _by_hand(sheets["SYT"], tree, cast)
    return sheets


def _before(round_: Round) -> dict[tuple[str, str], Mark]:
    rows = Mark.objects.filter(sheet__round_unit__round=round_.previous).select_related(
        "criterion", "sheet__round_unit"
    )
    return {(row.sheet.round_unit.code, row.criterion.code): row for row in rows}


def _library(unit: RoundUnit, place: int, cast: Cast) -> list[Version]:
    by, at = cast.officer(unit.code), moment(4, 1, hour=9) + timedelta(hours=place)
    shown = unit.code in SHOWN
    files = papers(unit.code, unit.name_vi, place, most=3 if shown else 2)
    if shown:
        files.append(picture())
    versions = [added.version for added in add_documents(unit.unit, files, by=by, at=at) if added.version]
    if unit.code == "SYT":
        describe(versions[0].document, by=by, at=at, number=f"{12 + place}/KH-SYT", dated="15/01/2018", issuer=unit.name_vi,
                 subject="Kế hoạch cải cách hành chính năm 2018")  # fmt: skip
    return versions


def _sheet(
    sheet: Sheet, leaves: list[Node], before: dict[tuple[str, str], Mark], versions: list[Version],
    chance: random.Random, cast: Cast,
) -> None:  # fmt: skip
    """Claims and links in bulk, told in one entry of the ledger."""
    code, by = sheet.round_unit.code, cast.officer(sheet.round_unit.code)
    at = moment(8, 1, hour=8)
    chosen = chance.sample(leaves, len(leaves) - DRAFTS.get(code, 0))
    kept = set(map(id, chosen))
    bare = {node.code for node in chosen[:AT_RISK]} if code == "SYT" else set()
    claims, links = [], []
    for node in (node for node in leaves if id(node) in kept):
        at += timedelta(minutes=chance.randint(4, 55), hours=chance.choice((0, 0, 0, 0, 14)))
        last = before.get((code, node.code))
        shown = [] if node.code in bare else chance.sample(versions, chance.choice((0, 1, 1, 1, 2)))
        wordy = not shown or chance.random() < 0.4
        claims.append(
            _claim(sheet, node, last, "" if node.code in bare or not wordy else _note(chance), at, cast, chance)
        )
        links += [
            Link(round_unit=sheet.round_unit, criterion=node.criterion, version=version, pages=chance.choice(PAGES),
                 at=at, by=by.id, by_name=by.name)
            for version in shown
        ]  # fmt: skip
    Claim.objects.bulk_create(claims)
    Link.objects.bulk_create(links)
    record(
        "demo.fill", by=SYSTEM, at=at, subject=f"sheet:{sheet.round_unit.round.name}/{code}", unit=code,
        round_=sheet.round_unit.round.name,
        claims=[[c.criterion.code, c.value, c.points, c.state, c.note] for c in claims],
        links=[[one.criterion.code, one.version_id, one.pages] for one in links],
    )  # fmt: skip


def _claim(
    sheet: Sheet, node: Node, last: Mark | None, note: str, at: datetime, cast: Cast, chance: random.Random
) -> Claim:
    by = cast.officer(sheet.round_unit.code)
    if last is not None and last.state == "not_applicable":
        draft = drafted(node, "", "not_applicable", "Đơn vị không có thủ tục hành chính thuộc nội dung này.")
    else:
        draft = drafted(node, _value(node, last, chance), "scored", note)
    return Claim(
        sheet=sheet, criterion=node.criterion, order=node.criterion.order, value=draft.value, points=draft.points,
        state=draft.state, note=draft.note, at=at, by=by.id, by_name=by.name,
    )  # fmt: skip


def _value(node: Node, last: Mark | None, chance: random.Random) -> str:
    """What a unit would enter: last year's share of the points, somewhat better, seldom worse."""
    share = Fraction(last.points, node.maximum) if last and last.points is not None else Fraction(4, 5)
    share = min(Fraction(1), max(Fraction(0), share + Fraction(chance.choice((-8, 0, 0, 0, 5, 12, 25)), 100)))
    params = json.loads(node.criterion.rule_params)
    if node.criterion.rule == "levels":
        points = [Fraction(str(level["points"])) for level in params["levels"]]
        nearest = min(range(len(points)), key=lambda at: abs(points[at] - share * max(points)))
        return str(params["levels"][nearest]["name_vi"])
    if node.criterion.rule == "deduction":
        lost = (1 - share) * Fraction(node.maximum, 1_000_000)
        return str(round(lost / Fraction(str(params["per_item"]))))
    whole = chance.randint(18, 420)
    return f"{round(share * whole)}/{whole}"


def _note(chance: random.Random) -> str:
    said = chance.choice(NOTES)
    return said.format(
        day=chance.randint(2, 27), month=chance.randint(1, 11), count=chance.randint(2, 6), part=chance.randint(1, 4)
    )


def _handed_in(sheet: Sheet, place: int, cast: Cast) -> Sheet:
    code = sheet.round_unit.code
    if code in DRAFTS:
        return sheet
    at = moment(22, 3, hour=14) if code == WAITING else moment(11, 2, hour=8) + timedelta(hours=20 * place)
    sheet = save_texts(sheet, difficulties=DIFFICULTIES, proposals=PROPOSALS, version=0, by=cast.officer(code), at=at)
    sheet = submit(sheet, by=cast.officer(code), at=at + timedelta(minutes=40))
    return sheet if code == WAITING else sign(sheet, by=cast.head(code), at=at + timedelta(hours=5))


def _by_hand(sheet: Sheet, tree: Outline, cast: Cast) -> None:
    """Some leaves of Sở Y tế once more by the room's own verbs, in the last days."""
    by, at = cast.officer("SYT"), moment(20, 3, hour=8)
    versions = list(Version.objects.filter(document__unit=sheet.round_unit.unit).order_by("pk"))
    claims = (
        sheet.claims.exclude(note="").filter(state="scored").select_related("criterion").order_by("criterion__order")
    )
    for place, claim in enumerate(claims[:BY_HAND]):
        at += timedelta(hours=3, minutes=17)
        note = f"{claim.note} Đã đối chiếu với sổ theo dõi của văn phòng Sở."
        save_claim(sheet, claim.criterion, value=claim.value, version=claim.version, by=by, note=note, at=at)
        if tree.by_key[claim.criterion_id].leaf:
            link(sheet.round_unit, claim.criterion, versions[place % len(versions)], by=by, allowed=YES, at=at)
