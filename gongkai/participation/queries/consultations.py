"""Reading consultations: in numbers and general words, never by name (第七条, R64)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from gongkai.ledger.actions import Located, located
from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.ledger.queries import stored_file
from gongkai.orgs.scopes import between, ranges
from gongkai.participation.circles import seen, voter
from gongkai.participation.models import (
    AdoptionPoint,
    Consultation,
    ConsultationFile,
    ConsultationReply,
    SaidWords,
)
from gongkai.rulebook import queries as rulebook
from gongkai.rules import consultations as law
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import Count as Numbers
from gongkai.rules.consultations import Question
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.consultation import CONSULTATION, SEEN, ConsultationFacts, ConsultationState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

ENDED = CONSULTATION.final_states()
UNANSWERED = Q(verdict="") | Q(reason="")


@dataclass(frozen=True)
class ConsultationView:
    """One consultation as this reader may see it; `counts` and `points` are None before they may be seen.

    `counts` is empty when fewer than `smallest` replied: options in numbers would show who said what.
    """

    row: Consultation
    questions: tuple[Question, ...]
    files: list[ConsultationFile]
    over: bool
    running: bool
    works: bool  # the reader works on it
    asked: bool  # the reader is among those asked and may answer now
    people: int
    mine: ConsultationReply | None = None
    my_words: str = ""
    counts: list[Numbers] | None = None
    points: list[AdoptionPoint] | None = None
    unsorted: list[SaidWords] = field(default_factory=list)
    smallest: int = 0


def questions_of(row: Consultation) -> tuple[Question, ...]:
    return tuple(Question(one["text"], tuple(one["options"])) for one in row.questions)


def questions_text(actor: Actor, *, row: Consultation) -> str:
    """The questions as they are typed."""
    return law.write_questions(questions_of(row))


def consultation(actor: Actor, *, number: str) -> Consultation:
    """One consultation, for those who work on it and those whose circle holds it; others hear 404."""
    found = Consultation.objects.select_related("org", "first").filter(seen(actor, SEEN), number=number).first()
    if found is None:
        raise missing()
    return found


def consultations(
    actor: Actor, *, org_id: int | None = None, states: tuple[str, ...] | None = None, limit: int = 200
) -> list[Consultation]:
    """Consultations that the actor may see, the newest first, those that have ended last. One query."""
    rows = _at(actor, org_id)
    if states is not None:
        rows = rows.filter(state__in=states)
    return sorted(rows[:limit], key=lambda row: row.state in ENDED)


def consultation_ledger(actor: Actor, *, org_id: int) -> Iterator[Consultation]:
    """All of an organization, the newest first; read in pieces."""
    return streamed(_at(actor, org_id))


def _at(actor: Actor, org_id: int | None) -> QuerySet[Consultation]:
    rows = Consultation.objects.select_related("org").filter(seen(actor, SEEN))
    if org_id is not None:
        rows = rows.filter(Q(org_id=org_id) | Q(first_id=org_id))
    return rows.annotate(people=Sum("replies__people")).order_by("-pk")


def open_consultations(actor: Actor, *, today: date, path: str | None = None) -> list[Consultation]:
    """Those that run now within the actor's circles, the one that ends first before the others."""
    rows = Consultation.objects.select_related("org").filter(
        seen(actor, SEEN), state=ConsultationState.OPEN, closes_on__gte=today
    )
    if path is not None:
        rows = rows.filter(org_path=path)
    return list(rows.order_by("closes_on", "pk")[:50])


def _waiting(read, signing, working, today):
    left = Exists(SaidWords.objects.filter(consultation=OuterRef("pk"), point=None))
    unanswered = Exists(AdoptionPoint.objects.filter(UNANSWERED, consultation=OuterRef("pk")))
    rows = Consultation.objects.annotate(left=left, unanswered=unanswered)
    over = Q(state=ConsultationState.OPEN, closes_on__lt=today)
    ready = Q(left=False, unanswered=False) & ~Q(result="")
    to_sign = Q(org_path__in=signing) & (Q(state=ConsultationState.WAITING) | over & ready)
    rows = rows.filter(between(read), to_sign | Q(org_path__in=working) & over & ~ready)
    return rows.order_by("closes_on", "pk")[:50]


_WAITING = PreparedModels(Consultation, _waiting)


def consultations_waiting(
    actor: Actor, *, signing: tuple[str, ...], working: tuple[str, ...], today: date
) -> list[Consultation]:
    """What waits where the actor works: to sign where the actor signs, to sort and answer where the actor drafts.

    After the last day it waits for the drafter until nothing is left open, then for the signature.
    """
    return _WAITING(read=ranges(actor, Permission.READ_WORK), signing=signing, working=working, today=today)


def facts_of(actor: Actor, row: Consultation, *, today: date) -> ConsultationFacts:
    """The consultation for the law: days left, the least period, and what is still without an answer."""
    least = law.least_days(row.audience, **least_period(actor, today=today))
    return ConsultationFacts(
        row.state, Bodies(row.org_path), days=(row.closes_on - today).days, least=least, created_by=row.created_by,
        unsorted=SaidWords.objects.filter(consultation=row, point=None).count(),
        unanswered=AdoptionPoint.objects.filter(UNANSWERED, consultation=row).count(), result=row.result,
        ended=not row.org.lives,
    )  # fmt: skip


def consultation_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a consultation."""
    return moves.offers(CONSULTATION, actor, facts_of(actor, consultation(actor, number=number), today=today))


def least_period(actor: Actor, *, today: date) -> dict[str, int]:
    """The shortest periods in force: among members, and where others are asked."""
    parameters = rulebook.parameters(actor)
    return {name: parameters.int(f"consultation_{name}", today) for name in ("party", "society")}


def consultation_view(actor: Actor, *, number: str, today: date) -> ConsultationView:
    """Everything that this reader may see of it. The same number of queries whatever the number of replies.

    Numbers are shown when the time is over: to those who work on it at once, to the circle with the
    result. The reader's own reply is shown to nobody but the reader.
    """
    row = consultation(actor, number=number)
    works = may(actor, Permission.READ_WORK, row.org_path)
    over = row.closes_on < today
    published = row.state == ConsultationState.PUBLISHED
    running = row.state == ConsultationState.OPEN and not over
    questions = questions_of(row)
    mine, my_words = None, ""
    if actor.user_id is not None:
        mine = ConsultationReply.objects.filter(consultation=row, voter=voter(actor, consultation_id=row.pk)).first()
        beside = SaidWords.objects.filter(reply=mine, place=law.FREELY).first() if mine else None
        my_words = beside.text if beside else ""
    told = published or (works and over)
    replies = list(ConsultationReply.objects.filter(consultation=row).values_list("said", "people"))
    people = sum(number for _, number in replies)
    smallest = rulebook.parameters(actor).int("consultation_minimum_group", row.closes_on)
    counts = law.tally(questions, replies) if law.may_count_openly(people, smallest) else []
    return ConsultationView(
        row, questions, list(row.files.select_related("file").order_by("pk")), over, running, works,
        running and law.belongs(actor, row.audience, row.org_path), people, mine, my_words,
        counts if told else None,
        list(row.points.annotate(said=Count("words")).order_by("pk")) if told else None,
        list(row.words.filter(point=None).order_by("place", "text")) if works and over and not published else [],
        smallest,
    )  # fmt: skip


def consultation_file(actor: Actor, *, number: str, token: str) -> Located:
    """A file of a consultation, with the consultation's own circle."""
    row = consultation(actor, number=number)
    if not row.files.filter(file__token=token).exists():
        raise missing()
    return located(actor, file=stored_file(actor, token=token))
