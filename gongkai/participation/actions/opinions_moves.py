"""The office's acts on an opinion: assign, handle, extend, decide, tell, publish, close (第六条（三）, 第九条（四）)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import compare_and_set
from gongkai.participation.actions.opinions import chosen
from gongkai.participation.actions.opinions_logged import log_step
from gongkai.participation.facts import due_after, opinion_facts
from gongkai.participation.models import Opinion, OpinionMessage, OpinionNotice, OpinionStep
from gongkai.participation.queries.opinions import opinion as read_opinion
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move, decide
from gongkai.rules.opinions import TERMS, OpinionResult, ToldBy
from gongkai.rules.procedures.opinion import OPINION
from gongkai.rules.refusals import Refused
from gongkai.rules.routing import narrowed

MOST_NAME = 60
WITHOUT_REASON = (OpinionResult.ADOPTED, OpinionResult.EXPLAINED)


@transaction.atomic
def move(
    actor: Actor, *, opinion_id: int, verb: str, now: datetime, today: date, remark: str = "", **fields
) -> Opinion:
    """Make one step. `fields` are those of the verb:

    assign, reassign: `assigned_to` · decide: `result`, `reason`, `answer` (and `remark` as the leader's
    note) · tell: `told_on`, `way`, `by_name`, `text` · publish: `question`, `answer` in general words.
    `handle` keeps what was found and done in `remark`.
    """
    opinion = read_opinion(actor, opinion_id=opinion_id)
    facts = opinion_facts(actor, opinion, today=today)
    made = decide(OPINION, narrowed(actor, facts.case), facts, verb, remark=remark)
    changes, said = EFFECTS[verb](actor, opinion, today, remark.strip(), fields)
    write(actor, opinion, made, changes, now=now)
    step = OpinionStep.objects.create(
        opinion=opinion, verb=verb, label=made.label, text=said, on=today, by=actor.user_id, by_name=actor.name
    )
    opinion.refresh_from_db()
    log_step(actor, opinion, step, now)
    return opinion


def write(actor: Actor, opinion: Opinion, made: Move, changes: dict, *, now: datetime) -> None:
    """Compare and set, then remember. What the public counts or reads is rendered anew."""
    compare_and_set(opinion, state=made.target, **changes)
    record(
        actor, verb=f"opinion.{made.verb}", subject=f"opinion:{opinion.pk}", now=now, org_path=opinion.handler_path,
        facts={"from": opinion.state, "to": made.target},
    )  # fmt: skip
    if not opinion.confidential:
        bump_on_commit()


def _needed(fields: dict, key: str, name: str, most: int | None = None) -> str:
    value = str(fields.get(key) or "").strip()
    if not value:
        raise Refused("opinion_field", field=name)
    if most is not None and len(value) > most:
        raise Refused("text_too_long", part=name, length=len(value), most=most)
    return value


def _acknowledge(actor, opinion, today, remark, fields):
    return {"acknowledged_on": today}, remark


def _assign(actor, opinion, today, remark, fields):
    to = str(fields.get("assigned_to") or "").strip()
    if not to:
        raise Refused("opinion_person")
    to = _needed(fields, "assigned_to", "交给谁", MOST_NAME)
    return {"assigned_to": to, "due_on": opinion.answer_by}, f"交{to}办理。{remark}"


def _handle(actor, opinion, today, remark, fields):
    return {"handling": remark, "due_on": opinion.answer_by}, remark


def _extend(actor, opinion, today, remark, fields):
    until = due_after(actor, key="opinion_extension", day=opinion.answer_by)
    changes = {"extensions": opinion.extensions + 1, "due_on": until, "answer_by": until}
    return changes, f"延长到{until.year}年{until.month}月{until.day}日。{remark}"


def _decide(actor, opinion, today, remark, fields):
    result = chosen(OpinionResult, str(fields.get("result") or ""), "结果")
    answer = _needed(fields, "answer", "答复")
    reason = str(fields.get("reason") or "").strip()
    if result not in WITHOUT_REASON and not reason:
        raise Refused("opinion_reason")
    changes = {
        "result": result, "answer": answer, "reason": reason, "note": remark, "decided_on": today,
        "due_on": due_after(actor, key="opinion_tell", day=today), "told_on": None, "rating_due": None,
    }  # fmt: skip
    if opinion.decided_on is None:
        changes["late"] = today > opinion.answer_by
    return changes, "　".join(filter(None, (TERMS[result], reason, answer, remark)))


def _tell(actor, opinion, today, remark, fields):
    day = fields.get("told_on") or today
    if day > today:
        raise Refused("opinion_future", day=day)
    way = chosen(ToldBy, str(fields.get("way") or ""), "怎样告知")
    by_name = _needed(fields, "by_name", "由谁告知", MOST_NAME)
    text = _needed(fields, "text", "告知的内容")
    OpinionNotice.objects.create(
        opinion=opinion, told_on=day, way=way, by_name=by_name, text=text, recorded_by=actor.user_id
    )
    rating_due = due_after(actor, key="opinion_rating", day=day)
    return {"told_on": day, "rating_due": rating_due, "due_on": rating_due}, f"{by_name}{TERMS[way]}告知：{text}"


def _publish(actor, opinion, today, remark, fields):
    question = _needed(fields, "question", "问题（概括地写）")
    answer = _needed(fields, "public_answer", "答复（概括地写）")
    return {
        "published_on": opinion.published_on or today,
        "public_question": question,
        "public_answer": answer,
    }, question


def _speak(actor, opinion, today, remark, fields):
    OpinionMessage.objects.create(
        opinion=opinion, from_author=False, by_name=actor.name, text=remark, on=today,
        place=opinion.messages.count() + 1,
    )  # fmt: skip
    return {}, remark


def _close(actor, opinion, today, remark, fields):
    return {"closed_on": today}, remark


EFFECTS = {
    "acknowledge": _acknowledge, "assign": _assign, "reassign": _assign, "handle": _handle, "extend": _extend,
    "decide": _decide, "tell": _tell, "publish": _publish, "speak": _speak,
    "close": _close,
}  # fmt: skip
OFFICE_VERBS = tuple(EFFECTS)
