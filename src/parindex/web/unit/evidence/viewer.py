"""A document beside whatever it is read for: `unit/evidence/viewer.html`. Links only; htmx swaps #viewer in place."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse

from parindex.evidence.actions import opened
from parindex.evidence.drawing import FIT, WIDTHS, width_for
from parindex.evidence.kinds import BY_MEDIA_TYPE, Kind
from parindex.evidence.models import Version

AROUND = 3


class View(NamedTuple):
    """A page of a version on the screen. page: 0 where nothing is drawn; links: page number and address, None for a gap."""

    version: Version
    kind: Kind | None
    page: int
    width: int
    picture: str
    file: str
    before: str
    after: str
    smaller: str
    larger: str
    fit: str
    fits: bool
    links: list[tuple[int, str] | None]


def viewer_context(request: Any, version: Version, page: int | str | None = None) -> dict[str, Any]:
    """The context of unit/evidence/viewer.html, under the one key "view"; notes that the viewer has opened it.

    The caller has made sure that the viewer may read the version. page: from 1; without it ?page= of the request.
    The links keep everything else in the request's address and change `page` and `zoom`.
    """
    kind = BY_MEDIA_TYPE.get(version.media_type)
    drawn = bool(kind and kind.drawn and version.pages)
    count = version.pages or 1
    number = min(max(_number(page or request.GET.get("page")), 1), count) if drawn else 0
    zoom = request.GET.get("zoom", "")
    width = width_for(zoom)
    at = WIDTHS.index(width)
    if request.method == "GET":
        opened(version, by=request.viewer)

    def address(page: int = number, zoom: str | int = zoom) -> str:
        query = request.GET.copy()
        query["page"] = str(page)
        query["zoom"] = str(zoom)
        if not zoom:
            del query["zoom"]
        return f"?{query.urlencode()}"

    return {
        "view": View(
            version=version,
            kind=kind,
            page=number,
            width=width,
            picture=f"{reverse('document-page', args=[version.document_id, version.number, number])}?w={width}",
            file=reverse("document-file", args=[version.document_id, version.number]),
            before=address(number - 1) if number > 1 else "",
            after=address(number + 1) if drawn and number < count else "",
            smaller=address(zoom=WIDTHS[at - 1]) if at else "",
            larger=address(zoom=WIDTHS[at + 1]) if at + 1 < len(WIDTHS) else "",
            fit=address(zoom=""),
            fits=not zoom,
            links=[(n, address(n)) if n else None for n in page_numbers(number, count)] if drawn else [],
        )
    }


def page_numbers(here: int, count: int) -> list[int]:
    """The pages to offer: the first, the last, those around; 0 for a gap.

    >>> page_numbers(9, 40)
    [1, 0, 6, 7, 8, 9, 10, 11, 12, 0, 40]
    """
    near = [n for n in range(here - AROUND, here + AROUND + 1) if 1 <= n <= count]
    front = [] if near[0] == 1 else [1] if near[0] == 2 else [1, 0]
    back = [] if near[-1] == count else [count] if near[-1] == count - 1 else [0, count]
    return [*front, *near, *back]


def _number(text: int | str | None) -> int:
    try:
        return int(text or 1)
    except ValueError:
        return 1


__all__ = ["FIT", "View", "page_numbers", "viewer_context"]
