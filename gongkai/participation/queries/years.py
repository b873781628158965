"""A year of opinions and of members' appraisals, for the yearly assessment (第九条（四）、（七）)."""

from datetime import date
from itertools import groupby

from gongkai.disclosures import queries as disclosures
from gongkai.orgs.scopes import under
from gongkai.participation.models import AppraisalRound, Opinion
from gongkai.participation.queries.answering import answers_by_organization, judged_by
from gongkai.participation.queries.appraisals import TOLD, Outcome, formula, outcome
from gongkai.participation.queries.opinions import seen
from gongkai.rules import appraisals as law
from gongkai.rules.actor import Actor
from gongkai.rules.again import EditionHeard, MatterHeard
from gongkai.rules.duties import local_day, moments
from gongkai.rules.permissions import Permission, demand


def opinions_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """(answered in time, to be answered by now) of each organization that handles; numbers only. One query."""
    found = answers_by_organization(actor, path=path, year=year, today=today)
    return {org_id: (one.in_time, one.judged) for org_id, one in found.items() if one.judged}


def year_opinions(actor: Actor, *, org_id: int, year: int, today: date) -> list[Opinion]:
    """The opinions behind those figures that the actor may know of, the oldest first. One query."""
    return list(
        seen(actor).filter(judged_by(today), received_on__year=year, handler_id=org_id).order_by("received_on", "pk")
    )


def rounds_by_organization(actor: Actor, *, path: str, year: int) -> dict[int, int]:
    """The overall score in hundredths (§4.3) of the last published round of the year, by organization. One query."""
    rows = AppraisalRound.objects.filter(under(path), state__in=TOLD, published_at__year=year).order_by("published_at")
    found = {}
    for row in rows.only("org_id", "table", "counted_at"):
        marks = row.table.get(law.Item.OVERALL)
        if marks and row.counted_at:
            scored = law.item_result(law.Item.OVERALL, marks, formula(actor, on=local_day(row.counted_at))).score
            if scored is not None:
                found[row.org_id] = round(scored * 100)
    return found


def matters_heard(actor: Actor, *, org_id: int, path: str, year: int) -> list[MatterHeard]:
    """What people said something about in a year, or what was to come out again, with its editions. Two queries.

    Opinions told in confidence are left out. For those who oversee the organization.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    spoken = Opinion.objects.filter(confidential=False, org_id=org_id, decided_on__year=year, disclosure__isnull=False)
    answered = set(spoken.order_by().values_list("disclosure_id", flat=True).distinct())
    rows = disclosures.heard_editions(actor, path=path, year=year, about=answered)
    found = []
    for key, group in groupby(rows, key=lambda row: row.disclosure_id):
        editions = list(group)
        title = next((row.approved_revision.title for row in editions if row.approved_revision), "")
        told = tuple(
            EditionHeard(row.number, row.state, row.kind == disclosures.REPUBLICATION, row.feedback_decision)
            for row in editions
        )
        found.append(MatterHeard(title, editions[0].disclosure.is_major, key in answered, told))
    return found


def last_round(actor: Actor, *, path: str, since: date, today: date) -> tuple[int, Outcome] | None:
    """The key of the round of appraisal of one organization that was published last since a day, and what it came to.

    For those who oversee the organization. A fixed number of queries.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    begin, end = moments(since, today)
    rows = AppraisalRound.objects.filter(org_path=path, state__in=TOLD, published_at__gte=begin, published_at__lt=end)
    key = rows.order_by("-published_at", "-pk").values_list("pk", flat=True).first()
    said = outcome(actor, round_id=key) if key is not None else None
    return (key, said) if key is not None and said is not None else None
