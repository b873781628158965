"""One organization's public pages: card, month, catalog, what is missing."""

from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.views.home import shown_period
from gongkai.interfaces.ui.shapes import MonthCell
from gongkai.interfaces.ui.tables import spreadsheet
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing
from gongkai.supervision import queries as supervision


def _people(actor, org, today) -> dict:
    return {
        "head": orgs.head_of(actor, org_id=org.pk, day=today),
        "posts": orgs.posts(actor, org_id=org.pk, day=today),
        "superior": org.superior,
        "in_charge": orgs.group_in_charge(actor, org_id=org.pk),
        "carriers": publication.carriers_of(actor, org_id=org.pk, today=today),
        "unanswered": voices.unanswered(actor, org_id=org.pk, today=today),
    }


def _strip(actor, org, period: str, today) -> list[MonthCell]:
    return [
        MonthCell(
            f"{int(name[5:])}月",
            counts,
            reverse("portal:month", args=[org.code, name]) if counts.expected else "",
            name == period,
        )  # fmt: skip
        for name, counts in obligations.months_strip(actor, org_id=org.pk, period=period, today=today)
    ]


@stored
def organization(request, code: str):
    """Who this is, how the month stands, what was disclosed last, whom to ask."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    period = shown_period(actor, today)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org), org=org, period=period,
        names=orgs.names_history(actor, org_id=org.pk), children=orgs.children(actor, org_id=org.pk),
        counts=obligations.totals(actor, path=org.path, period=period, today=today),
        own=obligations.month(actor, org_id=org.pk, period=period, today=today).counts,
        strip=_strip(actor, org, period, today), latest=publication.latest(actor, path=org.path, limit=10),
        systems=publication.system_boxes(actor, org_id=org.pk) if org.owes_duties else (),
        supervises=may(actor, Permission.SUPERVISE, org.path), points=supervision.standing(actor, path=org.path), maker=org.catalog_maker, year=today.year, today=today,
        asking=voices.open_consultations(actor, today=today, path=org.path),
        hearings=voices.open_hearings(actor, today=today, path=org.path), inside=voices.is_inside(actor, org_id=org.pk), **_people(actor, org, today),
    )  # fmt: skip
    return render(request, "portal/organization.html", context)


@stored
def month(request, code: str, period: str):
    """Every due item of a month with its state, late first (R73: silence is never neutral)."""
    actor, today = request.actor, request.today
    Period.parse(period)
    org = orgs.organization_by_code(actor, code=code)
    view = obligations.month(actor, org_id=org.pk, period=period, today=today)
    if not view.rows:
        raise missing()
    version = None
    catalog = rulebook.catalog_of(actor, org_id=org.pk, period=period)
    if catalog is not None:
        version = rulebook.version_in_force(actor, catalog_id=catalog.pk, period=period)
    crumbs = org_crumbs(actor, org, (Period.parse(period).label, ""))
    items = publication.by_refs(actor, refs={row.ref for row in view.rows if row.ref})
    context = frame(
        "portal:places", crumbs=crumbs, org=org, period=Period.parse(period), view=view, version=version, items=items,
        checked=sum(one.checked for one in items.values()),
        strip=_strip(actor, org, period, today), today=today, **_people(actor, org, today),
        met=voices.day_activity(actor, org_id=org.pk, period=str(period)),
    )  # fmt: skip
    return render(request, "portal/month.html", context)


@stored
def catalog(request, code: str):
    """The organization's disclosure catalog, a standing item itself (R44)."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    found = rulebook.catalog_of(actor, org_id=org.pk, period=str(Period.of(today)))
    version = None
    if found is not None:
        version = rulebook.version_in_force(actor, catalog_id=found.pk, period=str(Period.of(today)))
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("公开目录", "")), org=org, catalog=found, version=version
    )
    if version is not None:
        entries = rulebook.entries(actor, version_id=version.pk)
        context |= {
            "groups": [
                (category, [entry for entry in entries if entry.category == str(category.code)])
                for category in rulebook.categories(actor)
            ],
            "total": len(entries),
        }
    return render(request, "portal/catalog.html", context)


def catalog_xlsx(request, code: str):
    """The catalog as a workbook."""
    actor = request.actor
    org = orgs.organization_by_code(actor, code=code)
    period = str(Period.of(request.today))
    found = rulebook.catalog_of(actor, org_id=org.pk, period=period)
    version = found and rulebook.version_in_force(actor, catalog_id=found.pk, period=period)
    if not version:
        raise missing()
    content = rulebook.catalog_xlsx(actor, version_id=version.pk)
    return spreadsheet(content, f"catalog-{org.code}-{version.number}")


@stored
def group(request, code: str):
    """The organization's own leading group as it was made public, and the compositions before (第十条, R135)."""
    actor = request.actor
    org = orgs.organization_by_code(actor, code=code)
    now = orgs.public_group(actor, org_id=org.pk)
    every = orgs.compositions(Actor.visitor(), org_id=org.pk)
    crumbs = org_crumbs(actor, org, ("领导小组", ""))
    context = frame(
        "portal:places", crumbs=crumbs, org=org, one=now, in_charge=orgs.group_in_charge(actor, org_id=org.pk),
        former=every[1:], head=orgs.head_of(actor, org_id=org.pk, day=request.today),
    )  # fmt: skip
    return render(request, "portal/group.html", context)


@stored
def gaps(request, code: str):
    """What should be public by now and is not, with who answers for it."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    late, next_key = obligations.overdue(actor, path=org.path, today=today, limit=100)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("应公开而没有公开", "")), org=org, next_key=next_key, today=today,
        late=[(row, may(actor, Permission.SUPERVISE, row.org_path)) for row in late],
        checked=publication.under_check(actor, path=org.path),
    )  # fmt: skip
    return render(request, "portal/gaps.html", context)
