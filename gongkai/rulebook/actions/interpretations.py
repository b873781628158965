"""Questions about an article: asked from below, answered by one body and sealed by the other (第十四条, R141)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rulebook import parameter_files
from gongkai.rulebook.models import Interpretation
from gongkai.rulebook.queries.interpretations import interpretation, interpretation_facts
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import demand_general_words
from gongkai.rules.duties import local_day
from gongkai.rules.interpretations import demand_words
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.interpretation import INTERPRETATION, InterpretationState
from gongkai.rules.refusals import Refused, missing


@transaction.atomic
def ask_interpretation(actor: Actor, *, org_id: int, anchor: str, question: str, now: datetime) -> Interpretation:
    """Put a question about an article or item, under a number such as JS-2026-001."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.CORRESPOND, org.path)
    if anchor not in parameter_files.digest().places():
        raise Refused("interpretation_anchor")
    words = demand_words("问题", question, "interpretation_question")
    demand_general_words("问题", words)
    year = local_day(now).year
    number = next_number(actor, series="JS", year=year)
    row = Interpretation.objects.create(
        org=org, org_path=org.path, number=f"JS-{year}-{number:03d}", anchor=anchor, question=words, asked_at=now,
        asked_by=actor.user_id,
    )  # fmt: skip
    record(
        actor, verb="interpretation.ask", subject=f"interpretation:{row.pk}", now=now, org_path=org.path,
        facts={"anchor": anchor},
    )  # fmt: skip
    return row


@transaction.atomic
def move_interpretation(
    actor: Actor, *, number: str, verb: str, seen: int, now: datetime, answer: str = "", remark: str = ""
) -> Interpretation:
    """Answer, seal, return, decline, recall or correct. `seen`: the version on the page: nobody stamps unseen words.

    To correct is to begin the next edition, stamped by one body; the answer in force stays until the other sealed it.
    """
    row = interpretation(actor, number=number)
    facts = interpretation_facts(actor, row)
    move = decide(INTERPRETATION, actor, facts, verb, remark=remark)
    demand_general_words("理由", remark)
    if verb == "correct":
        return _corrected(actor, row, answer=answer, why=remark, seen=seen, path=facts.path_of("interpreter"), now=now)
    fields: dict = {"remark": remark.strip()}
    if move.target == InterpretationState.STAMPED:
        words = demand_words("解释", answer, "interpretation_answer")
        demand_general_words("解释", words)
        fields |= {"answer": words} | _stamp(actor, "first", facts.path_of("interpreter"), now)
    elif move.target == InterpretationState.PUBLISHED:
        fields |= _stamp(actor, "second", facts.path_of("interpreter"), now)
    elif move.target == InterpretationState.ASKED:
        fields |= {"first_body": None, "first_at": None, "first_by": None}  # the words stay, the stamp does not
    compare_and_set(row, version=seen, state=move.target, **fields)
    record(
        actor, verb=f"interpretation.{verb}", subject=f"interpretation:{row.pk}", now=now, org_path=row.org_path,
        facts={"body": facts.path_of("interpreter"), "remark": remark.strip()},
    )  # fmt: skip
    return interpretation(actor, number=number)


def _corrected(
    actor: Actor, row: Interpretation, *, answer: str, why: str, seen: int, path: str, now: datetime
) -> Interpretation:
    words = demand_words("解释", answer, "interpretation_answer")
    demand_general_words("解释", words)
    if words == row.answer:
        raise Refused("interpretation_same_words")
    compare_and_set(row, version=seen)
    root = row.root or row
    last = root.corrections.aggregate(last=Max("edition"))["last"] or 1
    made = Interpretation.objects.create(
        org=row.org, org_path=row.org_path, number=f"{root.number}-{last + 1}", root=root, edition=last + 1,
        why=why.strip()[:300], anchor=row.anchor, question=row.question, answer=words, state=InterpretationState.STAMPED,
        asked_at=now, asked_by=row.asked_by, **_stamp(actor, "first", path, now),
    )  # fmt: skip
    record(
        actor, verb="interpretation.correct", subject=f"interpretation:{made.pk}", now=now, org_path=row.org_path,
        facts={"corrects": row.number, "why": made.why},
    )  # fmt: skip
    return interpretation(actor, number=made.number)


def _stamp(actor: Actor, place: str, path: str, now: datetime) -> dict:
    body = orgs.organization_at(actor, path=path)
    return {f"{place}_body": body, f"{place}_at": now, f"{place}_by": actor.user_id}
