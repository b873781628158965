"""Reading rounds of appraisal: for those who run them, for voters, and, once published, for the circle."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q

from gongkai.ledger.fields import ancestors
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under, within
from gongkai.participation import envelopes
from gongkai.participation.models import AppraisalRound, PaperCount, ResultUse, Voter
from gongkai.rulebook import queries as rulebook
from gongkai.rules import appraisals as law
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.appraisal import APPRAISAL, RoundFacts, RoundState
from gongkai.rules.refusals import missing

TOLD = (RoundState.PUBLISHED, RoundState.USED)


@dataclass(frozen=True)
class Standing:
    """How one member stands in a round: on the list, voted, and the fingerprint of the own envelope."""

    name: str
    took_paper: bool
    voted: bool
    fingerprint: str


@dataclass(frozen=True)
class Outcome:
    """What a counted round came to; `items` is empty when so few voted that it would show who said what."""

    turnout: law.Turnout
    items: tuple[law.ItemResult, ...]
    aware: tuple[tuple[str, int, int], ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    low: bool
    threshold: int
    smallest: int


def _runs(actor: Actor) -> Q:
    """Rounds of organizations whose work the actor sees, or that the actor oversees."""
    return within(actor, Permission.READ_WORK) | within(actor, Permission.OVERSEE)


def _told(actor: Actor) -> Q:
    """Published results: to members, and where the law says so to the unit's people (open decision 11)."""
    party = {path for own in actor.party for path in ancestors(own)}
    seen = within(actor, Permission.READ_INSIDE) | Q(org_path__in=sorted(party))
    if actor.units:
        seen |= Q(org_path__in=actor.units, org__kind__in=law.TOLD_TO_UNIT)
    return Q(state__in=TOLD) & seen


def _votes_in(actor: Actor) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(pk__in=Voter.objects.filter(user_id=actor.user_id).values("round_id"))


def appraisal(actor: Actor, *, round_id: int) -> AppraisalRound:
    """One round: for its organization and superiors, for its voters, and once published for its circle."""
    seen = _runs(actor) | _told(actor) | (_votes_in(actor) & ~Q(state=RoundState.PREPARED))
    found = AppraisalRound.objects.select_related("org").filter(seen, pk=round_id).first()
    if found is None:
        raise missing()
    return found


def run_round(actor: Actor, *, round_id: int) -> AppraisalRound:
    """One round for those who run it."""
    found = AppraisalRound.objects.select_related("org").filter(_runs(actor), pk=round_id).first()
    if found is None:
        raise missing()
    return found


def rounds(actor: Actor, *, path: str, below: bool = False) -> list[AppraisalRound]:
    """The rounds of an organization, newest first, or of all below it; only those the actor may see."""
    where = under(path) if below else Q(org_path=path)
    seen = _runs(actor) | _told(actor)
    return list(AppraisalRound.objects.select_related("org").filter(where, seen).order_by("-made_at", "-id"))


def my_rounds(actor: Actor) -> list[tuple[AppraisalRound, Voter]]:
    """Rounds on whose list the actor stands and that are open now, soonest end first."""
    if actor.user_id is None:
        return []
    rows = Voter.objects.filter(user_id=actor.user_id, round__state=RoundState.OPEN).select_related("round__org")
    return [(row.round, row) for row in rows.order_by("round__ends_at", "round_id")]


def standing(actor: Actor, *, round_id: int) -> Standing | None:
    """How the actor stands in a round; None when not on its list."""
    row = Voter.objects.filter(round_id=round_id, user_id=actor.user_id).first() if actor.user_id else None
    if row is None:
        return None
    own = envelopes.fingerprint(envelopes.unpack(row.envelope)) if row.envelope else ""
    return Standing(row.name, row.took_paper, row.voted, own)


def may_vote(actor: Actor, *, round_id: int, now: datetime) -> bool:
    """May the actor lay an envelope into this round now? Who took a paper or stands on no list may not."""
    found = appraisal(actor, round_id=round_id)
    own = standing(actor, round_id=round_id)
    going = found.state == RoundState.OPEN and now < found.ends_at and bool(found.public_key)
    return going and own is not None and not own.took_paper


def fingerprints(actor: Actor, *, round_id: int) -> list[str]:
    """What the envelopes of a closed round are recognized by, sorted; published before they are opened (P36)."""
    found = appraisal(actor, round_id=round_id)
    return [envelopes.fingerprint(envelopes.unpack(one)) for one in found.box]


def box(actor: Actor, *, round_id: int) -> str:
    """The urn as scrutineers take it to their own computer. Only for those who run the round, after closing."""
    found = run_round(actor, round_id=round_id)
    if not may(actor, Permission.RUN_APPRAISAL, found.org_path) or found.closed_at is None:
        raise missing()
    return json.dumps({"round": found.ref, "envelopes": found.box}, indent=0)


def turnout(actor: Actor, *, round_id: int) -> law.Turnout:
    """Who was to vote and who did; numbers only."""
    found = appraisal(actor, round_id=round_id)
    counted = Voter.objects.filter(round=found).aggregate(
        due=Count("id"), online=Count("id", filter=Q(voted=True)), papers=Count("id", filter=Q(took_paper=True))
    )
    online = counted["online"] - found.unreadable
    return law.Turnout(counted["due"], online, counted["papers"], found.paper_returned, found.paper_valid)


def voters(actor: Actor, *, round_id: int) -> list[Voter]:
    """The list with who voted or took a paper, never how; for those who run the round."""
    found = run_round(actor, round_id=round_id)
    return list(Voter.objects.filter(round=found).defer("envelope").order_by("roll_number"))


def paper_counts(actor: Actor, *, round_id: int) -> list[PaperCount]:
    """What the two counters came to; each one's own until both have counted."""
    found = run_round(actor, round_id=round_id)
    rows = list(PaperCount.objects.filter(round=found).order_by("id"))
    return rows if len(rows) > 1 else [row for row in rows if row.counter_id == actor.user_id]


def formula(actor: Actor, *, on: date) -> law.Formula:
    """The figures that hold on a day."""
    figures = rulebook.parameters(actor)
    return law.Formula(
        figures.int("appraisal_score_satisfied", on=on), figures.int("appraisal_score_mostly", on=on),
        figures.int("appraisal_score_dissatisfied", on=on), figures.int("appraisal_quorum", on=on),
        figures.int("appraisal_threshold", on=on), figures.int("appraisal_minimum_group", on=on),
    )  # fmt: skip


def _papers_agree(found: AppraisalRound, counts: list[PaperCount], issued: int) -> bool:
    if not issued and not counts:
        return True
    return law.same_counts([{"returned": c.returned, "valid": c.valid, "table": c.table} for c in counts])


def facts(actor: Actor, *, round_id: int, now: datetime, today: date) -> RoundFacts:
    """What the law needs to know of a round."""
    found = run_round(actor, round_id=round_id)
    clock = Actor.clock()
    voted = turnout(clock, round_id=round_id)
    counts = list(PaperCount.objects.filter(round=found).order_by("id"))
    if counts:
        voted = replace(voted, paper_returned=counts[0].returned, paper_valid=counts[0].valid)
    figures = formula(actor, on=today)
    expected = len(orgs.voting_members(clock, org_id=found.org_id, day=today))
    return RoundFacts(
        found.state, orgs.bodies(actor, org_id=found.org_id), expected if found.opened_at is None else voted.due,
        found.paper_only or bool(found.public_key), now >= found.ends_at,
        bool(voted.due) and voted.online + voted.paper_issued >= voted.due,
        found.paper_only or found.result_given_at is not None, _papers_agree(found, counts, voted.paper_issued),
        law.invalid_because(voted, figures) if found.state == RoundState.CLOSED else None,
        bool(found.table) and law.is_low(found.table, figures), bool(found.plan), found.uses.count(),
    )  # fmt: skip


def appraisal_offers(actor: Actor, *, round_id: int, now: datetime, today: date) -> list[Offer]:
    """The buttons of a round."""
    return offers(APPRAISAL, actor, facts(actor, round_id=round_id, now=now, today=today))


@dataclass(frozen=True)
class OpenForms:
    """Which smaller forms of a round stand open for the reader: one flag each; all closed to who does not run it."""

    key: bool = False
    result: bool = False
    papers: bool = False
    hand_paper: bool = False
    use: bool = False


def round_forms(actor: Actor, *, round_id: int) -> OpenForms:
    """The forms beside the buttons of a round, open where their action takes them."""
    found = run_round(actor, round_id=round_id)
    if not may(actor, Permission.RUN_APPRAISAL, found.org_path):
        return OpenForms()
    return OpenForms(
        key=found.state == RoundState.PREPARED and not found.paper_only,
        result=found.state == RoundState.CLOSED and bool(found.box) and found.result_given_at is None,
        papers=found.state == RoundState.CLOSED and bool(found.paper_issued),
        hand_paper=found.state == RoundState.OPEN,
        use=found.state == RoundState.PUBLISHED,
    )


def outcome(actor: Actor, *, round_id: int) -> Outcome | None:
    """What a round came to; None before it is counted, for voters before it is published."""
    found = appraisal(actor, round_id=round_id)
    may_know = found.state in TOLD or may(actor, Permission.RUN_APPRAISAL, found.org_path)
    if found.counted_at is None or not may_know:
        return None
    figures = formula(actor, on=local_day(found.counted_at))
    voted = turnout(actor, round_id=round_id)
    items = law.results(found.table, figures) if law.may_break_down(voted.valid, figures) else []
    aware = [(key, *found.aware.get(key, (0, 0))) for key in law.Awareness] if items else []
    words = [(key, tuple(found.words.get(key, ()))) for key in law.Open] if items else []
    return Outcome(
        voted, tuple(items), tuple(aware), tuple(words), law.is_low(found.table, figures), figures.threshold,
        figures.smallest,
    )  # fmt: skip


def numbers(actor: Actor, *, round_id: int) -> list[dict]:
    """Every number with what was said under it, so that each voter finds the own one (P36). Published rounds only."""
    found = appraisal(actor, round_id=round_id)
    said = outcome(actor, round_id=round_id)
    return found.numbers if said is not None and said.items and found.state in TOLD else []


def uses(actor: Actor, *, round_id: int) -> list[ResultUse]:
    """What was done with the result (R119), for those who run the round and, once published, for its circle."""
    found = appraisal(actor, round_id=round_id)
    return list(ResultUse.objects.filter(round=found).order_by("id"))


def round_steps(actor: Actor, *, round_id: int) -> list[tuple[str, str, datetime | None]]:
    """The way of a round: name, done | here | "", and when."""
    found = run_round(actor, round_id=round_id)
    marks = (
        ("登记", found.made_at), ("投票", found.opened_at), ("截止", found.closed_at), ("计票", found.counted_at),
        ("公布", found.published_at),
    )  # fmt: skip
    here = next((place for place, (_, at) in enumerate(marks) if at is None), len(marks))
    return [(name, "done" if at else "here" if place == here else "", at) for place, (name, at) in enumerate(marks)]
