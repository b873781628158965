"""Releasing an edition to its next circle, party first, and everything that follows from it (R15, R48, R55–R61)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.obligations import actions as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import numbers, search
from gongkai.publication.actions.hanging import on_carriers
from gongkai.publication.actions.logged import log_release
from gongkai.publication.actions.placing import demand_meetings, demand_ways, place
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries import facts as facts_of
from gongkai.publication.queries import planned
from gongkai.publication.views import PlacementInput
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import notice_period
from gongkai.rules.duties import late_by
from gongkai.rules.methods import Audience, MethodUse
from gongkai.rules.moves import decide
from gongkai.rules.planned_ways import automatic_ways
from gongkai.rules.procedures.edition import EDITION, LIVE_STATES, EditionState
from gongkai.rules.refusals import Refused
from gongkai.rules.visibility import demand_notice, in_order


@transaction.atomic
def release(
    actor: Actor,
    *,
    edition_id: int,
    now: datetime,
    today: date,
    placements: Sequence[PlacementInput] = (),
    late_reason: str = "",
) -> Publication:
    """Serve the next circle of an approved edition: first the party, then the unit, then society.

    `placements`: by which ways it was or is done (R56–R58), no fewer than the catalog entry names (R46);
    the site's own page is added by itself.
    The first release gives the index number (R173) and answers the duty; each circle ends the
    older version in that circle, the last one the older edition itself (R79, P19). `late_reason`: why, when it
    became late on its way and the text does not say so.

    Raises `Refused`: no_permission, wrong_state, party_not_done, gap_not_over, method_leaks,
    audience_unreached, ways_missing (R46), notice_missing, notice_short, unsigned_revision, changed_meanwhile, carrier_choose,
    carrier_not_here, carrier_photo_repeated, meeting_record, meeting_ahead, meeting_attendance (R57).
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    facts = facts_of(actor, edition_id=edition_id, now=now)
    move = decide(EDITION, actor, facts, "release")
    audience = Audience(facts.next_audience)
    if edition.approved_revision is None:
        raise Refused("unsigned_revision")
    _demand_notice(actor, edition, today)
    wanted = planned(actor, edition_id=edition_id, audience=audience)
    ways = on_carriers(edition.disclosure.org_id, _with_automatic(audience, placements, wanted))
    demand_ways(audience, ways, wanted, catalog=edition.disclosure.catalog_entry is not None)
    demand_meetings(audience, ways, today)
    disclosing.set_state(actor, facts=facts, move=move, now=now)
    first = edition.disclosure.number is None
    if first:
        if late_reason.strip() and late_by(edition.due_on, now):
            disclosing.record_lateness(actor, edition=edition, reason=late_reason, now=now)
        _give_number(actor, edition, today)
    publication = _publish(actor, edition, audience, now, today)
    for way in ways:
        place(actor, publication, way, now)
    _end_older(edition, audience, last=facts.audiences_left == 1, now=now)
    if first:
        _answer(actor, edition, now)
    if edition.kind == "correction" and not _corrected(edition):
        Explanation.objects.create(
            disclosure=edition.disclosure, edition=edition, kind="correction", text=edition.change_note,
            audiences=edition.audiences, published_at=now, published_by=actor.user_id,
        )  # fmt: skip
    search.refresh(edition.disclosure_id)
    ledger.record(
        actor, verb="edition.release", subject=f"edition:{edition_id}", now=now, org_path=edition.org_path,
        facts={"audience": audience, "number": edition.disclosure.number, "register": publication.register_number},
    )  # fmt: skip
    ledger.enqueue(
        actor, kind="published", key=f"published:{publication.pk}", payload={"publication": publication.pk}, now=now
    )
    log_release(actor, publication, now)
    bump_on_commit(item=numbers.slug(edition.disclosure.number))
    return publication


def _with_automatic(
    audience: Audience, given: Sequence[PlacementInput], wanted: Sequence[MethodUse]
) -> list[PlacementInput]:
    told = {way.method for way in given}
    by_itself = [way.code for way in automatic_ways(audience, wanted) if way.code not in told]
    return [*given, *(PlacementInput(code) for code in by_itself)]


def _demand_notice(actor: Actor, edition, today: date) -> None:
    """The 公示期 is at least as long as the entry asks, or the rulebook where special rules apply (R61, R78)."""
    entry = edition.disclosure.catalog_entry
    least = entry.notice_days if entry is not None else None
    if entry is not None and entry.notice_by_rule:
        least = max(least or 0, rulebook.parameters(actor).int("notice_period", on=today))
    demand_notice(edition.notice_days, least)


def _give_number(actor: Actor, edition, today: date) -> None:
    """The lasting number, from a series of its own for what is never meant for society (P2)."""
    disclosure, code = edition.disclosure, edition.disclosure.org.code
    inside = Audience.PUBLIC not in edition.audiences
    series = numbers.series_of(org_code=code, inside=inside)
    serial = ledger.next_number(actor, series=series, year=today.year)
    number = numbers.index_number(org_code=code, year=today.year, serial=serial, inside=inside)
    disclosing.give_number(actor, disclosure_id=disclosure.pk, number=number)
    disclosure.number = number


def _publish(actor: Actor, edition, audience: Audience, now: datetime, today: date) -> Publication:
    disclosure, org = edition.disclosure, edition.disclosure.org
    notice = None
    if edition.notice_days:
        notice = notice_period(today, edition.notice_days, rulebook.calendar(actor))
    series = numbers.register_series(org_code=org.code, audience=audience)
    try:
        return Publication.objects.create(
            edition=edition, disclosure=disclosure, revision=edition.approved_revision, org=org, org_path=org.path,
            org_name=orgs.name_on(actor, org_id=org.pk, day=today), audience=audience, code=disclosure.code,
            register_number=ledger.next_number(actor, series=series, year=today.year), category=disclosure.category,
            period=disclosure.period, title=edition.approved_revision.title, published_at=now,
            published_by=actor.user_id, due_on=edition.due_on, notice_start=notice.first if notice else None,
            notice_end=notice.end.due if notice else None,
        )  # fmt: skip
    except IntegrityError as twice:
        raise Refused("changed_meanwhile") from twice


def _end_older(edition, audience: Audience, *, last: bool, now: datetime) -> None:
    """End the older versions in the circles served now; with the last circle everything older ends."""
    older = Publication.objects.filter(disclosure_id=edition.disclosure_id, edition__number__lt=edition.number)
    reached = list(in_order(Audience)) if last else [audience]
    older.filter(ended_at=None, audience__in=reached).update(ended_at=now, end_kind="superseded")
    if not last:
        return
    clock = Actor.clock()
    for before in disclosures.editions_of(clock, disclosure_id=edition.disclosure_id):
        if before.number < edition.number and before.state in (*LIVE_STATES, EditionState.HIDDEN):
            facts = facts_of(clock, edition_id=before.pk, now=now)
            move = decide(EDITION, clock, facts, "supersede")
            disclosing.set_state(clock, facts=facts, move=move, now=now)
            ledger.record(
                clock, verb="edition.supersede", subject=f"edition:{before.pk}", now=now, org_path=before.org_path,
                facts={"by": edition.pk},
            )  # fmt: skip


def _answer(actor: Actor, edition, now: datetime) -> None:
    disclosure = edition.disclosure
    obligations.answer(
        actor, org_id=disclosure.org_id, org_path=disclosure.org_path, period=disclosure.period, code=disclosure.code,
        category=disclosure.category, trigger_id=disclosure.trigger_id, kind="published", ref=f"edition:{edition.pk}",
        answered_at=now, now=now,
    )  # fmt: skip


def _corrected(edition) -> bool:
    return Explanation.objects.filter(edition=edition, kind="correction").exists()
