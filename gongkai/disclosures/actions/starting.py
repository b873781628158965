"""Starting: the first edition of what a duty asks for, and the next edition of what is public."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.disclosures.actions.texts import texts_of, write
from gongkai.disclosures.carrying import CARRIED, ORIGINAL, carried
from gongkai.disclosures.facts import OUTSIDE, newest, reports_on
from gongkai.disclosures.models import Attachment, Disclosure, Edition, Revision
from gongkai.ledger.actions import record
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.entries import in_order
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.edition import LIVE_STATES, EditionState
from gongkai.rules.refusals import Refused, missing

EMPTY = {
    "title": "", "plain": "", "content": "", "procedure": "", "result": "", "empty_reasons": {}, "attachments": [],
}  # fmt: skip
NEXT_KINDS = ("correction", "republication", "change")


def _org(actor: Actor, org_id: int):
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    if not may(actor, Permission.DRAFT, org.path):
        raise Refused("no_permission", permission=Permission.DRAFT)
    return org


def _entry(actor: Actor, org_id: int, period: str, code: str):
    for entry in rulebook.entries_of(actor, org_id=org_id, period=period):
        if entry.code == code:
            return entry
    raise Refused("entry_unknown", entry=code, period=period)


def _due_on(actor: Actor, org_id: int, period: str, code: str, trigger_id: int | None, today: date) -> date | None:
    """The due day of the duty it answers; None when nothing is owed and it is published all the same."""
    try:
        return obligations.duty(
            actor, org_id=org_id, period=period, code=code, trigger_id=trigger_id or 0, today=today
        ).due_on
    except Refused:
        if trigger_id:
            raise
        return None


def start(
    actor: Actor, *, org_id: int, code: str, period: str, now: datetime, trigger_id: int | None = None,
    plan_ref: int | None = None, plan=None, copy_from: int | None = None,
) -> Edition:  # fmt: skip
    """Begin the edition that answers a duty; circles and ways come from the catalog entry (R46).

    While one for the same duty is in the making, that one is returned (`was_there`): pressing twice starts once.
    Off-catalog matters have `code` 目录外 and come with their plan (`approvals.start_planned`):
    title, category, audiences, methods and wanted_on are taken from it (R49). `copy_from`: the id of
    an earlier edition of the same organization whose text is taken over (照上月起草): as the first
    revision, and with its months changed as the second where both tell of a month.
    """
    org = _org(actor, org_id)
    if (code == OUTSIDE) != (plan_ref is not None and plan is not None):
        raise Refused("plan_needed")
    key = f"duty:{org_id}:{period}:{code}:{trigger_id or 0}:{plan_ref or 0}"
    try:
        with transaction.atomic():
            return _started(actor, org, code, period, trigger_id, plan_ref, plan, copy_from, key, now)
    except IntegrityError:
        making = _in_the_making(key)
        if making is None:
            raise
        return making


def _in_the_making(key: str) -> Edition | None:
    making = Edition.objects.filter(open_key=key).select_related("disclosure").first()
    if making is not None:
        making.was_there = True
    return making


def _started(actor, org, code, period, trigger_id, plan_ref, plan, copy_from, key, now) -> Edition:
    making = _in_the_making(key)
    if making is not None:
        return making
    entry = None if plan is not None else _entry(actor, org.pk, period, code)
    wanted = plan or entry
    disclosure = Disclosure.objects.create(
        org=org, org_path=org.path, catalog_entry=entry, code=code, category=wanted.category, period=period,
        trigger_id=trigger_id, plan_ref=plan_ref, by_rule=bool(entry and entry.by_rule), created_at=now,
        created_by=actor.user_id,
    )  # fmt: skip
    due_on = plan.wanted_on if plan is not None else _due_on(actor, org.pk, period, code, trigger_id, local_day(now))
    edition = Edition.objects.create(
        disclosure=disclosure, org_path=org.path, audiences=list(in_order({Audience(one) for one in wanted.audiences})),
        methods=list(wanted.methods), notice_days=entry.notice_days if entry else None, due_on=due_on, open_key=key,
        scope_reason=_scope_reason(entry), copied_from=_source(org, copy_from), created_at=now, state_at=now,
    )  # fmt: skip
    if edition.copied_from is None:
        texts = {**EMPTY, "title": plan.title if plan is not None else entry.name}
        write(edition, texts, number=1, now=now, saved_by=actor.user_id, name=actor.name)
    else:
        _copy(actor, edition, now)
    record(
        actor, verb="edition.start", subject=f"edition:{edition.pk}", now=now, org_path=org.path,
        facts={"code": code, "period": period, "trigger": trigger_id, "plan": plan_ref, "copied_from": copy_from},
    )  # fmt: skip
    return edition


def _scope_reason(entry) -> str:
    """A catalog that tells one person only says why in its note; the drafter may write more (R13)."""
    return entry.note[:200] if entry is not None and entry.audiences == [Audience.INDIVIDUAL] else ""


def _source(org, edition_id: int | None) -> Edition | None:
    """The earlier edition to copy from; refuses that of another organization."""
    if edition_id is None:
        return None
    rows = Edition.objects.select_related("approved_revision", "disclosure__catalog_entry")
    source = rows.filter(pk=edition_id, disclosure__org=org).first()
    if source is None:
        raise missing()
    return source


def _copy(actor: Actor, edition: Edition, now: datetime) -> None:
    """The earlier text as it was, and after it the same with its months changed, where it tells of a month (R70).

    Its files belonged to that month and stay behind.
    """
    source = edition.copied_from
    texts = {**texts_of(source.approved_revision or newest(source.pk)), "attachments": []}
    write(edition, texts, number=ORIGINAL, now=now, saved_by=actor.user_id, name=actor.name)
    before, now_about = reports_on(source.disclosure), reports_on(edition.disclosure)
    if before and now_about:
        made, changed, _ = carried(texts, before, now_about)
        if changed:
            write(edition, made, number=CARRIED, now=now, saved_by=actor.user_id, name=actor.name)


@transaction.atomic
def start_edition(
    actor: Actor, *, disclosure_id: int, kind: str, change_note: str, now: datetime, change_ref: int | None = None
) -> Edition:
    """Begin the next edition of something public, with the public text to start from (R79, R86, R20).

    `kind`: correction, republication or change; `change_note` says what changes and why and will be
    read by the public. A change comes with its request upstairs (`change_ref`).
    """
    disclosure = Disclosure.objects.select_related("org").filter(pk=disclosure_id).first()
    if disclosure is None or not may(actor, Permission.READ_WORK, disclosure.org_path):
        raise missing()
    drafter = may(actor, Permission.DRAFT, disclosure.org_path)
    if not drafter and not (kind == "change" and may(actor, Permission.RELEASE, disclosure.org_path)):
        raise Refused("no_permission", permission=Permission.DRAFT)
    if kind not in NEXT_KINDS or (kind == "change") != (change_ref is not None):
        raise Refused("edition_kind")
    if not change_note.strip():
        raise Refused("change_note_missing")
    last = disclosure.editions.select_related("approved_revision").order_by("-number").first()
    making = disclosure.editions.exclude(open_key=None).first()
    if making is not None:
        raise Refused("edition_open", number=making.number)
    public = disclosure.editions.filter(state__in=(*LIVE_STATES, EditionState.HIDDEN)).order_by("-number").first()
    if public is None or public.approved_revision is None:
        raise Refused("not_public_yet")
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                disclosure=disclosure, number=last.number + 1, org_path=disclosure.org_path, kind=kind,
                audiences=public.audiences, methods=public.methods, scope_reason=public.scope_reason,
                notice_days=public.notice_days, change_note=change_note.strip(), change_ref=change_ref,
                open_key=f"disclosure:{disclosure.pk}", created_at=now, state_at=now,
            )  # fmt: skip
    except IntegrityError as taken:
        raise Refused("edition_open", number=last.number + 1) from taken
    _take_over(actor, public, edition, drafter=drafter, now=now)
    record(
        actor, verb="edition.start", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"kind": kind, "number": edition.number, "change": change_ref},
    )  # fmt: skip
    return edition


def _take_over(actor: Actor, public: Edition, edition: Edition, *, drafter: bool, now: datetime) -> Revision:
    """The public text and files as the first revision. Who only had it copied did not write it."""
    for hung in Attachment.objects.filter(edition=public).order_by("id"):
        Attachment.objects.create(
            edition=edition, file_id=hung.file_id, caption=hung.caption, added_at=now, added_by=actor.user_id
        )
    return write(
        edition, texts_of(public.approved_revision), number=1, now=now,
        saved_by=actor.user_id if drafter else None, name=actor.name,
    )  # fmt: skip
