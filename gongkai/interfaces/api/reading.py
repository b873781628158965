"""What every visitor may read, without a key; with one, what its person may read."""

from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query

from gongkai.archive import queries as archive
from gongkai.interfaces.api import cursors, shapes
from gongkai.interfaces.api.door import anyone, api
from gongkai.interfaces.api.problems import Problem
from gongkai.interfaces.ui import addresses
from gongkai.obligations import queries as obligations
from gongkai.obligations.views import DutyRow
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.numbers import number_of
from gongkai.publication.views import ListRow
from gongkai.rulebook import queries as rulebook
from gongkai.rules.categories import category as category_of
from gongkai.rules.periods import Period
from gongkai.rules.refusals import missing

ERRORS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
OrgCode = Annotated[str, Path(pattern=shapes.CODE)]
OfOrg = Annotated[str | None, Query(pattern=shapes.CODE)]
Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=200)]


def organization_of(request: HttpRequest, code: str):
    return orgs.organization_by_code(request.actor, code=code)


def _org(request: HttpRequest, org) -> shapes.Org:
    return shapes.Org(
        code=org.code, name=org.name, short_name=org.short_name, kind=org.kind, status=org.status,
        superior=org.superior.code if org.superior else None, owes_duties=org.owes_duties,
        url=f"{addresses.home(request)}{reverse('portal:organization', args=[org.code])}",
    )  # fmt: skip


@api.get("/organizations", response={200: shapes.Orgs, **ERRORS}, auth=anyone, tags=["组织"], url_name="organizations")
def organizations(request, under: OfOrg = None, cursor: Cursor = None, limit: Limit = 50):
    """党组织，从上到下；`under` 只要它和它下面的。"""
    root = organization_of(request, under) if under else orgs.county(request.actor)
    rows = orgs.subtree_page(request.actor, path=root.path, after=cursors.opened(cursor), limit=limit + 1)
    more = rows[limit - 1].path if len(rows) > limit else ""
    return shapes.Orgs(items=[_org(request, one) for one in rows[:limit]], next=cursors.sealed(more))


@api.get(
    "/organizations/{code}", response={200: shapes.Org, **ERRORS}, auth=anyone, tags=["组织"], url_name="organization"
)
def organization(request, code: OrgCode):
    """一个党组织。"""
    return _org(request, organization_of(request, code))


def duty_of(row: DutyRow, items: dict) -> shapes.Duty:
    found = items.get(row.ref)
    return shapes.Duty(
        period=row.period, entry=row.code, event=row.trigger_id, name=row.name, category=int(row.category),
        due_on=row.due_on, state=row.state, answered_at=row.answered_at, late_days=row.late_days,
        item=found.slug if found else None, under_check=bool(found and found.checked),
    )  # fmt: skip


@api.get(
    "/organizations/{code}/months/{period}", response={200: shapes.Month, **ERRORS}, auth=anyone, tags=["组织"],
    url_name="month",
)  # fmt: skip
def month(request, code: OrgCode, period: Annotated[str, Path(pattern=shapes.PERIOD)]):
    """一个月里应当公开的每一项，和它现在的状态。"""
    org = organization_of(request, code)
    view = obligations.month(request.actor, org_id=org.pk, period=period, today=request.today)
    if not view.rows:
        raise missing()
    items = publication.by_refs(request.actor, refs={row.ref for row in view.rows if row.ref})
    counts = {name: getattr(view.counts, name) for name in shapes.Counts.model_fields}
    return shapes.Month(
        organization=org.code, period=period, disclosure_day=view.disclosure_day.due, counts=shapes.Counts(**counts),
        duties=[duty_of(row, items) for row in view.rows],
    )  # fmt: skip


@api.get(
    "/organizations/{code}/catalog", response={200: shapes.Catalog, **ERRORS}, auth=anyone, tags=["组织"],
    url_name="catalog",
)  # fmt: skip
def catalog(request, code: OrgCode, period: Annotated[str | None, Query(pattern=shapes.PERIOD)] = None):
    """公开目录，按月份；不写月份就是本月的。"""
    org = organization_of(request, code)
    month = period or str(Period.of(request.today))
    found = rulebook.catalog_of(request.actor, org_id=org.pk, period=month)
    version = found and rulebook.version_in_force(request.actor, catalog_id=found.pk, period=month)
    if not version:
        raise missing()
    entries = [
        shapes.Entry(
            code=one.code, name=one.name, category=int(one.category), elements=one.elements,
            audiences=list(one.audiences), methods=list(one.methods), time_kind=one.time_kind, note=one.note,
        )
        for one in rulebook.entries(request.actor, version_id=version.pk)
    ]  # fmt: skip
    return shapes.Catalog(
        organization=org.code, name=found.name, version=version.number, period_from=version.period_from, entries=entries
    )


def _line(row: ListRow, home: str) -> shapes.Line:
    return shapes.Line(
        number=row.number, slug=row.slug, title=row.title, organization=row.org_name, category=int(row.category),
        entry=row.code, period=row.period, audience=row.audience, published_at=row.published_at,
        edition=row.edition_number, url=f"{home}{reverse('portal:item', args=[row.slug])}",
    )  # fmt: skip


@api.get("/items", response={200: shapes.Lines, **ERRORS}, auth=anyone, tags=["公开件"], url_name="items")
def items(
    request, organization: OfOrg = None, category: Annotated[int | None, Query(ge=1, le=8)] = None,
    cursor: Cursor = None, limit: Limit = 50,
):  # fmt: skip
    """公开了的事项，新的在前；`organization` 连同它下面的。"""
    org = organization_of(request, organization) if organization else None
    area = str(category_of(category).code) if category else None
    rows = publication.latest(
        request.actor, path=org.path if org else None, category=area, limit=limit + 1,
        before=cursors.opened(cursor) or None,
    )  # fmt: skip
    more, home = rows[limit - 1].cursor if len(rows) > limit else "", addresses.home(request)
    return shapes.Lines(items=[_line(row, home) for row in rows[:limit]], next=cursors.sealed(more))


def _said(one) -> shapes.Explanation:
    return shapes.Explanation(kind=one.kind, text=one.text, at=one.at)


@api.get("/items/{slug}", response={200: shapes.Item, **ERRORS}, auth=anyone, tags=["公开件"], url_name="item")
def item(request, slug: Annotated[str, Path(pattern=shapes.SLUG)]):
    """一件公开件：现在的一版、附件、历次版本；撤下了的，只有说明。"""
    view, home = publication.item(request.actor, number=number_of(slug)), addresses.home(request)
    org = orgs.organization(request.actor, org_id=view.org_id)
    files = [
        shapes.File(
            name=one.name, caption=one.caption, media_type=one.media_type, size=one.size,
            url=f"{home}{reverse('portal:attachment', args=[view.slug, one.token])}",
        )
        for one in view.files
    ]  # fmt: skip
    versions = [
        shapes.Version(
            number=one.number, kind=one.kind, title=one.title, published_at=one.published_at,
            change_note=one.change_note, current=one.current,
        )
        for one in view.versions
    ]  # fmt: skip
    return shapes.Item(
        number=view.number, slug=view.slug, organization=org.code, category=int(view.category), entry=view.code,
        period=view.period, gone=_said(view.tombstone) if view.tombstone else None, title=view.title, plain=view.plain,
        content=view.content, procedure=view.procedure, result=view.result, audience=view.audience,
        edition=view.edition_number, published_at=view.published_at, due_on=view.due_on, responsible=view.head_name,
        methods=list(view.methods), sha256=view.sha256, files=files, versions=versions,
        archive_code=archive.shelf_code(request.actor, edition_id=view.edition_id) if view.edition_id else "",
        explanations=[_said(one) for one in view.explanations], url=f"{home}{reverse('portal:item', args=[view.slug])}",
    )  # fmt: skip


@api.get("/days/{year}", response={200: shapes.Days, **ERRORS}, auth=anyone, tags=["公开日"], url_name="days")
def days(request, year: Annotated[int, Path(ge=2000, le=2100)]):
    """一年的党务公开日，每天都说明怎么定的。"""
    found = rulebook.disclosure_days(request.actor, year=year)
    return shapes.Days(
        year=year,
        days=[
            shapes.Day(
                month=f"{year}-{place:02}", due=one.due, planned=one.planned, provisional=one.provisional,
                why=[step.text for step in one.steps],
            )
            for place, one in enumerate(found, 1)
        ],
    )  # fmt: skip
