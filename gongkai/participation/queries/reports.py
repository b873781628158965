"""Reading reports upward and messages between levels: by those who sent them and those who have them in hand (R63, R67)."""

from functools import partial

from django.db.models import Count, F, Q
from django.db.models.functions import Length

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, ranges, within
from gongkai.participation.models import Message, Receipt, ReportStep, SituationReport
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.report_up import REPORT_UP, ReportFacts, ReportState
from gongkai.rules.refusals import missing


def _known(actor: Actor) -> Q:
    """Reports the actor sent, those of the own organization, and those in hand or once in hand here."""
    known = within(actor, Permission.CORRESPOND) | within(actor, Permission.CORRESPOND, field="first_path")
    known |= within(actor, Permission.CORRESPOND, field="sender_path")
    if actor.user_id is not None:
        known |= Q(sender_id=actor.user_id)
    return known


def report(actor: Actor, *, number: str) -> SituationReport:
    """One report, for its sender and for those who have or had it in hand. Nobody else learns of it."""
    found = SituationReport.objects.select_related("org", "sender_org").filter(_known(actor), number=number).first()
    if found is None:
        raise missing()
    return found


def my_report(actor: Actor, *, number: str) -> SituationReport:
    """One report for its sender only."""
    row = report(actor, number=number)
    if row.sender_id != actor.user_id or row.sender_path:
        raise missing()
    return row


def sender_shown(actor: Actor, *, row: SituationReport) -> str:
    """Who sent it. A withheld name is known to the sender and where the report was sent to, nowhere else."""
    own = actor.user_id is not None and row.sender_id == actor.user_id
    if row.name_withheld and not own and not may(actor, Permission.CORRESPOND, row.first_path):
        return "姓名保密"
    return row.sender_name


_IN_HAND = PreparedModels(
    SituationReport,
    lambda offices, paths, **where: SituationReport.objects.filter(
        between(offices), org_path__in=paths, **where
    ).order_by("-state", "ack_due", "pk")[:200],
    {"org": None, "sender_org": None},
)


def reports_in_hand(
    actor: Actor, *, paths: tuple[str, ...], states: tuple[str, ...] | None = None
) -> list[SituationReport]:
    """Reports that these organizations have in hand, what is due first before the others."""
    where = {} if states is None else {"state__in": states}
    return _IN_HAND(offices=ranges(actor, Permission.CORRESPOND), paths=paths, **where)


def open_reports(actor: Actor, *, paths: tuple[str, ...]) -> list[SituationReport]:
    """Those in hand that are not answered."""
    return reports_in_hand(actor, paths=paths, states=(ReportState.SENT, ReportState.RECEIVED))


def reports_sent(actor: Actor, *, path: str | None = None) -> list[SituationReport]:
    """What the actor, or with `path` the actor's organization, reported; the newest first."""
    rows = SituationReport.objects.select_related("org")
    if path is not None:
        rows = rows.filter(within(actor, Permission.CORRESPOND, field="sender_path"), sender_path=path)
    elif actor.user_id is None:
        return []
    else:
        rows = rows.filter(sender_id=actor.user_id, sender_path="")
    return list(rows.order_by("-pk")[:100])


def report_steps(actor: Actor, *, number: str) -> list[ReportStep]:
    """Where a report has been, oldest first."""
    row = report(actor, number=number)
    return list(ReportStep.objects.select_related("org").filter(report=row).order_by("pk"))


def report_facts(row: SituationReport) -> ReportFacts:
    sender = row.sender_org
    return ReportFacts(
        row.state, Bodies(row.org_path), ended=not row.org.lives,
        sender_ended=sender is not None and not sender.lives,
    )  # fmt: skip


def report_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a report."""
    row = report(actor, number=number)
    return moves.offers(REPORT_UP, actor, report_facts(row))


def may_report(actor: Actor) -> bool:
    """Is the actor a member, who may report upward?"""
    return bool(actor.party)


def report_addressees(actor: Actor) -> list:
    """To whom a member may report: the own organization and every one above it, the nearest first."""
    found = {}
    for path in actor.party:
        for org in reversed(orgs.ancestors_of(actor, path=path)):
            found[org.pk] = org
    return sorted(found.values(), key=lambda org: (-org.depth, org.path))


def route_targets(actor: Actor, *, number: str) -> list:
    """To whom a report may be handed on: those above the one that has it, and those directly below."""
    row = report(actor, number=number)
    above = orgs.ancestors_of(actor, path=row.org_path)[:-1]
    return [*reversed(above), *orgs.children(actor, org_id=row.org_id)]


def message_targets(actor: Actor, *, org_id: int) -> list:
    """To whom an organization writes: its superior first, then those directly below."""
    org = orgs.organization(actor, org_id=org_id)
    above = [org.superior] if org.superior else []
    return [*above, *orgs.children(actor, org_id=org_id)]


def messages(actor: Actor, *, org_id: int) -> list[Message]:
    """What an organization sent, with how many have signed for it."""
    rows = Message.objects.filter(within(actor, Permission.READ_WORK), org_id=org_id)
    signed = Count("receipts", filter=~Q(receipts__received_at=None))
    return list(
        rows.annotate(signed=signed, addressed=Count("receipts", filter=Q(receipts__heir=None))).order_by("-pk")[:100]
    )


def _received(read, paths, **where):
    rows = Receipt.objects.filter(between(read), org_path__in=paths, **where)
    return rows.order_by(F("received_at").desc(nulls_first=True), "-pk")[:100]


_RECEIVED, _UNSIGNED = (
    PreparedModels(Receipt, build, {"message": None, "message__org": None, "org": None})
    for build in (_received, partial(_received, received_at=None, heir=None))
)


def messages_received(actor: Actor, *, paths: tuple[str, ...], unsigned: bool = False) -> list[Receipt]:
    """What came in at these organizations, unsigned before signed."""
    return (_UNSIGNED if unsigned else _RECEIVED)(read=ranges(actor, Permission.READ_WORK), paths=paths)


def message(actor: Actor, *, number: str) -> Message:
    """One message, for its sender's office and its addressees'."""
    addressed = Receipt.objects.filter(within(actor, Permission.READ_WORK)).values("message_id")
    found = (
        Message.objects.select_related("org")
        .filter(within(actor, Permission.READ_WORK) | Q(pk__in=addressed), number=number)
        .first()
    )
    if found is None:
        raise missing()
    return found


def receipts(actor: Actor, *, number: str) -> list[Receipt]:
    """The receipts of a message that the actor may see: the sender all, an addressee the own."""
    row = message(actor, number=number)
    found = Receipt.objects.select_related("org", "heir").filter(message=row)
    if not may(actor, Permission.READ_WORK, row.org_path):
        found = found.filter(within(actor, Permission.READ_WORK))
    return list(found.order_by(Length("org_path"), "org_path"))


def receipt_to_sign(actor: Actor, *, number: str) -> Receipt | None:
    """The receipt that the actor signs: of the own office, not of those below it."""
    row = message(actor, number=number)
    unsigned = Receipt.objects.filter(message=row, received_at=None, heir=None, org_path__in=actor.home_paths)
    return unsigned.filter(within(actor, Permission.CORRESPOND)).order_by("pk").first()
