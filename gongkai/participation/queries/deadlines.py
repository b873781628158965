"""The clocks of this room for the morning's messages and for calendars."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Q

from gongkai.orgs import queries as orgs
from gongkai.participation.facts import barred_paths, case_of
from gongkai.participation.models import (
    AppraisalRound,
    Briefing,
    Concern,
    Consultation,
    Enquiry,
    Hearing,
    Opinion,
    Receipt,
)
from gongkai.participation.models import SituationReport as Report
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.briefings import briefing_due
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission as P
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.appraisal import RoundState
from gongkai.rules.procedures.concern import ConcernState
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.procedures.hearing import HearingState
from gongkai.rules.procedures.opinion import UNANSWERED
from gongkai.rules.procedures.report_up import ReportState
from gongkai.rules.refusals import missing
from gongkai.rules.routing import may_know

SIGNING, WORKING, BOTH = of(P.APPROVE), of(P.DRAFT), of(P.APPROVE, P.DRAFT)
NOBODY: frozenset[Role] = frozenset()  # stands in calendars; nobody has to act
TO_HOLD = (HearingState.ANNOUNCED, HearingState.SETTLED)
# Which column holds the day of the next step of a round.
ROUND_DAYS = {RoundState.CLOSED: "ends_at", RoundState.COUNTED: "publish_due", RoundState.PUBLISHED: "plan_due"}


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Everything in this room that waits for somebody, everywhere asked for; a fixed number of queries."""
    if not actor.is_clock:
        raise missing()
    yield from _opinions(asked)
    yield from _confidential(actor, asked)
    yield from _letters(asked)
    yield from _consultations(asked)
    yield from _hearings(asked)
    yield from _rounds(asked)
    yield from _briefings(actor, asked)


def _opinions(asked: Asked) -> Iterator[Deadline]:
    """Ordinary opinions, for those who handle them; the confidential handler is another office."""
    roles = of(P.HANDLE_OPINION, but=(Role.CONFIDENTIAL,))
    rows = Opinion.objects.filter(
        confidential=False, state__in=UNANSWERED, **asked.at("handler_path"), **asked.by("due_on")
    )
    for pk, path, due in rows.values_list("pk", "handler_path", "due_on"):
        yield Deadline("opinion", path, due, f"{pk}", roles)


def _confidential(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    """Confidential opinions go to no role but to those persons whom the law lets know, one by one (P33)."""
    rows = list(
        Opinion.objects.filter(
            confidential=True, state__in=UNANSWERED, **asked.at("handler_path"), **asked.by("due_on")
        ).select_related("org")
    )
    if not rows:
        return
    ids, roles = {row.handler_id for row in rows}, (Role.CONFIDENTIAL, Role.COUNTY_OFFICE)
    held = [orgs.actors_holding(actor, role=role, org_ids=ids, day=asked.today) for role in roles]
    for row in rows:
        case = case_of(row, barred=barred_paths(actor, row.org))
        people = (one for found in held for one in found.get(row.handler_id, ()))
        only = frozenset(one.user_id for one in people if one.user_id is not None and may_know(one, case))
        yield Deadline("opinion", row.handler_path, row.due_on, f"{row.pk}", frozenset(roles), only=only)


def _letters(asked: Asked) -> Iterator[Deadline]:
    answering = of(P.CORRESPOND)
    rows = Enquiry.objects.filter(state="asked", **asked.at("org_path"), **asked.by("due_on"))
    for pk, path, due in rows.values_list("pk", "org_path", "due_on"):
        yield Deadline("enquiry", path, due, f"{pk}", answering)
    concerns = Concern.objects.filter(state=ConcernState.REGISTERED, **asked.at("org_path"), **asked.by("due_on"))
    for pk, path, due in concerns.values_list("pk", "org_path", "due_on"):
        yield Deadline("concern", path, due, f"{pk}", WORKING)
    reports = Report.objects.filter(state=ReportState.SENT, **asked.at("org_path"), **asked.by("ack_due"))
    for pk, path, due in reports.values_list("pk", "org_path", "ack_due"):
        yield Deadline("report", path, due, f"{pk}", answering)
    waiting = Report.objects.filter(state=ReportState.RECEIVED, **asked.at("org_path"))
    for pk, path, at in waiting.values_list("pk", "org_path", "acknowledged_at"):
        yield Deadline("report", path, None, f"{pk}-r", answering, since=local_day(at) if at else None)
    receipts = Receipt.objects.filter(received_at=None, heir=None, **asked.at("org_path"))
    for pk, path, at in receipts.values_list("pk", "org_path", "message__sent_at"):
        yield Deadline("message", path, None, f"{pk}", answering, since=local_day(at))


def _consultations(asked: Asked) -> Iterator[Deadline]:
    rows = Consultation.objects.filter(
        state__in=(ConsultationState.WAITING, ConsultationState.OPEN), **asked.at("org_path")
    )
    for pk, path, state, closes, title, audience in rows.values_list(
        "pk", "org_path", "state", "closes_on", "title", "audience"
    ):
        if state == ConsultationState.WAITING:
            yield Deadline("consultation", path, closes, f"{pk}-sign", SIGNING, title)
        elif closes < asked.today:
            yield Deadline("consultation", path, closes, f"{pk}", BOTH, title)
        else:
            yield Deadline("consultation", path, closes, f"{pk}", NOBODY, title, public=audience == Audience.PUBLIC)


def _hearings(asked: Asked) -> Iterator[Deadline]:
    rows = Hearing.objects.filter(
        Q(state__in=TO_HOLD) | Q(state__in=(HearingState.WAITING, HearingState.MINUTED)), **asked.at("org_path")
    )
    for pk, path, state, held, title, audience in rows.values_list(
        "pk", "org_path", "state", "held_at", "title", "audience"
    ):
        roles = WORKING if state in TO_HOLD else SIGNING if state == HearingState.WAITING else BOTH
        shown = audience == Audience.PUBLIC and state in TO_HOLD
        yield Deadline("hearing", path, local_day(held), f"{pk}", roles, title, public=shown)


def _rounds(asked: Asked) -> Iterator[Deadline]:
    rows = AppraisalRound.objects.filter(state__in=(RoundState.OPEN, *ROUND_DAYS), **asked.at("org_path"))
    for row in rows.only("org_path", "state", "ends_at", "publish_due", "plan_due", "title"):
        due = getattr(row, ROUND_DAYS.get(RoundState(row.state), "ends_at"))
        if due is not None:
            day = due if type(due) is date else local_day(due)
            yield Deadline("appraisal", row.org_path, day, f"{row.pk}-{row.state}", of(P.RUN_APPRAISAL), row.title)


def _briefings(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    """As `next_briefing`, for all organizations at once; derived, never stored."""
    last = dict(
        Briefing.objects.filter(held_on__lte=asked.today, **asked.at("org_path"))
        .values_list("org_id").annotate(last=Max("held_on"))
    )  # fmt: skip
    months = rulebook.parameters(actor).int("briefing_interval", asked.today)
    for org_id, path, began in orgs.owing_since(actor, paths=asked.paths):
        due = briefing_due(last.get(org_id), Period.parse(began).opens_on, months, asked.today).due_on
        if asked.until is None or due <= asked.until:
            yield Deadline("briefing", path, due, f"{org_id}", WORKING)
