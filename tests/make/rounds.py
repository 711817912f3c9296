"""Small rounds written out in a test: points as a table, everything else left to its usual value."""

from fractions import Fraction

from parindex.engine.compute import compute
from parindex.engine.points import micropoints
from parindex.engine.problems import Text
from parindex.engine.round import Adjustment, Band, Finding, Recipe, Round, Unit
from parindex.engine.sheet import STAGES, STATES, Sheet
from parindex.engine.tree import Criterion, NotApplicable, Source, Tree

REASONS = {
    "late_report": Text("Báo cáo chậm so với thời hạn quy định", "Report submitted after the deadline"),
    "no_plan": Text("Không ban hành kế hoạch", "No plan issued"),
    "no_evidence": Text("Không cung cấp được tài liệu kiểm chứng", "No supporting document provided"),
    "not_met": Text("Chưa đạt yêu cầu", "Requirement not met"),
    "odd": Text("Bị nhắc nhở bằng văn bản", "Reminded in writing"),
}
TITLE = Text("Chỉ số cải cách hành chính các sở, ban, ngành tỉnh Mẫu", "PAR Index of Mau")
AUTHORITY = Text("Ban Chỉ đạo Cải cách hành chính tỉnh Mẫu", "Steering Committee of Mau")
PLACE = Text("Mẫu", "Mau")
NOTHING = Text("", "")
BANDS = (
    Band("good", Text("Tốt", "Good"), Fraction(80)),
    Band("fair", Text("Khá", "Fair"), Fraction(50)),
    Band("weak", Text("Yếu", "Weak"), Fraction(0)),
)


def make_round(
    table,
    *,
    maxima=None,
    areas=None,
    leads=None,
    blocks=None,
    names=None,
    findings=None,
    reasons=None,
    bands=BANDS,
    year=2020,
    decimals=2,
    title=TITLE,
    authority=AUTHORITY,
    place=PLACE,
    caveat=NOTHING,
    absence=None,
    adjustments=(),
    predecessors=None,
    crosswalk=None,
    stage="final",
):
    """A round from `table`: unit -> {leaf: points}; a leaf "1.2" stands under area "1".

    Points are numbers as text; an absence is its word ("not_applicable"); a leaf that is left out is missing.
    maxima: leaf -> points, 10 where left out.  areas: code -> (vi, en).  leads: area -> unit.  blocks: unit -> block.
    names: unit -> (vi, en).  findings: rows of (unit, leaf, reason, points lost), None for no table at all.
    """
    leaves = sorted({leaf for row in table.values() for leaf in row} | set(maxima or {}), key=_place)
    tree = _tree(leaves, maxima or {}, areas or {}, leads or {})
    units = tuple(
        Unit(
            code,
            Text(*(names or {}).get(code, (f"Đơn vị {code}", f"Unit {code}"))),
            (blocks or {}).get(code, "so-ban-nganh"),
            (predecessors or {}).get(code, ()),
        )
        for code in table
    )
    points, state = Sheet.empty(len(units), len(tree.leaves))
    for at, row in enumerate(table.values()):
        for leaf, value in row.items():
            cell = STAGES.index(stage), at, tree.position[leaf]
            state[cell] = STATES.get(value, STATES["scored"])
            points[cell] = 0 if value in STATES else micropoints(value)
    recipe = Recipe(decimals, {None: bands}) if absence is None else Recipe(decimals, {None: bands}, absence)
    return Round(
        name=f"mau-{year}",
        title=title,
        year=year,
        authority=authority,
        place=place,
        tree=tree,
        units=units,
        sheet=Sheet(points, state),
        recipe=recipe,
        adjustments=tuple(
            Adjustment(unit, kind, micropoints(size), reason) for unit, kind, size, reason in adjustments
        ),
        reasons=REASONS if reasons is None else reasons,
        findings=None if findings is None else tuple(Finding(u, c, r, micropoints(p)) for u, c, r, p in findings),
        crosswalk=crosswalk,
        caveat=caveat,
    )


def make_results(table, previous=None, **settings):
    """The computed round of `table`; `previous` is last year's table, made with the same settings.

    findings_before: last year's findings.
    """
    before = {**settings, "year": settings.get("year", 2020) - 1, "findings": settings.pop("findings_before", None)}
    before.pop("findings_before", None)
    return compute(make_round(table, **settings), None if previous is None else make_round(previous, **before))


def one_area(**indexes):
    """A table with one leaf of 100 points: unit -> its index."""
    return {unit: {"1.1": index} for unit, index in indexes.items()}


def _place(code):
    return [(0, int(part)) if part.isdigit() else (1, part) for part in code.split(".")]


def _tree(leaves, maxima, areas, leads):
    codes = list(dict.fromkeys(leaf.split(".")[0] for leaf in leaves))
    nodes = []
    for area in codes:
        name = Text(*areas.get(area, (f"Lĩnh vực mẫu {area}", f"Sample area {area}")))
        nodes.append(Criterion(area, name, lead_unit=leads.get(area)))
        nodes += [
            Criterion(
                leaf,
                Text(f"Yêu cầu mẫu {leaf}", f"Sample requirement {leaf}"),
                area,
                micropoints(maxima.get(leaf, "10")),
                None,
                Source.APPRAISAL,
                NotApplicable.EXCLUDE,
            )
            for leaf in leaves
            if leaf.split(".")[0] == area
        ]
    return Tree(nodes)
