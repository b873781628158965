"""Putting a draft decision out, taking replies, and moving it along (第七条, R64)."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import next_number, record, store
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.circles import voter
from gongkai.participation.models import Consultation, ConsultationFile, ConsultationReply, SaidWords
from gongkai.participation.queries.consultations import consultation as read
from gongkai.participation.queries.consultations import facts_of, least_period, questions_of
from gongkai.publication.pages import bump_on_commit
from gongkai.rules import consultations as law
from gongkai.rules.actor import Actor
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.methods import Audience
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.consultation import CONSULTATION, STATES, ConsultationState
from gongkai.rules.refusals import Refused, missing

MOST_FILES, MOST_PEOPLE = 20, 100_000
CIRCLES = (Audience.PARTY, Audience.UNIT, Audience.PUBLIC)


def locked(actor: Actor, number: str) -> Consultation:
    """The consultation, held until the act in hand is done: nothing is counted while something is added."""
    row = read(actor, number=number)
    return Consultation.objects.select_for_update(of=("self",)).select_related("org").get(pk=row.pk)


def to_edit(actor: Actor, row: Consultation) -> None:
    """Let pass whoever drafts here while it is a draft."""
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != ConsultationState.DRAFT:
        raise Refused("consultation_closed", state=STATES[row.state])


def _sound(actor: Actor, fields: dict, today: date) -> dict:
    """Fields as they are stored: trimmed, questions read, the period long enough for the circle."""
    sound = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if sound.get("audience") not in CIRCLES:
        raise Refused("not_found", hidden=True)
    asked = law.read_questions(sound["questions"])
    sound["questions"] = [{"text": one.text, "options": list(one.options)} for one in asked]
    least = law.least_days(sound["audience"], **least_period(actor, today=today))
    law.demand_period(today, sound["closes_on"], least)
    return sound


@transaction.atomic
def draft_consultation(
    actor: Actor, *, org_id: int, title: str, text: str, questions: str, audience: str, closes_on: date, now: datetime,
    today: date,
) -> Consultation:  # fmt: skip
    """Write down what is to be decided and what is asked, under a lasting number such as Z01-C01-ZQ-2026-001.

    The period is checked here already, so that nobody learns at the signature that it is too short.
    """
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    fields = {"title": title, "text": text, "questions": questions, "audience": audience, "closes_on": closes_on}
    sound = _sound(actor, fields, today)
    number = next_number(actor, series=f"ZQ:{org.code}", year=today.year)
    row = Consultation.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-ZQ-{today.year}-{number:03d}", created_at=now,
        created_by=actor.user_id, **sound,
    )  # fmt: skip
    record(actor, verb="consultation.draft", subject=f"consultation:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def save_consultation(
    actor: Actor, *, number: str, version: int, title: str, text: str, questions: str, audience: str, closes_on: date,
    now: datetime, today: date,
) -> Consultation:  # fmt: skip
    """Change a draft; `version` is the one that the drafter read."""
    row = read(actor, number=number)
    to_edit(actor, row)
    sound = _sound(
        actor, {"title": title, "text": text, "questions": questions, "audience": audience, "closes_on": closes_on},
        today,
    )  # fmt: skip
    compare_and_set(row, version=version, **sound)
    record(actor, verb="consultation.save", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row


@transaction.atomic
def attach_file(
    actor: Actor, *, number: str, path: Path, name: str, caption: str, now: datetime
) -> ConsultationFile:  # fmt: skip
    """Keep a file beside the draft. Refuses what the intake refuses."""
    row = read(actor, number=number)
    to_edit(actor, row)
    if row.files.count() >= MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    file = store(actor, source=path, name=name, org_path=row.org_path, now=now)
    hung = ConsultationFile.objects.create(consultation=row, file=file, caption=caption.strip()[:120])
    record(
        actor, verb="consultation.attach", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": file.token, "sha256": file.sha256},
    )  # fmt: skip
    return hung


@transaction.atomic
def detach_file(actor: Actor, *, number: str, token: str, now: datetime) -> None:
    """Take a file off a draft."""
    row = read(actor, number=number)
    to_edit(actor, row)
    if not ConsultationFile.objects.filter(consultation=row, file__token=token).delete()[0]:
        raise missing()
    record(
        actor, verb="consultation.detach", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"file": token},
    )  # fmt: skip


@transaction.atomic
def move_consultation(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = ""
) -> Consultation:
    """Send for signature, sign, return, publish the result, stop. What goes out is seen at once."""
    row = locked(actor, number)
    move = decide(CONSULTATION, actor, facts_of(actor, row, today=today), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if move.target == ConsultationState.OPEN:
        fields |= {"opened_at": now, "opener_name": actor.name}
    elif move.target in (ConsultationState.PUBLISHED, ConsultationState.WITHDRAWN):
        fields["ended_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"consultation.{verb}", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row


def _keep_words(row: Consultation, given: ConsultationReply, said: dict[int, str], words: str) -> None:
    """Words to the questions without options, and beside all, wait to be put under a point."""
    SaidWords.objects.filter(reply=given).delete()
    questions = questions_of(row)
    told = {place: text for place, text in said.items() if not questions[place].options}
    if words.strip():
        told[law.FREELY] = words.strip()
    SaidWords.objects.bulk_create(
        [SaidWords(consultation=row, reply=given, place=place, text=text) for place, text in told.items()]
    )


@transaction.atomic
def answer_consultation(
    actor: Actor, *, number: str, said: dict[int, str], words: str, now: datetime, today: date
) -> ConsultationReply:
    """Answer, or change the own answer, until the last day is over. Each once, and nobody learns who.

    The trail remembers that an answer came, not whose: it is the one act recorded without a name.
    """
    row = locked(actor, number)
    if row.state != ConsultationState.OPEN or row.closes_on < today:
        raise Refused("consultation_late")
    if not law.belongs(actor, row.audience, row.org_path):
        raise Refused("not_asked", audience=AUDIENCES[Audience(row.audience)])
    kept = law.demand_reply(questions_of(row), said, words)
    answers = {str(place): text for place, text in kept.items()}
    given, _ = ConsultationReply.objects.update_or_create(
        consultation=row, voter=voter(actor, consultation_id=row.pk),
        defaults={"said": answers, "way": law.ReplyWay.ONLINE, "given_on": today},
    )  # fmt: skip
    _keep_words(row, given, kept, words)
    record(Actor.visitor(), verb="consultation.reply", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path)
    return given


@transaction.atomic
def type_reply(
    actor: Actor, *, number: str, way: str, people: int, source: str, said: dict[int, str], words: str, now: datetime,
    today: date,
) -> ConsultationReply:  # fmt: skip
    """Enter what was said at a meeting or on paper, for so many people; possible until the result is out."""
    row = locked(actor, number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != ConsultationState.OPEN:
        raise Refused("consultation_closed", state=STATES[row.state])
    if way not in (law.ReplyWay.MEETING, law.ReplyWay.PAPER):
        raise Refused("paper_way")
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("people_wrong", most=MOST_PEOPLE)
    if not source.strip():
        raise Refused("source_missing")
    kept = law.demand_reply(questions_of(row), said, words)
    given = ConsultationReply.objects.create(
        consultation=row, way=way, people=people, source=source.strip()[:120], typed_by=actor.user_id, given_on=today,
        said={str(place): text for place, text in kept.items()},
    )  # fmt: skip
    _keep_words(row, given, kept, words)
    record(
        actor, verb="consultation.type", subject=f"consultation:{row.pk}", now=now, org_path=row.org_path,
        facts={"way": way, "people": people, "source": source.strip()},
    )  # fmt: skip
    return given
