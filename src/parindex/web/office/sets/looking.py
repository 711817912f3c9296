"""What the pages of a set share: finding it, its tabs, and what is said when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from parindex.criteria.models import CriteriaSet
from parindex.criteria.permissions import CHANGE, changeable
from parindex.engine.problems import Text
from parindex.grammar.roles import may
from parindex.grammar.verdict import Conflict, Invalid, Verdict
from parindex.web.ui.speech import said

CHANGED_MEANWHILE = Text(
    "Bộ tiêu chí vừa được người khác sửa nên thao tác chưa thực hiện. Trang đã tải lại bản mới nhất; xin làm lại.",
    "Somebody else changed the set meanwhile, so nothing was done. This is the latest version; please do it again.",
)


def find(code: str) -> CriteriaSet:
    """The set of that code. Raises Http404."""
    found = CriteriaSet.objects.select_related("previous").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def may_change(request: Any, set_: CriteriaSet) -> Verdict:
    """Whether the viewer can change the set now."""
    verdict = may(request.viewer, CHANGE)
    return changeable(set_) if verdict else verdict


def frame(request: Any, set_: CriteriaSet, here: str) -> dict[str, Any]:
    """What the head of every page of a set shows. here: the tab."""
    tabs = (
        ("set", Text("Cây tiêu chí", "Criteria")),
        ("set-reasons", Text("Lý do và câu mẫu", "Reasons and sentences")),
        ("set-crosswalk", Text("Đối chiếu năm trước", "Crosswalk")),
        ("set-import", Text("Tệp Excel", "Workbook")),
    )
    return {
        "set": set_,
        "verdict": may_change(request, set_),
        "coordinator": bool(may(request.viewer, CHANGE)),
        "tabs": [(reverse(name, kwargs={"set": set_.code}), label, name == here) for name, label in tabs],
    }


def version_of(request: Any) -> int | None:
    """The version of the set that the person was looking at."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def whole(text: str) -> int | None:
    """A whole number out of a form; None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def done(request: Any, text: Text) -> None:
    """Say on the next page what was done."""
    messages.success(request, said(text))


def try_it(request: Any, act: Callable[[], object], told: Text) -> bool:
    """Do it, and say so, or say at once everything that keeps it from being done."""
    try:
        act()
    except Conflict:
        messages.warning(request, said(CHANGED_MEANWHILE))
    except Invalid as invalid:
        messages.error(request, " ".join(said(fault) for fault in invalid.faults.values()))
    except ObjectDoesNotExist:
        messages.warning(request, said(CHANGED_MEANWHILE))
    else:
        done(request, told)
        return True
    return False


def to(name: str, set_: CriteriaSet, **more: str) -> HttpResponse:
    """On to a page of the set."""
    return HttpResponseRedirect(reverse(name, kwargs={"set": set_.code, **more}))
