"""Every byte that goes out: the file as it was sent (always an attachment), and its pages as drawn anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header

from parindex.evidence import drawing, store
from parindex.evidence.actions import opened
from parindex.evidence.kinds import BY_MEDIA_TYPE
from parindex.evidence.permissions import READ
from parindex.web.ui.access import page
from parindex.web.unit.evidence.gates import version_or_404

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@page(READ)
def file(request: Any, document: int, number: int) -> HttpResponse | StreamingHttpResponse:
    """The exact bytes, as an attachment that no browser opens by itself; whole, or the one range asked for."""
    version = version_or_404(request.viewer, document, number)
    tag = f'"{version.sha256}"'
    # bytes go out as they are: nothing packs them again on the way
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    first, last = 0, version.size - 1
    asked = request.headers.get("Range", "")
    part = _part(asked, version.size) if asked and request.headers.get("If-Range", tag) == tag else None
    if asked and part == ():
        return _safe(HttpResponse(status=416, headers={"Content-Range": f"bytes */{version.size}"}))
    if part:
        first, last = part
    source = store.whole(version.sha256, version.size)
    if request.method == "GET":
        opened(version, by=request.viewer)
    response = StreamingHttpResponse(_blocks(source, first, last), status=206 if part else 200)
    for name, value in {
        "Content-Type": version.media_type,
        "Content-Length": str(last - first + 1),
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=version.name),
        "Accept-Ranges": "bytes",
        "ETag": tag,
    }.items():
        response.headers[name] = value
    if part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{version.size}"
    return _safe(response)


@page(READ)
def drawn_page(request: Any, document: int, number: int, page: int) -> HttpResponse:
    """A page as a PNG of our own making. One that cannot be drawn is said so, as a picture too."""
    version = version_or_404(request.viewer, document, number)
    kind = BY_MEDIA_TYPE.get(version.media_type)
    if kind is None or not kind.drawn or not 1 <= page <= (version.pages or 0):
        raise Http404
    width = drawing.width_for(request.GET.get("w"))
    tag = f'"{version.sha256}-{page}-{width}"'
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        picture = drawing.drawn(version.sha256, kind.drawn, page, width).read_bytes()
    except drawing.Unreadable:
        return _safe(HttpResponse(_blank(), content_type="image/png", status=422))
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    return _safe(HttpResponse(picture, content_type="image/png", headers=headers))


def _safe(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _part(asked: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """The range asked for, both ends included; None for what is ignored (several ranges), () where it lies outside.

    >>> _part("bytes=0-99", 500), _part("bytes=-100", 500), _part("bytes=900-", 500), _part("bytes=0-1,5-6", 500)
    ((0, 99), (400, 499), (), None)
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.group(1, 2) == ("", ""):
        return None
    start, end = found.group(1, 2)
    if not start:
        first, last = max(size - int(end), 0), size - 1
        return (first, last) if int(end) else ()
    first, last = int(start), min(int(end), size - 1) if end else size - 1
    if first >= size:
        return ()
    return (first, last) if first <= last else None


def _blocks(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as source:
        source.seek(first)
        left = last - first + 1
        while left > 0 and (block := source.read(min(BLOCK, left))):
            left -= len(block)
            yield block


@cache
def _blank() -> bytes:
    """A sheet that says that this page could not be drawn."""
    from io import BytesIO

    from PIL import Image, ImageDraw, ImageFont

    import parindex

    fonts = sorted((Path(parindex.__file__).parent / "report" / "assets" / "fonts").glob("Tinos-Regular.ttf"))
    sheet = Image.new("RGB", (600, 848), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(fonts[0]), 22) if fonts else ImageFont.load_default(22)
    pen.multiline_text(
        (300, 380), "Không vẽ được trang này.\nXin tải tệp về để xem.\n\nThis page could not be drawn.\n"
        "Please download the file.", fill="#44505e", font=font, anchor="ma", align="center", spacing=8,
    )  # fmt: skip
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
