"""Head and foot of the official document (Nghị định 30/2020/NĐ-CP): only what the round says; the rest are dots to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parindex.report.content import Closing, Letterhead
from parindex.report.writing.words import Words, capital, clean, small

if TYPE_CHECKING:
    from parindex.engine.round import Round

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_OF_PLACE = re.compile(r"^(?P<body>Ban [Cc]hỉ đạo .+|Sở .+|Văn phòng UBND|Hội đồng .+) (?P<place>(tỉnh|thành phố) .+)$")
"""A body of a province or city: its superior is that place's People's Committee."""

_SETTING_UP = re.compile(r"^(BAN CHỈ ĐẠO|HỘI ĐỒNG) ")
"""Where an issuer's name breaks into two lines: "BAN CHỈ ĐẠO" over "CẢI CÁCH HÀNH CHÍNH"."""

_INITIALS = {
    "ban chỉ đạo": "BCĐ", "hội đồng": "HĐ", "ủy ban nhân dân": "UBND", "văn phòng": "VP", "sở": "S",
}  # fmt: skip


def vietnamese_state(round_: Round) -> bool:
    """Whether the authority is Vietnamese, so that Quốc hiệu and Tiêu ngữ belong on its documents."""
    return bool(clean(round_.authority.vi)) and clean(round_.authority.vi) != clean(round_.authority.en)


def letterhead(round_: Round, words: Words) -> Letterhead:
    """The head of the report."""
    superior, issuer = issuing(round_, words)
    home = vietnamese_state(round_)
    return Letterhead(
        superior=superior,
        issuer=issuer,
        number=words.either("Số:        /BC-", "No.:        /BC-") + _initials(clean(round_.authority.vi))
        if home
        else "",
        nation=words.either(NATION, "SOCIALIST REPUBLIC OF VIET NAM") if home else "",
        motto=words.either(MOTTO, "Independence - Freedom - Happiness") if home else "",
        place_and_date=_place_and_date(round_, words),
        title=words.either("BÁO CÁO", "REPORT"),
        subject=subject(round_, words),
    )


def issuing(round_: Round, words: Words) -> tuple[str, str]:
    """(superior, issuer) in capitals; a superior only where the authority's own name tells it."""
    if not words.vietnamese:
        return "", clean(round_.authority.said("en")).upper()
    name = clean(round_.authority.vi)
    found = _OF_PLACE.match(name)
    if found is None:
        return "", name.upper()
    return f"UBND {found['place']}".upper(), _SETTING_UP.sub(r"\1\n", found["body"].upper())


def _initials(authority: str) -> str:
    """As "BCĐCCHC" from "Ban Chỉ đạo Cải cách hành chính tỉnh Lai Châu"; dots where there is no established short form."""
    name = re.sub(r" (tỉnh|thành phố) .+$", "", authority)
    for words, short in _INITIALS.items():
        if name.lower().startswith(words + " ") and words not in ("sở", "văn phòng"):
            rest = name[len(words) + 1 :].lower()
            return short + ("CCHC" if rest == "cải cách hành chính" else "".join(w[0].upper() for w in rest.split()))
    return "…"


def _place_and_date(round_: Round, words: Words) -> str:
    """Place and blanks: a report is dated by whoever signs it."""
    place = clean(round_.place.said(words.language))
    start = f"{place}, " if place else ""
    return start + words.either("ngày … tháng … năm …", "… / … / …")


def title(round_: Round, words: Words) -> str:
    """What the round is called, with its year; an English one is made where the round has none."""
    given = clean(round_.title.vi if words.vietnamese else round_.title.en)
    if not given and words.vietnamese:
        given = clean(round_.title.en)
    if not given:
        par = "cải cách hành chính" in clean(round_.title.vi).lower()
        given = "Public Administration Reform Index" if par else clean(round_.title.vi) or "Index"
    if str(round_.year) in given:
        return given
    return f"{given} {words.either('năm ', '')}{round_.year}".strip()


def subject(round_: Round, words: Words) -> str:
    """What the report is about."""
    name = title(round_, words)
    return words.either(f"Kết quả xác định {small(name)}", f"Results of the {name}")


def closing(round_: Round, words: Words) -> Closing:
    """Recipients and signature: offices and titles follow from the authority, names are left to the signer."""
    if not words.vietnamese:
        return Closing("Recipients:", ("The units assessed;", "File."), ("ON BEHALF OF THE ISSUING BODY",))
    superior, _ = issuing(round_, words)
    first = (f"- {_spelt(superior)} (báo cáo);",) if superior else ()
    recipients = (*first, "- Các đơn vị được đánh giá;", "- Lưu: VT.")
    return Closing("Nơi nhận:", recipients, _signature(clean(round_.authority.vi)))


def _spelt(superior: str) -> str:
    """The superior "UBND TỈNH LAI CHÂU" as it is written in a list: "UBND tỉnh Lai Châu"."""
    head, kind, *name = superior.split()
    if kind == "THÀNH":
        kind, name = "thành phố", name[1:]
    return " ".join([head, kind.lower(), *(capital(word.lower()) for word in name)])


def _signature(authority: str) -> tuple[str, ...]:
    if authority.lower().startswith("ban chỉ đạo"):
        return ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")
    if authority.lower().startswith("hội đồng"):
        return ("TM. HỘI ĐỒNG", "CHỦ TỊCH")
    if authority.lower().startswith(("ủy ban nhân dân", "ubnd")):
        return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    if authority.startswith("Sở "):
        return ("GIÁM ĐỐC",)
    return ("THỦ TRƯỞNG CƠ QUAN",)
