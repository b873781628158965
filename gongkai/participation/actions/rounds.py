"""Running a round of appraisal: prepare, key, open, close, count, publish, use (第九条（七）, R117–R119)."""

import secrets
from datetime import date, datetime, time, timedelta

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations import actions as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation import envelopes, tally
from gongkai.participation.actions.rounds_logged import LOGGED
from gongkai.participation.models import AppraisalRound, PaperCount, ResultUse, Voter
from gongkai.participation.queries.appraisals import facts as facts_of
from gongkai.participation.queries.appraisals import run_round
from gongkai.rulebook import queries as rulebook
from gongkai.rules import appraisals as law
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.appraisal import APPRAISAL, STATES, RoundState
from gongkai.rules.receipts import check_word
from gongkai.rules.refusals import Refused, missing

RESULT_ENTRY = "C41"  # 党务公开评议和考核结果: the catalog item that tells the result
GOING_ON = (RoundState.PREPARED, RoundState.OPEN, RoundState.CLOSED, RoundState.COUNTED)


def _remember(actor: Actor, found: AppraisalRound, verb: str, now: datetime, **facts) -> None:
    ledger.record(
        actor, verb=f"appraisal.{verb}", subject=f"appraisal:{found.pk}", now=now, org_path=found.org_path, facts=facts
    )


def _in_preparation(actor: Actor, round_id: int, *states: RoundState) -> AppraisalRound:
    """The round, for one who may run it, in one of the states; held until the transaction ends."""
    found = run_round(actor, round_id=round_id)
    demand(actor, Permission.RUN_APPRAISAL, found.org_path)
    held = AppraisalRound.objects.select_for_update().get(pk=found.pk)
    if held.state not in states:
        raise Refused("wrong_state", state=STATES[RoundState(held.state)], label="这样办")
    return held


@transaction.atomic
def prepare_round(
    actor: Actor, *, org_id: int, title: str, ends_on: date, paper_only: bool = False, now: datetime, today: date
) -> AppraisalRound:
    """Begin a round that ends at 24:00 of a day. One at a time; under a lasting number (R173)."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.RUN_APPRAISAL, org.path)
    if not title.strip():
        raise Refused("title_missing")
    if ends_on <= today:
        raise Refused("round_dates")
    if AppraisalRound.objects.filter(org=org, state__in=GOING_ON).exists():
        raise Refused("round_running_already")
    number = ledger.next_number(actor, series=f"appraisal:{org.code}", year=today.year)
    found = AppraisalRound.objects.create(
        org=org, org_path=org.path, ref=secrets.token_hex(16), number=f"{org.code}-PY-{today.year}-{number:02d}",
        title=title.strip()[:120], paper_only=paper_only, made_at=now, made_by=actor.user_id,
        ends_at=datetime.combine(ends_on + timedelta(days=1), time(), LOCAL),
    )  # fmt: skip
    _remember(actor, found, "prepare", now, number=found.number, ends=ends_on.isoformat())
    return found


@transaction.atomic
def set_key(actor: Actor, *, round_id: int, pem: str, scrutineers: tuple[str, ...], now: datetime) -> None:
    """Take the scrutineers' public key, before the round opens. Their private key never comes here."""
    found = _in_preparation(actor, round_id, RoundState.PREPARED)
    envelopes.read_public(pem.encode())
    names = [name.strip()[:60] for name in scrutineers if name.strip()]
    AppraisalRound.objects.filter(pk=found.pk).update(public_key=pem, scrutineers=names)
    _remember(actor, found, "set_key", now, key=envelopes.fingerprint(pem.encode()), scrutineers=names)


@transaction.atomic
def move_round(
    actor: Actor, *, round_id: int, verb: str, now: datetime, today: date, remark: str = ""
) -> AppraisalRound:
    """Lead a round on. Opening fixes the list of voters, closing cuts off the names, counting computes."""
    found = run_round(actor, round_id=round_id)
    facts = facts_of(actor, round_id=round_id, now=now, today=today)
    move = decide(APPRAISAL, actor, facts, verb, remark=remark)
    compare_and_set(found, state=move.target)
    said = EFFECTS[verb](actor, found, now, today, remark.strip()) if verb in EFFECTS else {}
    _remember(actor, found, verb, now, **said)
    found.refresh_from_db()
    if verb in LOGGED:
        LOGGED[verb](actor, found, now)
    return found


def _open(actor: Actor, found: AppraisalRound, now: datetime, today: date, remark: str) -> dict:
    members = orgs.voting_members(actor, org_id=found.org_id, day=today)
    Voter.objects.bulk_create(
        Voter(round=found, roll_number=one.roll_number, name=one.name, user_id=one.user_id) for one in members
    )
    AppraisalRound.objects.filter(pk=found.pk).update(opened_at=now)
    return {"voters": len(members)}


def _close(actor: Actor, found: AppraisalRound, now: datetime, today: date, remark: str) -> dict:
    """The names are cut off and the envelopes laid in an order of their own, before anyone can open them."""
    sealed = sorted(Voter.objects.filter(round=found, voted=True).values_list("envelope", flat=True))
    whole = envelopes.box_hash(envelopes.fingerprint(envelopes.unpack(one)) for one in sealed)
    papers = Voter.objects.filter(round=found, took_paper=True).count()
    AppraisalRound.objects.filter(pk=found.pk).update(
        closed_at=now, box=sealed, box_hash=whole, paper_issued=papers, result_given_at=None if sealed else now
    )
    Voter.objects.filter(round=found).update(envelope="")
    return {"envelopes": len(sealed), "box": whole}


def _count(actor: Actor, found: AppraisalRound, now: datetime, today: date, remark: str) -> dict:
    """Web and paper together; the result becomes a duty of its own to disclose (R118)."""
    paper = PaperCount.objects.filter(round=found).order_by("id").first()
    online = found.table or law.tabulate(())[0]
    table = law.add(online, paper.table) if paper else online
    days = rulebook.parameters(actor).int("appraisal_publish", on=today)
    due = add_workdays(today, days, rulebook.calendar(actor), "评议结果公布", "第九条（七）").due
    trigger = _result_duty(found, now, today)
    AppraisalRound.objects.filter(pk=found.pk).update(
        table=table, counted_at=now, publish_due=due, trigger_ref=trigger.pk if trigger else None,
        paper_returned=paper.returned if paper else 0, paper_valid=paper.valid if paper else 0,
    )  # fmt: skip
    return {"due": due.isoformat()}


def _result_duty(found: AppraisalRound, now: datetime, today: date):
    """The duty to disclose the result, where the organization's catalog names it."""
    try:
        return obligations.register_event(
            Actor.clock(), org_id=found.org_id, code=RESULT_ENTRY, title=f"{found.title}结果", event_on=today, now=now,
            today=today,
        )  # fmt: skip
    except Refused as refused:
        if refused.code not in ("entry_not_in_catalog", "entry_not_instant"):
            raise
        return None


def _publish(actor: Actor, found: AppraisalRound, now: datetime, today: date, remark: str) -> dict:
    """Low satisfaction asks for a plan of rectification within its days (R119)."""
    days = rulebook.parameters(actor).int("appraisal_plan", on=today)
    plan_due = add_workdays(today, days, rulebook.calendar(actor), "整改措施", "第九条（七）").due
    AppraisalRound.objects.filter(pk=found.pk).update(published_at=now, plan_due=plan_due)
    return {}


def _void(actor: Actor, found: AppraisalRound, now: datetime, today: date, remark: str) -> dict:
    """Nothing of an invalid round is kept but that it was; sealed ballots are destroyed unopened."""
    AppraisalRound.objects.filter(pk=found.pk).update(void_reason=remark, box=[], table={}, words={}, numbers=[])
    Voter.objects.filter(round=found).update(envelope="")
    return {"remark": remark}


EFFECTS = {"open": _open, "close": _close, "count": _count, "publish": _publish, "void": _void}


@transaction.atomic
def give_result(actor: Actor, *, round_id: int, text: str, now: datetime) -> None:
    """Take the opened urn from the scrutineers and check that it is this urn and adds up (P36)."""
    found = _in_preparation(actor, round_id, RoundState.CLOSED)
    result = tally.read_result(text)
    prints = [envelopes.fingerprint(envelopes.unpack(one)) for one in found.box]
    wrong = tally.differences(result, fingerprints=prints)
    if result["round"] != found.ref or "box" in wrong:
        raise Refused("result_other_box", wanted=check_word(found.box_hash))
    if wrong:
        raise Refused("result_sum", found=len(result["votes"]), wanted=len(prints))
    votes = result["votes"]
    table, yes, answered = law.tabulate(votes)
    words = {key: sorted(vote.words[key] for vote in votes if key in vote.words) for key in law.Open}
    AppraisalRound.objects.filter(pk=found.pk).update(
        result_given_at=now, unreadable=result["unreadable"], table=table, words=words,
        aware={key: (yes[key], answered[key]) for key in law.Awareness},
        numbers=[{"nonce": vote.nonce, "marks": dict(vote.marks)} for vote in votes],
    )  # fmt: skip
    _remember(actor, found, "give_result", now, box=found.box_hash, unreadable=result["unreadable"])


@transaction.atomic
def write_plan(actor: Actor, *, round_id: int, text: str, now: datetime) -> None:
    """What will be mended after a low result (R119)."""
    found = _in_preparation(actor, round_id, RoundState.PUBLISHED)
    if not text.strip():
        raise Refused("plan_missing")
    AppraisalRound.objects.filter(pk=found.pk).update(plan=text.strip())
    _remember(actor, found, "plan", now)


@transaction.atomic
def record_use(actor: Actor, *, round_id: int, text: str, now: datetime) -> ResultUse:
    """What was done with the result; told with it."""
    found = _in_preparation(actor, round_id, RoundState.PUBLISHED)
    if not text.strip():
        raise Refused("use_missing")
    made = ResultUse.objects.create(
        round=found, text=text.strip()[:300], recorded_at=now, recorded_by=actor.user_id, recorder_name=actor.name
    )
    _remember(actor, found, "use", now, use=made.pk)
    return made


def close_ended(actor: Actor, *, now: datetime) -> int:
    """The clock closes rounds whose last day has passed; how many."""
    ended = AppraisalRound.objects.filter(state=RoundState.OPEN, ends_at__lte=now).values_list("pk", flat=True)
    for pk in list(ended):
        move_round(actor, round_id=pk, verb="close", now=now, today=local_day(now))
    return len(ended)
