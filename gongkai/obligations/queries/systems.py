"""Which of the eight systems an organization has public rules of; open to everyone (第九条, R125)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from gongkai.ledger.prepared import Prepared
from gongkai.obligations.models import Answer, Trigger
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.eight_systems import Box, System, box, missing_ones

GIVEN = ("published", "changed")


@dataclass(frozen=True)
class SystemDuty:
    """The duty under which one system's rules are published, with the answer that stands."""

    system: System
    trigger_id: int
    period: str
    code: str
    due_on: date
    ref: str


@dataclass(frozen=True)
class Systems:
    """The eight boxes of one organization."""

    org: object
    begun: frozenset[str] = field(default_factory=frozenset)
    public: frozenset[str] = field(default_factory=frozenset)

    @property
    def boxes(self) -> tuple[tuple[System, Box], ...]:
        return tuple((one, box(one, begun=self.begun, public=self.public)) for one in System)

    @property
    def making(self) -> tuple[System, ...]:
        """What it has begun and not yet shown."""
        return tuple(one for one, standing in self.boxes if standing is Box.MAKING)

    @property
    def lacking(self) -> tuple[System, ...]:
        return missing_ones(self.public)


def _public(**where):
    """Standing answers to these duties, narrow."""
    rows = Answer.objects.filter(trigger__kind=DutyKind.SYSTEM, trigger__cancelled_at=None, ended_at=None)
    return rows.filter(kind__in=GIVEN, **where)


_PUBLIC_AT = Prepared(lambda org_id: _public(org_id=org_id).values_list("trigger__stage"))


def system_duties(actor: Actor, *, org_id: int) -> dict[System, SystemDuty]:
    """What was begun at one organization, by system. Two queries."""
    refs = dict(_public(org_id=org_id).order_by("id").values_list("trigger_id", "ref"))
    rows = Trigger.objects.filter(org_id=org_id, kind=DutyKind.SYSTEM, cancelled_at=None)
    return {
        System(stage): SystemDuty(System(stage), pk, period, code, due_on, refs.get(pk, ""))
        for pk, stage, period, code, due_on in rows.values_list("pk", "stage", "period", "code", "due_on")
    }


def systems_public(actor: Actor, *, org_id: int) -> frozenset[str]:
    """Which systems have public rules at one organization. One query."""
    return frozenset(stage for (stage,) in _PUBLIC_AT(org_id=org_id))


def systems_below(actor: Actor, *, path: str) -> list[Systems]:
    """Every organization of a subtree that owes duties, those that lack most first. Three queries."""
    begun, public = defaultdict(set), defaultdict(set)
    rows = Trigger.objects.filter(under(path), kind=DutyKind.SYSTEM, cancelled_at=None)
    for org_id, stage in rows.values_list("org_id", "stage"):
        begun[org_id].add(stage)
    for org_id, stage in _public().filter(under(path)).values_list("org_id", "trigger__stage"):
        public[org_id].add(stage)
    owing = [one for one in orgs.subtree(actor, path=path) if one.owes_duties and one.lives]
    found = [Systems(one, frozenset(begun[one.pk]), frozenset(public[one.pk])) for one in owing]
    return sorted(found, key=lambda one: (-len(one.lacking), one.org.path))


def systems_complete(actor: Actor, *, path: str) -> int:
    """How many of `systems_below` have all eight public. Two queries, so that a board can say it."""
    by_org = defaultdict(set)
    for org_id, stage in _public().filter(under(path)).values_list("org_id", "trigger__stage"):
        by_org[org_id].add(stage)
    owing = {org_id for org_id, *_ in orgs.owing_since(actor)}
    return sum(1 for org_id, stages in by_org.items() if org_id in owing and not missing_ones(stages))
