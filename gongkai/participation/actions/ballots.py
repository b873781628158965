"""Voting: one member one vote, the last before closing counts, on the web or on paper (P34)."""

import base64
import binascii
from datetime import datetime

from django.db import transaction
from django.db.models import F

from gongkai.ledger import actions as ledger
from gongkai.participation import envelopes
from gongkai.participation.models import AppraisalRound, PaperCount, Voter
from gongkai.participation.queries.appraisals import appraisal, run_round
from gongkai.rules import appraisals as law
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.appraisal import STATES, RoundState
from gongkai.rules.refusals import Refused, missing


def _hold_open(round_id: int, now: datetime) -> None:
    """The round stays open until this transaction ends: closing waits, or has already come first."""
    held = AppraisalRound.objects.filter(pk=round_id, state=RoundState.OPEN, ends_at__gt=now)
    if not held.update(version=F("version")):
        state = AppraisalRound.objects.values_list("state", flat=True).get(pk=round_id)
        late = state == RoundState.OPEN
        raise Refused("not_open", state="已过截止时间" if late else STATES[RoundState(state)])


@transaction.atomic
def cast(actor: Actor, *, round_id: int, envelope: str, now: datetime) -> str:
    """Lay a sealed ballot into the member's outer envelope, in place of an earlier one; answers its fingerprint.

    Nothing is written to the trail: when somebody voted is nobody's business. Raises `Refused`:
    not_open, not_a_voter, took_paper, ballot_unreadable.
    """
    appraisal(actor, round_id=round_id)
    try:
        sealed = base64.b64decode(envelope, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Refused("ballot_unreadable") from wrong
    if len(sealed) != envelopes.SIZE:
        raise Refused("ballot_unreadable")
    _hold_open(round_id, now)
    own = Voter.objects.filter(round_id=round_id, user_id=actor.user_id)
    if not own.filter(took_paper=False).update(envelope=envelopes.pack(sealed), voted=True):
        raise Refused("took_paper" if own.exists() else "not_a_voter")
    return envelopes.fingerprint(sealed)


def seal_and_cast(actor: Actor, *, round_id: int, ballot: dict, now: datetime) -> str:
    """For browsers that cannot seal: the ballot is sealed here at once, and nothing else of it is kept."""
    found = appraisal(actor, round_id=round_id)
    law.read_vote(ballot)
    if not found.public_key:
        raise Refused("not_open", state="这一轮只用纸票")
    sealed = envelopes.seal(found.public_key, round_ref=found.ref, ballot=ballot)
    return cast(actor, round_id=round_id, envelope=base64.b64encode(sealed).decode(), now=now)


@transaction.atomic
def hand_paper(actor: Actor, *, round_id: int, voter_id: int, now: datetime) -> None:
    """A member takes a paper instead; who voted on the web gets none."""
    found = run_round(actor, round_id=round_id)
    demand(actor, Permission.RUN_APPRAISAL, found.org_path)
    _hold_open(round_id, now)
    voter = Voter.objects.filter(round=found, pk=voter_id).first()
    if voter is None:
        raise missing()
    if not Voter.objects.filter(pk=voter.pk, voted=False).update(took_paper=True):
        raise Refused("voted_online", name=voter.name)


@transaction.atomic
def count_papers(
    actor: Actor, *, round_id: int, returned: int, valid: int, table: dict[str, dict[str, int]], now: datetime
) -> PaperCount:
    """Enter the papers as this counter counted them; each of the two enters for himself and may correct it."""
    found = run_round(actor, round_id=round_id)
    demand(actor, Permission.RUN_APPRAISAL, found.org_path)
    state = AppraisalRound.objects.select_for_update().values_list("state", flat=True).get(pk=found.pk)
    if state != RoundState.CLOSED:
        raise Refused("not_open", state=STATES[RoundState(state)])
    whole = {item: {mark: int(table.get(item, {}).get(mark, 0)) for mark in law.Mark} for item in law.Item}
    law.sound_table(whole, valid)
    if PaperCount.objects.filter(round=found).exclude(counter_id=actor.user_id).count() > 1:
        raise Refused("counter_twice")
    made, _ = PaperCount.objects.update_or_create(
        round=found, counter_id=actor.user_id,
        defaults={
            "counter_name": actor.name, "returned": returned, "valid": valid, "table": whole, "counted_at": now,
        },
    )  # fmt: skip
    ledger.record(
        actor, verb="appraisal.count_papers", subject=f"appraisal:{found.pk}", now=now, org_path=found.org_path,
        facts={"returned": returned, "valid": valid},
    )  # fmt: skip
    return made
