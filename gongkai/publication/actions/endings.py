"""Taking down, restoring, closing, and the explained end of what was public: nothing disappears silently (第九条（二）)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.obligations import actions as obligations
from gongkai.publication import search
from gongkai.publication.actions.logged import log_explanation, log_restored
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries import facts as facts_of
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.change import ChangeKind
from gongkai.rules.procedures.edition import EDITION
from gongkai.rules.visibility import in_order

CHECKING = "核查中。核查结束后，这里会恢复公开，或者说明原因。"
ENDS = {ChangeKind.WITHDRAW: "withdrawn", ChangeKind.TERMINATE: "terminated"}


def _concerned(edition) -> QuerySet[Publication]:
    """The rows that stand or fall with an edition: its own and those of versions it has replaced."""
    replaced = Q(edition__number__lt=edition.number, ended_at__isnull=False)
    return Publication.objects.filter(Q(edition=edition) | replaced, disclosure_id=edition.disclosure_id)


def _circles(edition) -> list[str]:
    return list(in_order(_concerned(edition).values_list("audience", flat=True)))


def _move(actor: Actor, edition, verb: str, now: datetime, remark: str = "") -> None:
    """The four steps of every act on an edition, but for its effect."""
    facts = facts_of(actor, edition_id=edition.pk, now=now)
    move = decide(EDITION, actor, facts, verb, remark=remark)
    disclosing.set_state(actor, facts=facts, move=move, now=now)
    ledger.record(
        actor, verb=f"edition.{verb}", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"remark": remark} if remark else {},
    )  # fmt: skip


def _changed(edition) -> None:
    search.refresh(edition.disclosure_id)
    bump_on_commit()


@transaction.atomic
def take_down(actor: Actor, *, edition_id: int, remark: str, now: datetime, today: date) -> Computed:
    """Hide at once what harms: secrets or personal data (R88). Readers see 核查中, never the reason or the title.

    Returns the day by which the change procedure must follow or the text be restored.
    Raises `Refused`: no_permission, wrong_state, remark_needed.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    _move(actor, edition, "take_down", now, remark)
    rows = _concerned(edition)
    circles = _circles(edition)
    rows.filter(ended_at=None).update(ended_at=now, end_kind="hidden")
    rows.filter(end_kind="superseded").update(end_kind="hidden")
    said = Explanation.objects.create(
        disclosure=edition.disclosure, edition=edition, kind="hidden", text=CHECKING, audiences=circles,
        published_at=now, published_by=actor.user_id,
    )  # fmt: skip
    days = rulebook.parameters(actor).int("takedown_followup", on=today)
    due = add_workdays(today, days, rulebook.calendar(actor), "紧急下架后补办变更手续或者恢复", "第九条（二）")
    ledger.enqueue(
        actor, kind="taken_down", key=f"taken_down:{edition_id}:{now.isoformat()}",
        payload={"edition": edition_id, "due": due.due.isoformat(), "explanation": said.pk}, now=now,
    )  # fmt: skip
    _changed(edition)
    log_explanation(actor, said, now)
    return due


@transaction.atomic
def restore(actor: Actor, *, edition_id: int, remark: str, now: datetime, today: date) -> None:
    """Show again what was hidden, where it was, with the older versions it had replaced.

    Raises `Refused`: no_permission, wrong_state, remark_needed.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    _move(actor, edition, "restore", now, remark)
    hidden = _concerned(edition).filter(end_kind="hidden")
    hidden.filter(edition=edition).update(ended_at=None, end_kind="")
    hidden.exclude(edition=edition).update(end_kind="superseded")
    Explanation.objects.filter(edition=edition, kind="hidden", ended_at=None).update(ended_at=now)
    at = now.isoformat()
    ledger.enqueue(
        actor, kind="restored", key=f"restored:{edition_id}:{at}", payload={"edition": edition_id, "at": at}, now=now
    )
    _changed(edition)
    log_restored(actor, edition, _circles(edition), now)


@transaction.atomic
def close(actor: Actor, *, edition_id: int, now: datetime, today: date) -> None:
    """The opinions are answered and nothing more follows: 办结. The text stays where it is (R80).

    Raises `Refused`: no_permission, wrong_state, feedback_undecided.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    _move(actor, edition, "close", now)
    bump_on_commit()


@transaction.atomic
def explain_change(actor: Actor, *, change_id: int, now: datetime, today: date) -> Explanation:
    """Publish the explanation: the third stamp, with which a change, withdrawal or end takes effect (R86).

    Withdrawal and termination leave only the explanation at the address, for everyone who could
    read the original. After a change the text stays until its next edition is released.
    Raises `Refused`: no_permission, wrong_state, explanation_missing.
    """
    approving.move_change(actor, change_id=change_id, verb="explain", now=now, today=today)
    change = approvals.change(actor, change_id=change_id)
    edition = disclosures.edition(actor, edition_id=change.edition_id)
    circles = _circles(edition)
    kind = ChangeKind(change.kind)
    first = Publication.objects.filter(disclosure_id=edition.disclosure_id).order_by("published_at").first()
    if kind in ENDS:
        _move(Actor.clock(), edition, kind, now)
        rows = _concerned(edition)
        rows.filter(ended_at=None).update(ended_at=now)
        rows.update(end_kind=ENDS[kind])
        Explanation.objects.filter(disclosure_id=edition.disclosure_id, kind="hidden", ended_at=None).update(
            ended_at=now
        )
        _end_answers(actor, edition, now)
    _answer_changed(actor, edition, first, now)
    said = Explanation.objects.create(
        disclosure=edition.disclosure, edition=edition, change_ref=change.pk, kind=kind, text=change.explanation,
        audiences=circles, published_at=now, published_by=actor.user_id,
    )  # fmt: skip
    ledger.enqueue(
        actor, kind="change_explained", key=f"change_explained:{change.pk}", payload={"change": change.pk}, now=now
    )
    _changed(edition)
    log_explanation(actor, said, now)
    return said


@transaction.atomic
def explain_and_go_on(actor: Actor, *, change_id: int, now: datetime, today: date):
    """Publish the explanation and, after a change, begin the edition that brings it, where the actor may draft it.

    Answers with that edition or None; one act, so that no change is explained and never begun (R86).
    Raises `Refused`: those of `explain_change`, and edition_open while another edition is in the making.
    """
    explain_change(actor, change_id=change_id, now=now, today=today)
    change = approvals.change(actor, change_id=change_id)
    if change.kind != ChangeKind.CHANGE or not may(actor, Permission.DRAFT, change.org_path):
        return None
    return disclosing.start_edition(
        actor, disclosure_id=change.edition.disclosure_id, kind="change", change_note=change.reason,
        change_ref=change.pk, now=now,
    )  # fmt: skip


def _end_answers(actor: Actor, edition, now: datetime) -> None:
    for pk in set(_concerned(edition).values_list("edition_id", flat=True)):
        obligations.end_answers(actor, ref=f"edition:{pk}", now=now, kinds=("published",))


def _answer_changed(actor: Actor, edition, first: Publication | None, now: datetime) -> None:
    """The explanation answers the duty; what was in time when it was published does not become late by it."""
    disclosure = edition.disclosure
    obligations.answer(
        actor, org_id=disclosure.org_id, org_path=disclosure.org_path, period=disclosure.period, code=disclosure.code,
        category=disclosure.category, trigger_id=disclosure.trigger_id, kind="changed", ref=f"edition:{edition.pk}",
        answered_at=first.published_at if first else now, now=now,
    )  # fmt: skip
