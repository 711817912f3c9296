"""A slow, obvious second computation: text tables in, the result document's blocks out, all in `Fraction`.

Written from the round package's description alone; it shares no code with the engine.
"""

import math
from fractions import Fraction

STAGES = ["self", "appraised", "explained", "final"]
DEFAULTS = {
    "missing": "block",
    "not_submitted": "zero",
    "not_appraised": "block",
    "too_few_answers": "exclude",
}
BANDS = [("high", Fraction(80)), ("middle", Fraction("50.5")), ("low", Fraction(0))]


def rounded(value, decimals):
    """Half up (away from zero), with exactly so many decimals."""
    shifted = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    sign = "-" if value < 0 and shifted else ""
    digits = str(shifted).rjust(decimals + 1, "0")
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def exact(value):
    """The shortest decimal string of a fraction that has one."""
    text = rounded(value, 6)
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell(spec, unit, leaf, stage):
    """(points, maximum, undecided) of one cell."""
    _, maximum, not_applicable, source = spec.criteria[leaf]
    maximum = Fraction(maximum)
    points, state = Fraction(0), "missing"
    for one in STAGES[: STAGES.index(stage) + 1] if stage else STAGES:
        if (unit, leaf, one) in spec.scores:
            text, state = spec.scores[unit, leaf, one]
            points = Fraction(text) if state == "scored" else Fraction(0)
    if state == "scored":
        return points, maximum, False
    if state == "missing":
        last = [spec.scores[unit, leaf, one][1] for one in STAGES if (unit, leaf, one) in spec.scores]
        state = "not_applicable" if last[-1:] == ["not_applicable"] else "missing"
    if state == "not_applicable":
        return {"exclude": (0, 0), "full": (maximum, maximum), "zero": (0, maximum)}[not_applicable] + (False,)
    if state == "missing" and stage == "self" and source == "survey":
        return 0, 0, False
    how = spec.absence.get(state, DEFAULTS[state])
    return 0, maximum if how == "zero" else 0, how == "block"


def under(spec, code):
    """The leaves at or under a node."""
    children = [one for one, (parent, *_) in spec.criteria.items() if parent == code]
    return [leaf for child in children for leaf in under(spec, child)] if children else [code]


def adjustment(spec, unit):
    total = Fraction(0)
    for kind, sign in (("bonus", 1), ("penalty", -1)):
        points = sum((Fraction(p) for u, k, p in spec.adjustments if (u, k) == (unit, kind)), Fraction(0))
        if kind in spec.caps:
            points = min(points, Fraction(spec.caps[kind]))
        total += sign * points
    return total


def expected(spec, stage=None):
    """The blocks of the document, without what a year before would add."""
    areas = [code for code, (parent, *_) in spec.criteria.items() if not parent]
    return [block(spec, name, areas, stage) for name in dict.fromkeys(spec.units.values())]


def block(spec, name, areas, stage):
    units = [unit for unit, where in spec.units.items() if where == name]
    figures = {}
    for unit in units:
        for area in areas:
            cells = [cell(spec, unit, leaf, stage) for leaf in under(spec, area)]
            figures[unit, area] = sum(c[0] for c in cells), sum(c[1] for c in cells)
        figures[unit, ""] = (
            sum(figures[unit, area][0] for area in areas) + adjustment(spec, unit),
            sum(figures[unit, area][1] for area in areas),
        )
    index = {key: Fraction(100) * p / m if m else None for key, (p, m) in figures.items()}
    rank = {
        (unit, key): 1 + sum(index[other, key] is not None and index[other, key] > index[unit, key] for other in units)
        if index[unit, key] is not None
        else None
        for unit in units
        for key in ["", *areas]
    }
    spreads = {key: spread(spec, units, key, index) for key in ["", *areas]}
    in_order = sorted(units, key=lambda unit: (rank[unit, ""] is None, rank[unit, ""] or 0))
    given = {unit: band(index[unit, ""]) for unit in units}
    return {
        "block": name,
        "overall": {
            "units": len(units),
            **spreads[""],
            "rose": None,
            "fell": None,
            "bands": {code: sum(one == code for one in given.values()) for code, _ in BANDS},
        },
        "areas": [
            {"criterion": area, "units": sum(index[u, area] is not None for u in units), **spreads[area]}
            for area in areas
        ],
        "units": [
            {
                "unit": unit,
                **standing(spec, figures, index, rank, unit, ""),
                "tied": rank[unit, ""] is not None and sum(rank[o, ""] == rank[unit, ""] for o in units) > 1,
                "band": given[unit],
                "previous_index": None,
                "previous_rank": None,
                "change": None,
                "areas": {area: standing(spec, figures, index, rank, unit, area) for area in areas},
            }
            for unit in in_order
        ],
    }


def standing(spec, figures, index, rank, unit, key):
    points, maximum = figures[unit, key]
    value = index[unit, key]
    return {
        "points": exact(Fraction(points)),
        "maximum": exact(Fraction(maximum)),
        "index": None if value is None else rounded(value, spec.decimals),
        "rank": rank[unit, key],
    }


def band(value):
    if value is None:
        return None
    return next((code for code, bound in BANDS if value >= bound), None)


def spread(spec, units, key, index):
    having = [unit for unit in units if index[unit, key] is not None]
    values = sorted(index[unit, key] for unit in having)
    if not values:
        nothing = dict.fromkeys(("mean", "median", "range"))
        return {**nothing, "above_mean": 0, "full": 0, "highest": [], "lowest": []}
    mean = sum(values, Fraction(0)) / len(values)
    half = len(values) // 2
    median = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    first, last = rounded(values[-1], spec.decimals), rounded(values[0], spec.decimals)
    return {
        "mean": rounded(mean, spec.decimals),
        "median": rounded(median, spec.decimals),
        "range": rounded(Fraction(first) - Fraction(last), spec.decimals),
        "above_mean": sum(value > mean for value in values),
        "full": sum(value >= 100 for value in values),
        "highest": [unit for unit in having if index[unit, key] == values[-1]],
        "lowest": [unit for unit in having if index[unit, key] == values[0]],
    }
