"""From rows to the frozen facts that the law judges: the draft's texts, and the edition's life."""

from datetime import date

from gongkai.disclosures.models import Attachment, CheckDecision, Disclosure, Edition, Revision
from gongkai.disclosures.richtext import links, to_text
from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.ledger.remembered import once
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.checks import AttachedFile, CheckReport, DraftFacts, EntryTerms, run
from gongkai.rules.entries import TimeKind
from gongkai.rules.periods import Period, content_period
from gongkai.rules.procedures.edition import EditionFacts

OUTSIDE = "目录外"
SHOWN_STATES = ("releasing", "published", "closed", "superseded")


_NEWEST = PreparedModels(Revision, lambda of: Revision.objects.filter(edition_id=of).order_by("-number")[:1])
_SAVERS = Prepared(
    lambda of: Revision.objects.filter(edition_id=of, saved_by__isnull=False).values_list("saved_by", flat=True)
)


def newest(edition_id: int) -> Revision:
    """The newest revision of an edition; every edition has one from its start."""
    return once(("newest", edition_id), lambda: _NEWEST(of=edition_id)[0])


def authors(edition_id: int) -> frozenset[int]:
    """Everyone who saved any revision of the edition: none of them may let it pass (P7)."""
    return frozenset(saver for (saver,) in _SAVERS(of=edition_id))


def edition_facts(actor: Actor, edition: Edition) -> EditionFacts:
    """What this room knows of an edition; the rooms upstairs replace what they know better."""
    audiences = edition.audiences
    return EditionFacts(
        edition.state,
        orgs.bodies(actor, org_id=edition.disclosure.org_id),
        edition_id=edition.pk,
        version=edition.version,
        authors=authors(edition.pk),
        off_catalog_consented=edition.disclosure.code != OUTSIDE,
        next_audience=audiences[0] if audiences else None,
        audiences_left=len(audiences),
        major=edition.disclosure.is_major,
        feedback_decided=bool(edition.feedback_decision),
    )


def shown_before(*, org_id: int, code: str, apart_from: int | None = None) -> Edition | None:
    """The edition last made public under an entry, with its text; not of the disclosure `apart_from`."""
    shown = Edition.objects.filter(disclosure__org_id=org_id, disclosure__code=code, state__in=SHOWN_STATES)
    return (
        shown.exclude(disclosure_id=apart_from)
        .exclude(approved_revision=None)
        .select_related("approved_revision", "disclosure")
        .order_by("-disclosure__period", "-pk")
        .first()
    )


def _time_kinds(disclosure: Disclosure) -> tuple[str, ...]:
    entry = disclosure.catalog_entry
    return (entry.time_kind, *(rule["kind"] for rule in entry.also)) if entry is not None else ()


def reports_on(disclosure: Disclosure) -> Period | None:
    """The month that a monthly item tells of; None for what life caused and what stands long (第八条（二）, R70)."""
    if disclosure.trigger_id is not None or TimeKind.PERIODIC not in _time_kinds(disclosure):
        return None
    return content_period(Period.parse(disclosure.period))


def overdue_by(edition: Edition, today: date) -> int:
    """By how many days a first edition that nobody can read yet is overdue; 0 for every other one."""
    if edition.due_on is None or edition.disclosure.number is not None:
        return 0
    return max(0, (today - edition.due_on).days)


def _entry_terms(edition: Edition) -> EntryTerms | None:
    entry = edition.disclosure.catalog_entry
    if entry is None:
        return None
    named = [f"{code} {remark}".strip() for uses in entry.ways.values() for code, remark in uses]
    return EntryTerms(
        audiences=tuple(entry.audiences),
        methods=tuple(dict.fromkeys(named or entry.methods)),
        time_kinds=_time_kinds(edition.disclosure),
        notice_days=entry.notice_days,
        sub_items=tuple(entry.sub_items),
    )


def hung_on(edition_id: int) -> list[Attachment]:
    """The files of an edition, whatever revision shows them."""
    rows = Attachment.objects.filter(edition_id=edition_id).select_related("file").order_by("id")
    return once(("attachments", edition_id), lambda: list(rows))


def _files(edition: Edition, revision: Revision) -> tuple[AttachedFile, ...]:
    hung = {file.file.token: file for file in hung_on(edition.pk)}
    found = []
    for token in revision.attachments:
        one = hung.get(token)
        if one is None:
            found.append(AttachedFile(token[:8], refused="已经不在这一稿里。"))
        else:
            found.append(AttachedFile(one.file.name, one.file.text, one.caption, tuple(one.file.warnings)))
    return tuple(found)


def draft_facts(actor: Actor, edition: Edition, revision: Revision, *, today: date) -> DraftFacts:
    """A revision as the checks see it, with what its entry demands and what was public last time."""
    disclosure = edition.disclosure
    before = shown_before(org_id=disclosure.org_id, code=disclosure.code, apart_from=disclosure.pk)
    last = before.approved_revision if before and disclosure.code != OUTSIDE else None
    parts = (revision.content, revision.procedure, revision.result)
    return DraftFacts(
        title=revision.title,
        plain=revision.plain,
        content=to_text(revision.content),
        procedure=to_text(revision.procedure),
        result=to_text(revision.result),
        empty_reasons=revision.empty_reasons,
        links=tuple(link for part in parts for link in links(part)),
        attachments=_files(edition, revision),
        audiences=tuple(edition.audiences),
        methods=tuple(edition.methods),
        category=disclosure.category,
        period=disclosure.period,
        scope_reason=edition.scope_reason,
        by_rule=disclosure.by_rule,
        notice_days=edition.notice_days,
        notice_least=rulebook.parameters(actor).int("notice_period", today),
        entry=_entry_terms(edition),
        previous=(to_text(last.content), to_text(last.procedure), to_text(last.result)) if last else None,
        reports_on=reports_on(disclosure),
        late_days=overdue_by(edition, today),
        late_reason=disclosure.late_reason,
    )


def check_report(actor: Actor, edition: Edition, *, today: date) -> CheckReport:
    """All checks over the newest revision, with the decisions taken on it (P29)."""

    def report() -> CheckReport:
        decided = set(CheckDecision.objects.filter(edition=edition).values_list("code", "finding"))
        return run(draft_facts(actor, edition, newest(edition.pk), today=today), decided=decided)

    return once(("checks", edition.pk, today), report)
