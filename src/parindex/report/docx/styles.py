"""The look of the DOCX as real styles, after Nghị định 30/2020/NĐ-CP, Phụ lục I: change a style and the report follows.

Sizes are half-points, indents and spaces twentieths of a point, as Word counts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.report.docx.text import DECLARATION, NAMESPACES, escaped, twips
from parindex.report.pdf.tables import SIZES

FONT = "Times New Roman"
BODY_SIZE = 26
FIRST_LINE = twips(12.7)

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. size: half-points; spaces and indents: twips; align: left, center, right, both.

    outline: the level in the navigation pane, 0 for a heading 1.
    """

    name: str
    identifier: str
    size: int = BODY_SIZE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    indent: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    following: str = ""
    extra: str = ""


BODY = f'w:firstLine="{FIRST_LINE}"'

STYLES = (
    Style("Body Text", "BodyText", align="both", after=120, line=264, indent=BODY),
    Style("Lead", "Lead", bold=True, align="both", after=120, line=264, indent=BODY),
    Style("Note", "Note", size=22, italic=True, align="both", before=40, after=160),
    Style("Title", "Title", size=28, bold=True, align="center", before=360, keep_next=True, following="Subtitle"),
    Style("Subtitle", "Subtitle", size=28, bold=True, align="center", keep_next=True, following="BodyText"),
    Style(
        "heading 1", "Heading1", bold=True, align="both", before=240, after=120, line=264, indent=BODY,
        keep_next=True, keep_lines=True, outline=0, following="BodyText",
    ),
    Style(
        "heading 2", "Heading2", bold=True, align="both", before=160, after=100, line=264, indent=BODY,
        keep_next=True, keep_lines=True, outline=1, following="BodyText",
    ),
    Style(
        "heading 3", "Heading3", bold=True, italic=True, align="both", before=120, after=80, line=264, indent=BODY,
        keep_next=True, keep_lines=True, outline=2, following="BodyText",
    ),
    Style(
        "Annex Title", "AnnexTitle", size=28, bold=True, align="center", after=200, keep_next=True, outline=0,
        following="BodyText",
    ),
    Style("caption", "Caption", size=24, align="center", before=160, after=80, keep_next=True, keep_lines=True),
    Style("Chart", "Chart", align="center", keep_next=True),
    Style("Chart Note", "ChartNote", size=22, italic=True, align="center", after=160, keep_lines=True),
    Style(
        "List Bullet", "ListBullet", align="both", after=80, line=264,
        extra='<w:numPr><w:numId w:val="1"/></w:numPr>',
    ),
    Style(
        "Contents Heading", "ContentsHeading", bold=True, align="center", after=200, keep_next=True,
        extra="<w:pageBreakBefore/>",
    ),
    Style("toc 1", "TOC1", size=24, align="left", before=20, indent='w:left="0" w:right="567"'),
    Style("toc 2", "TOC2", size=22, align="left", indent='w:left="284" w:right="567"'),
    Style("header", "Header", size=BODY_SIZE, align="center"),
    Style("Caveat", "Caveat", size=17, italic=True, align="center", before=20),
    Style("Superior", "Superior", align="center"),
    Style("Issuer", "Issuer", bold=True, align="center"),
    Style("Nation", "Nation", size=24, bold=True, align="center"),
    Style("Motto", "Motto", size=28, bold=True, align="center"),
    Style("Rule", "Rule", size=2, align="center", line=40),
    Style("Document Number", "DocumentNumber", align="center", before=120),
    Style("Place and Date", "PlaceAndDate", italic=True, align="center", before=120),
    Style("Recipients Title", "RecipientsTitle", size=24, bold=True, italic=True, keep_next=True),
    Style("Recipients", "Recipients", size=22, indent='w:left="142" w:hanging="142"'),
    Style("Signature", "Signature", bold=True, size=28, align="center", keep_next=True),
)  # fmt: skip
"""All paragraph styles; a built-in one carries Word's own name, so that Word shows it in the reader's language."""


_CELLS = {"text": "left", "number": "right", "rank": "center", "head": "center"}


def cell_style(kind: str, size: float) -> str:
    """The style of a table cell: what stands in it ("text", "number", "rank", "head") at a size in points."""
    return f"Table{kind.capitalize()}{round(size * 2)}"


def _cell_styles() -> Iterator[Style]:
    """A style for every kind of cell and every size a table may be set in."""
    for size in SIZES:
        for kind, align in _CELLS.items():
            head = kind == "head"
            name = f"Table {kind.capitalize()} {size:g}"
            yield Style(
                name,
                cell_style(kind, size),
                round(size * 2),
                bold=head,
                align=align,
                before=20,
                after=20,
                keep_next=head,
            )


def styles_part(language: str) -> bytes:
    """word/styles.xml."""
    paragraph_styles = "".join(_paragraph_style(style) for style in (*STYLES, *_cell_styles()))
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(language)}"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{_TABLE_STYLES}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{paragraph_styles}</w:styles>"
    ).encode()


def _defaults(language: str) -> str:
    code = LANGUAGES[language]
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>'
        f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _paragraph_style(style: Style) -> str:
    keeps = ("<w:keepNext/>" if style.keep_next else "") + ("<w:keepLines/>" if style.keep_lines else "")
    exact = ' w:lineRule="exact"' if style.line < 240 else ' w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}"{exact}/>'
    indent = f"<w:ind {style.indent}/>" if style.indent else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    marks = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.identifier}"{_custom(style)}>'
        f'<w:name w:val="{escaped(style.name)}"/><w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f'<w:pPr>{keeps}{style.extra}{spacing}{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{marks}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


_BUILT_IN = frozenset(
    ("Body Text", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "caption", "List Bullet", "toc 1", "toc 2",
     "header", "Signature")
)  # fmt: skip


def _custom(style: Style) -> str:
    return "" if style.name in _BUILT_IN else ' w:customStyle="1"'


def _borders(tag: str, kind: str, size: int) -> str:
    edges = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:{tag}>{edges}</w:{tag}>"


_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{_borders("tblBorders", "single", 4)}<w:tblCellMar>'
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="PlainTable"><w:name w:val="Borderless Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
"""ReportTable is ruled in black, PlainTable lays out letterhead and signature and shows no line."""


def numbering_part() -> bytes:
    """word/numbering.xml: the one list, a hyphen as Vietnamese documents use it."""
    return (
        f'{DECLARATION}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:pStyle w:val="ListBullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{FIRST_LINE}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/></w:rPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()


def settings_part(language: str) -> bytes:
    """word/settings.xml: Word's current layout (no "compatibility mode"), no question about fields when opening."""
    code = LANGUAGES[language]
    office = "http://schemas.microsoft.com/office/word"
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/>'
        f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{office}" w:val="1"/>'
        f'<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{office}" w:val="1"/>'
        f'</w:compat><w:themeFontLang w:val="{code}"/><w:decimalSymbol w:val="{"," if language == "vi" else "."}"/>'
        f'<w:listSeparator w:val="{";" if language == "vi" else ","}"/></w:settings>'
    ).encode()
