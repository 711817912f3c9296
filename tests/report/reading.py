"""Reads a document back: every text in it, and the numbers in a text with what a reader takes them for."""

import re
from fractions import Fraction

from parindex.report.content import Bullets, Chart, Grid, Heading, Paragraph

_NUMBER = {
    "vi": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}
_LABEL = re.compile(r"(Bảng|Biểu đồ|Phụ lục|Table|Chart|Annex) \d+(?! \()")
_ENUMERATED = re.compile(r"^\d+(\.\d+)?\. ")


def blocks_of(document):
    """Every block, those of the annexes included."""
    yield from document.body
    for annex in document.annexes:
        yield from annex.body


def block_texts(block):
    """The texts of one block, a number in front of a heading left out."""
    if isinstance(block, Heading):
        return [_ENUMERATED.sub("", block.text)]
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Bullets):
        return ["".join(run.text for run in item) for item in block.items]
    if isinstance(block, Grid):
        return [
            block.caption,
            block.note,
            *(head.text for head in block.heads),
            *(cell for row in block.rows for cell in row.cells),
        ]
    marks = [text for m in block.marks for text in (m.label, m.text, m.before_text, m.after_text, m.note)]
    axis = re.compile(rf" (Trục từ|Axis from) −?{abs(block.low):g}\.$")
    return [block.title, axis.sub("", block.subtitle), block.alt, block.mean_text, block.source, *marks]


def texts_of(document):
    """Every text that is read in a document; ticks of axes and labels ("Bảng 1.") are left out."""
    return body_texts(document) + annex_texts(document)


def body_texts(document):
    """The texts outside the annexes."""
    head, foot = document.letterhead, document.closing
    found = [document.title, document.summary, document.caveat]
    found += [head.superior, head.issuer, head.number, head.nation, head.motto, head.place_and_date, head.title]
    found += [head.subject, foot.recipients_title, *foot.recipients, *foot.signature]
    found += [annex.title for annex in document.annexes]
    found += [text for block in document.body for text in block_texts(block)]
    return [text for text in found if text]


def annex_texts(document):
    """The texts of the annexes."""
    return [text for annex in document.annexes for block in annex.body for text in block_texts(block) if text]


def sentences_of(document):
    """Sentences of the running text: paragraphs and list items."""
    for block in document.body:
        if isinstance(block, Paragraph | Bullets):
            for text in block_texts(block):
                yield from re.split(r"(?<=[.:]) (?=[A-ZĐÁẤẤỨĂÂÊÔƠƯ0-9])", text)


def sections_of(document):
    """The article cut at its headings: heading -> the running text below it."""
    found, heading = {"": ""}, ""
    for block in document.body:
        if isinstance(block, Heading):
            heading = block.text
            found[heading] = ""
        elif isinstance(block, Paragraph | Bullets):
            found[heading] += "\n".join(block_texts(block)) + "\n"
    return found


def without(text, pattern):
    """The text without the names that `names_pattern` knows: numbers in names are not figures."""
    return pattern.sub("·", text) if pattern is not None else text


def names_pattern(names):
    """Finds those of the names that hold a digit, the longest first, at the start of a sentence or within one."""
    spelt = {form for name in names if any(c.isdigit() for c in name) for form in (name, name[:1].lower() + name[1:])}
    spelt |= {form.upper() for form in spelt}
    return re.compile("|".join(map(re.escape, sorted(spelt, key=len, reverse=True)))) if spelt else None


def numbers_in(text, language):
    """Numbers as written, in plain notation: "79,79" -> "79.79", "1.984,00" -> "1984.00", "04" -> "4"."""
    text = _LABEL.sub("", text)
    found = []
    for written in _NUMBER[language].findall(text):
        plain = written.replace(".", "").replace(",", ".") if language == "vi" else written.replace(",", "")
        whole, dot, part = plain.partition(".")
        found.append(str(int(whole)) + dot + part)
    return found


def rounded(value, places):
    """A fraction rounded half up (away from zero), written plainly without its sign: the long way round."""
    value = abs(Fraction(value))
    scale = 10**places
    whole = value.numerator * scale // value.denominator
    if value * scale - whole >= Fraction(1, 2):
        whole += 1
    digits = str(whole).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def charts_of(document):
    """Every chart."""
    return [block for block in blocks_of(document) if isinstance(block, Chart)]


def grids_of(document):
    """Every table."""
    return [block for block in blocks_of(document) if isinstance(block, Grid)]
