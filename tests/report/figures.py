"""Every number that results support, worked out a second time: from the cells, in fractions, without our writers."""

import re
from collections import defaultdict
from fractions import Fraction

from parindex.engine.sheet import State
from tests.report.reading import annex_texts, body_texts, names_pattern, numbers_in, rounded, without

MICRO = 10**6


class Figures:
    """One block's figures. values: area code (or "" for the whole index) -> unit -> exact percentage."""

    def __init__(self, results, block):
        self.round, self.results = results.round, results
        self.rows = {u.code: at for at, u in enumerate(results.round.units) if u.block == block}
        self.adjusted = {u.unit.code: u.adjustment for b in results.blocks for u in b.units}
        tree = results.round.tree
        self.spans = {"": list(range(len(tree.leaves))), **{a.code: list(tree.spans[a.code]) for a in tree.areas}}
        self.values = {key: self._values(key) for key in self.spans}

    def _values(self, key):
        found = {}
        for unit, row in self.rows.items():
            points = sum(int(self.results.points[row, at]) for at in self.spans[key])
            maximum = sum(int(self.results.maxima[row, at]) for at in self.spans[key])
            points += 0 if key else self.adjusted[unit]
            if maximum:
                found[unit] = Fraction(100 * points, maximum)
        return found

    def mean(self, key=""):
        values = list(self.values[key].values())
        return sum(values) / len(values) if values else None

    def range(self, key="", places=None):
        """First minus last, of the rounded percentages; without its sign, as text."""
        places = self.round.recipe.decimals if places is None else places
        values = [Fraction(rounded(v, places)) * (-1 if v < 0 else 1) for v in self.values[key].values()]
        return rounded(max(values) - min(values), places)

    def count(self, key, test):
        return sum(1 for value in self.values[key].values() if test(value))


def supported(results):
    """The numbers, in plain notation, that the running text, tables and charts may contain."""
    found = {"70", "80", "100", str(results.round.year)}
    if results.comparison is not None:
        found.add(str(results.comparison.previous.round.year))
        found |= {rounded(100 * share, results.round.recipe.decimals) for share in results.comparison.shares}
    found |= _whole_numbers(len(results.round.units))
    for block in results.round.blocks:
        found |= _of_block(results, block)
    return found


def _whole_numbers(units):
    """Ranks and counts of units run from 0 to their number."""
    return {str(n) for n in range(units + 1)}


def _of_block(results, block):
    now = Figures(results, block)
    places = results.round.recipe.decimals
    found = set()
    for key, values in now.values.items():
        found |= {rounded(value, places) for value in values.values()}
        if values:
            found |= {rounded(now.mean(key), places), now.range(key)}
    found |= {str(n) for n in range(len(now.values))}  # places of components, counts of components
    found |= _before(results, block, now)
    found |= _causes(results, now)
    found |= _cells(results, now)
    return found


def _before(results, block, now):
    comparison = results.comparison
    if comparison is None:
        return set()
    places, found = results.round.recipe.decimals, set()

    def change(one, other):
        written = [Fraction(rounded(v, places)) * (-1 if v < 0 else 1) for v in (one, other)]
        return {rounded(one, places), rounded(other, places), rounded(written[0] - written[1], places)}

    for result in results.block(block).units:
        if result.previous is not None and result.previous.index is not None and result.unit.code in now.values[""]:
            found |= change(now.values[""][result.unit.code], result.previous.index)
        if result.previous is not None and result.previous.index is not None:
            found |= {rounded(result.previous.index, places)}
        found |= {str(result.previous.rank)} if result.previous is not None else set()
    if block in comparison.previous.round.blocks:
        then = Figures(comparison.previous, block)
        found |= _whole_numbers(len(then.rows))
        pairs = [("", "")] + [(a, comparison.area(block, a).area) for a in now.values if a]
        for key, old in pairs:
            if old is not None and then.values[old] and now.values[key]:
                found |= change(now.mean(key), then.mean(old)) | {then.range(old, places)}
    return found


def _causes(results, now):
    """Points and counts by requirement, by reason, by shared cause."""
    tree, found = results.round.tree, set()

    def points(micro):
        found.add(rounded(Fraction(micro, MICRO), 2))

    total = possible = 0
    for at in range(len(tree.leaves)):
        lost = [int(results.maxima[row, at] - results.points[row, at]) for row in now.rows.values()]
        most = [int(results.maxima[row, at]) for row in now.rows.values()]
        points(sum(lost))
        points(sum(most))
        total, possible = total + sum(lost), possible + sum(most)
    points(total)
    points(possible)
    by_reason, by_cause, by_area = defaultdict(list), defaultdict(list), defaultdict(set)
    for finding in results.round.findings or ():
        if finding.unit in now.rows and finding.criterion in tree.area_of:
            by_reason[finding.reason].append(finding)
            by_cause[finding.reason, finding.criterion].append(finding)
            by_area[finding.reason, tree.area_of[finding.criterion]].add(finding.criterion)
    found |= {str(len(criteria)) for criteria in by_area.values()}
    for same in by_reason.values():
        found.add(str(len(same)))
        points(sum(f.points_lost for f in same))
    points(sum(f.points_lost for same in by_reason.values() for f in same))
    points(total - sum(f.points_lost for same in by_reason.values() for f in same))
    merged = defaultdict(int)
    for (reason, criterion), same in by_cause.items():
        points(sum(f.points_lost for f in same))
        units = frozenset(f.unit for f in same)
        merged[reason, tree.area_of[criterion], units] += sum(f.points_lost for f in same)
        found.add(str(len(by_cause)))
    for lost in merged.values():
        points(lost)
    return found | _repeated(results, now, by_cause)


def _repeated(results, now, by_cause):
    """How often, and at how many requirements, something was lost again for the same reason."""
    comparison, found = results.comparison, set()
    if comparison is None or comparison.previous.round.findings is None:
        return found
    unit_of = {u.code: u for u in results.round.units}
    leaves, old_leaves = results.round.tree.leaves, comparison.previous.round.tree.leaves
    was = {
        leaves[at].code: {old_leaves[old].code for old in group.before}
        for group in comparison.groups
        for at in group.now
    }
    before = {(f.unit, f.criterion, f.reason) for f in comparison.previous.round.findings}
    again = {
        key: [
            f
            for f in same
            if any(
                (unit, leaf, f.reason) in before
                for unit in comparison.ancestors(unit_of[f.unit])
                for leaf in was.get(f.criterion, ())
            )
        ]
        for key, same in by_cause.items()
    }
    again = {key: same for key, same in again.items() if same}
    found |= {str(sum(len(same) for same in again.values())), str(max(0, len(again) - 12))}
    found |= {rounded(Fraction(sum(f.points_lost for f in same), MICRO), 2) for same in again.values()}
    del now
    return found


def _cells(results, now):
    """Cells by state, and undecided cells."""
    rows = list(now.rows.values())
    states = [int(state) for row in rows for state in results.state[row]]
    found = {str(states.count(int(state))) for state in State}
    undecided = [len(u.undecided) for b in results.blocks for u in b.units if u.unit.code in now.rows]
    return found | {str(sum(undecided))}


def supported_in_annexes(results):
    """The points of the annexes besides: every layer, leaf, group and total, at two decimals and at those of the ledger."""
    tree, sheet, found = results.round.tree, results.round.sheet, set()
    values = {int(v) for v in sheet.points.ravel()} | {int(v) for v in tree.maxima}
    for code in (None, *tree.by_code):
        span = list(range(len(tree.leaves))) if code is None else list(tree.spans[code])
        values |= {sum(int(v) for v in results.points[row, span]) for row in range(len(results.round.units))}
        values |= {sum(int(v) for v in results.maxima[row, span]) for row in range(len(results.round.units))}
        values.add(sum(int(tree.maxima[at]) for at in span))
        for row in range(len(results.round.units)):
            top, bottom = (sum(int(v) for v in cells[row, span]) for cells in (results.points, results.maxima))
            if bottom:
                found.add(rounded(Fraction(100 * top, bottom), results.round.recipe.decimals))
    for block in results.blocks:
        for unit in block.units:
            values |= {unit.adjustment, unit.standing.points}
    for value in values:
        found |= {rounded(Fraction(value, MICRO), places) for places in (2, 4, 5, 6)}
    return found


def names_of(results, language):
    """Every name, note and quoted reason that may hold a number of its own."""
    round_ = results.round
    found = [round_.title.vi, round_.title.en, round_.authority.said(language), round_.place.said(language)]
    found += [round_.caveat.said(language), *round_.blocks]
    found += [c.name.said(language) for c in round_.tree.criteria] + [u.name.said(language) for u in round_.units]
    found += [text.said(language) for text in round_.reasons.values()]
    found += [f.note for f in round_.findings or ()] + [f.reason for f in round_.findings or ()]
    found += [band.name.said(language) for bands in round_.recipe.bands.values() for band in bands]
    if results.comparison is not None:
        found += [note.said(language) for note in results.comparison.notes]
        found += [u.previous.reason.said(language) for b in results.blocks for u in b.units if u.previous is not None]
        found += [
            results.comparison.area(b.block, area).reason.said(language) for b in results.blocks for area in b.areas
        ]
    return [" ".join(name.split()) for name in found if name]


def unsupported(document, results, extra=()):
    """Texts with numbers that the results do not support: (number, text)."""
    fine = supported(results) | set(extra)
    found = _stray(body_texts(document), document.language, results, fine)
    if document.annexes:
        found += _stray(annex_texts(document), document.language, results, fine | supported_in_annexes(results))
    return found


def _stray(texts, language, results, fine):
    names, tree = names_pattern(names_of(results, language)), results.round.tree
    codes = re.compile(r"(Lĩnh vực|Area) ([\w.]+)$|(?<![\w.])([\w.]+)(?=: )")
    deep = re.compile(r"(?<![\w.])\d+(?:\.\d+){2,}")  # "2.1.2" is no number in either language
    found = []
    for text in texts:
        if text in tree.by_code:
            continue
        bare = without(text, names)
        bare = codes.sub(lambda m: "" if (m[2] or m[3]) in tree.by_code else m[0], bare)
        bare = deep.sub(lambda m: "" if m[0] in tree.by_code else m[0], bare)
        found += [(number, text) for number in numbers_in(bare, language) if number not in fine]
    return found


def supported_by_robustness(ranks):
    """The numbers that robustness figures support: settings, ranks, widths, shares, shifts, and the interval's own 5, 90, 95."""
    found = {"5", "90", "95", "99", str(ranks.draws)}
    found |= {f"{1 + sign * ranks.spread:.6g}" for sign in (-1, 1)}
    for block in ranks.blocks:
        found |= {str(n) for n in range(len(block.units) + 1)}
        found |= {str(share) for unit in block.units for share in _shares(unit.above_next)}
        found |= {f"{left.mean_shift:.2f}" for left in block.criteria}
        found |= {str(s) for c in block.choices for part in (c.first_order, c.total) for s in _shares(part)}
    return found


def _shares(share):
    return () if share is None else (round(100 * share), int(100 * share + 0.5), 1, 99)
