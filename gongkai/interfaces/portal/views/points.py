"""Who is a contact point or demonstration point, and what can be learnt there (第九条（六）, 第四条（五）)."""

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.portal.frame import frame
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import workbook
from gongkai.rules.points import TERMS, PointKind, PointLevel
from gongkai.supervision import queries as supervision

NAME, LIBRARY = "联系点和示范点", "经验库"
KINDS = tuple((one.value, TERMS[one]) for one in PointKind)


def _kind(request) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in dict(KINDS) else ""


def points(request):
    """The tree: every body with its points and their share."""
    kind = _kind(request)
    context = frame(
        "portal:places", crumbs=((NAME, ""),), tree=supervision.tree(request.actor, kind=kind), kinds=KINDS, kind=kind
    )
    return render(request, "portal/points.html", context)


def points_xlsx(request):
    """The same list as a workbook."""
    headings = ("编号", "级别", "种类", "建点机关", "批次", "组织", "确定", "期限")
    rows = (
        (
            row.number, TERMS[PointLevel(row.batch.level)], TERMS[PointKind(row.batch.kind)], keeper.keeper.name, row.batch.title,
            row.org.name, row.named_on.isoformat(), row.batch.ends_on.isoformat(),
        )
        for keeper in supervision.tree(request.actor, kind=_kind(request))
        for row in keeper.points
    )  # fmt: skip
    return workbook(headings, rows, NAME)


def point(request, number: str):
    """One point: why, what it looks into, what it shows, what it found out."""
    view = supervision.public_point(request.actor, number=number, today=request.today)
    crumbs = ((NAME, reverse("portal:points")), (view.row.org.short_name, ""))
    context = frame("portal:places", crumbs=crumbs, view=view, row=view.row)
    return render(request, "portal/point.html", context)


def _found(request, limit: int) -> tuple[str, bool, list]:
    words, county = request.GET.get("q", "").strip()[:80], "county" in request.GET
    return words, county, supervision.library(request.actor, words=words, county_only=county, limit=limit)


def library(request):
    """Experiences that were adopted, searched by words."""
    words, county, rows = _found(request, 200)
    crumbs = ((NAME, reverse("portal:points")), (LIBRARY, ""))
    context = frame(
        "portal:places", crumbs=crumbs, rows=rows, words=words, county=county, query=request.GET.urlencode()
    )  # fmt: skip
    return render(request, "portal/library.html", context)


def library_xlsx(request):
    """The list of experiences as a workbook."""
    _, _, rows = _found(request, 10_000)
    headings = ("编号", "标题", "来自", "哪一级采用", "采用日期")
    cells = (
        (row.number, row.title, row.point.org.name, "县里" if row.county_on else row.point.batch.keeper.short_name, row.adopted_on.isoformat())
        for row in rows
    )  # fmt: skip
    return workbook(headings, cells, LIBRARY)


def experience(request, number: str):
    """One experience with the point it comes from."""
    row = supervision.experience(request.actor, number=number)
    crumbs = ((NAME, reverse("portal:points")), (LIBRARY, reverse("portal:library")), (row.title, ""))
    files = supervision.experience_files(request.actor, number=number)
    context = frame("portal:places", crumbs=crumbs, row=row, files=files)
    return render(request, "portal/experience.html", context)


def experience_file(request, number: str, token: str):
    """A file of an experience that everybody may have."""
    return send_stored(*supervision.experience_file(request.actor, number=number, token=token))
