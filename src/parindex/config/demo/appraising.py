"""The appraisal of the demo: units at every stage between "not begun" and "disputed for the council"."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta

from parindex.appraisal.actions import accept_many, enter_survey, mark, release
from parindex.appraisal.models import APPRAISED, EXPLAINED, Assignment, Explanation, Mark
from parindex.appraisal.queries import plain_claims
from parindex.appraisal.states import ACCEPT, LOWER, RAISE
from parindex.appraisal.threads import ask, return_leaf
from parindex.config.demo.clock import moment
from parindex.config.demo.people import Cast
from parindex.criteria.outline import Node, outline
from parindex.grammar.roles import Role, Viewer
from parindex.ledger.actions import record
from parindex.rounds.models import Round
from parindex.selfscore.models import SIGNED, Claim, Sheet

RELEASED = ("STP", "SGDDT", "SCT", "SNN", "SLDTBXH")
"""Appraised and shown to the unit; of these STP has written nothing yet and SGDDT is writing."""
SENT = ("SCT", "SNN", "SLDTBXH")
SECOND = {"SNN": 0.5, "SLDTBXH": 1.0}
"""How much of the explanations the second appraisal has answered."""
SHARE = (0.85, 0.6, 0.4, 0.7, 0.25, 0.9, 0.5, 0.1, 0.65, 0.3, 0.0)
"""How much of the other units' leaves are marked."""
LOWERED = 0.09

REASONS = (
    ("late_report", "Báo cáo gửi chậm so với hạn quy định trong kế hoạch của tỉnh."),
    ("incomplete_evidence", "Tài liệu kiểm chứng mới có kế hoạch, chưa có báo cáo kết quả."),
    ("not_published", "Trang thông tin điện tử chưa cập nhật đủ tại thời điểm kiểm tra."),
    ("not_met", "Số liệu trong báo cáo thấp hơn số liệu đơn vị tự chấm."),
)
STANDS = "not_met", "Giữ mức đơn vị tự chấm; nội dung chưa đạt đầy đủ như đơn vị đã nêu."
ANSWERS = (
    "Đơn vị đã gửi báo cáo đúng hạn; thời điểm trên hệ thống muộn do lỗi đường truyền, có xác nhận kèm theo.",
    "Đề nghị xem lại: báo cáo kết quả nằm ở phụ lục của tài liệu đã gửi, mục 3.",
    "Nội dung đã được công khai từ quý III; tại thời điểm kiểm tra trang đang bảo trì.",
)


class _Appraisal:
    """One demo's appraisal under way."""

    def __init__(self, round_: Round, cast: Cast, sheets: dict[str, Sheet]) -> None:
        self.cast, self.sheets, self.round = cast, sheets, round_
        self.chance = random.Random(2019)  # noqa: S311  # the same demo every time
        self.nodes: list[Node] = [node for node in outline(round_.set).leaves if not node.surveyed]
        self.surveys: list[Node] = [node for node in outline(round_.set).leaves if node.surveyed]
        keys = {person.pk: key for key, person in cast.people.items()}
        rows = Assignment.objects.filter(round=round_).select_related("area", "round_unit")
        self.whose = {(row.area.code, row.round_unit.code): cast.viewer(keys[row.person_id]) for row in rows}

    def appraiser(self, node: Node, unit: str) -> Viewer:
        """Who appraises a leaf of a unit."""
        return self.whose[node.area, unit]

    def chosen(self) -> list[tuple[Sheet, Node]]:
        """The leaves that are marked by the demo's day."""
        found, place = [], 0
        for code, sheet in self.sheets.items():
            if sheet.state != SIGNED:
                continue
            share = 1.0 if code in RELEASED else SHARE[place % len(SHARE)]
            place += code not in RELEASED
            nodes = self.chance.sample(self.nodes, round(share * len(self.nodes)))
            found += [(sheet, node) for node in nodes]
        return found

    def first(self) -> None:
        """Mark: some are lowered, plain ones accepted at once, the rest one by one."""
        leaves = self.chosen()
        low = {at for at in range(len(leaves)) if self.chance.random() < LOWERED}
        claims = {(c.sheet_id, c.criterion_id): c for c in Claim.objects.filter(sheet__in=self.sheets.values())}
        plain = {
            (c.sheet_id, c.criterion_id)
            for c in plain_claims({s.pk: s for s in self.sheets.values()}, {n.criterion.pk for n in self.nodes})
        }
        at, bulk = moment(4, 3, hour=8), defaultdict(list)
        for place, (sheet, node) in enumerate(leaves):
            key = sheet.pk, node.criterion.pk
            by = self.appraiser(node, sheet.round_unit.code)
            if key in plain and place not in low:
                bulk[by].append((sheet, node.criterion))
                continue
            at += timedelta(minutes=17)
            self.one(sheet, node, claims[key], by, at, lower=place in low)
        for by, found in bulk.items():
            accept_many(found, by=by, at=moment(21, 3, hour=9))

    def one(self, sheet: Sheet, node: Node, claim: Claim, by: Viewer, at: datetime, *, lower: bool) -> None:
        """Mark a leaf, lower where there is something to lower."""
        less = _less(node, claim) if lower else None
        if less is not None:
            reason, sentence = self.chance.choice(REASONS)
            mark(sheet, node.criterion, layer=APPRAISED, by=by, decision=LOWER, points=less, reason=reason,
                 sentence=sentence, at=at)  # fmt: skip
            return
        short = claim.points is not None and claim.points < node.maximum
        reason, sentence = STANDS if short and not (node.rule and node.rule.explains_loss) else ("", "")
        mark(sheet, node.criterion, layer=APPRAISED, by=by, decision=ACCEPT, reason=reason, sentence=sentence, at=at)

    def survey(self) -> None:
        """The results of the survey that are there: of the units shown their results, and the first leaf of all."""
        last = Mark.objects.filter(sheet__round_unit__round=self.round.previous, layer=APPRAISED)
        before = {
            (m.sheet.round_unit.code, m.criterion.code): m
            for m in last.select_related("sheet__round_unit", "criterion")
        }
        for code in RELEASED[1:]:
            for node in self.surveys[:4]:
                was = before.get((code, node.code))
                if was is not None and was.points is not None:
                    enter_survey(self.sheets[code], node.criterion, points=was.points,
                                 by=self.cast.viewer("dieu-phoi"), at=moment(19, 3, hour=10))  # fmt: skip

    def explain(self) -> None:
        """Explanations of what was lowered: sent by some units, being written by one."""
        for code in ("SGDDT", *SENT):
            sheet = self.sheets[code]
            lowered = self.lowered(sheet)
            answered = lowered[: max(1, len(lowered) // 2)] if code == "SGDDT" else lowered
            by, at = self.cast.officer(code), moment(22, 3, hour=15)
            rows = [
                Explanation(sheet=sheet, criterion=m.criterion, agrees=place % 3 == 2,
                            text="" if place % 3 == 2 else ANSWERS[place % 2], at=at, by=by.id, by_name=by.name)
                for place, m in enumerate(answered)
            ]  # fmt: skip
            Explanation.objects.bulk_create(rows)
            if code in SENT:
                head = self.cast.head(code)
                sheet.explained_at, sheet.explained_by = at + timedelta(hours=1), head.id
                sheet.save(update_fields=["explained_at", "explained_by"])
            record("demo.explain", by=by, at=at, role=Role.OFFICER, subject=f"sheet:{self.round.name}/{code}",
                   round_=self.round.name, unit=code, sent=code in SENT,
                   explanations=[[row.criterion.code, row.agrees, row.text] for row in rows])  # fmt: skip

    def lowered(self, sheet: Sheet) -> list[Mark]:
        """Marks below what the unit claimed, in the order of the set."""
        claims = dict(Claim.objects.filter(sheet=sheet).values_list("criterion", "points"))
        rows = (
            Mark.objects.filter(sheet=sheet, layer=APPRAISED).select_related("criterion").order_by("criterion__order")
        )
        return [m for m in rows if m.points is not None and m.points < (claims.get(m.criterion_id) or 0)]

    def second(self) -> None:
        """The second appraisal: every other explanation convinces, the others stay disputed for the council."""
        nodes = {node.criterion.pk: node for node in self.nodes}
        for code, share in SECOND.items():
            sheet, at = self.sheets[code], moment(23, 3, hour=9)
            rows = list(
                Explanation.objects.filter(sheet=sheet, agrees=False)
                .select_related("criterion")
                .order_by("criterion__order")
            )
            claims = dict(Claim.objects.filter(sheet=sheet).values_list("criterion", "points"))
            for place, row in enumerate(rows[: round(len(rows) * share)]):
                by = self.appraiser(nodes[row.criterion_id], code)
                given = {
                    "decision": ACCEPT,
                    "reason": "incomplete_evidence",
                    "sentence": "Tài liệu gửi thêm chưa chứng minh được nội dung đã nêu.",
                }
                if place % 2:
                    given = {
                        "decision": RAISE,
                        "points": claims[row.criterion_id],
                        "reason": "incomplete_evidence",
                        "sentence": "Tài liệu gửi thêm chứng minh đúng như đơn vị tự chấm.",
                    }
                mark(sheet, row.criterion, layer=EXPLAINED, by=by, at=at + timedelta(minutes=9 * place), **given)

    def threads(self) -> None:
        """One request for more evidence and one leaf given back, at units still being appraised."""
        marked = set(Mark.objects.filter(sheet=self.sheets["TTT"]).values_list("criterion", flat=True))
        free = [node for node in self.nodes if node.criterion.pk not in marked]
        for verb, node, text in zip(
            (ask, return_leaf), free, (
                "Đề nghị gửi thêm báo cáo kết quả quý IV; tài liệu hiện có mới là kế hoạch.",
                "Số liệu tự chấm khác số liệu trong báo cáo năm; đề nghị chấm lại.",
            ), strict=False,
        ):  # fmt: skip
            verb(self.sheets["TTT"], node.criterion, text, due=moment(28, 3, hour=17), by=self.appraiser(node, "TTT"),
                 at=moment(22, 3, hour=10))  # fmt: skip


def _less(node: Node, claim: Claim) -> int | None:
    """The next lower points the rule can give, None where there are none."""
    if claim.points is None or node.rule is None:
        return None
    tries = [int(node.maximum * step) for step in (0.75, 0.5, 0.25, 0.0)]
    return next((points for points in tries if points < claim.points and node.rule.can_give(points)), None)


def appraise(round_: Round, cast: Cast, sheets: dict[str, Sheet]) -> None:
    """Let the appraisal happen up to the demo's day."""
    under_way = _Appraisal(round_, cast, sheets)
    under_way.first()
    under_way.survey()
    by = cast.viewer("dieu-phoi")
    for sheet in release([sheets[code] for code in RELEASED], by=by, at=moment(22, 3, hour=11)).done:
        sheets[sheet.round_unit.code] = sheet
    under_way.explain()
    under_way.second()
    under_way.threads()
