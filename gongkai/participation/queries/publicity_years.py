"""A year of publicity for the yearly assessment: what 第九条（一） wants told, and public concerns answered in time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.participation.models import Activity, Concern
from gongkai.rules.activities import Register, Subject, publicity_tally
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.procedures.concern import ConcernState


@dataclass
class PublicityYear:
    """The records of one organization: by subject the latest that told it, and concerns to be answered by now."""

    told: dict[Subject, Activity] = field(default_factory=dict)
    times: dict[Subject, int] = field(default_factory=lambda: dict.fromkeys(Subject, 0))
    concerns: list[tuple[Concern, bool]] = field(default_factory=list)  # with: answered in time

    @property
    def tally(self) -> tuple[int, int]:
        """(good, total) of the line in the scoring form."""
        return publicity_tally(self.told, [good for _, good in self.concerns])


def _gathered(where, year: int, today: date) -> dict[int, PublicityYear]:
    found: dict[int, PublicityYear] = defaultdict(PublicityYear)
    rows = Activity.objects.filter(where, register=Register.PUBLICITY, voided_at=None, held_on__year=year)
    for row in rows.order_by("held_on", "pk").only("org_id", "number", "title", "held_on", "subjects"):
        one = found[row.org_id]
        for subject in map(Subject, row.subjects):
            one.told[subject] = row
            one.times[subject] += 1
    concerns = Concern.objects.filter(where, heard_on__year=year).exclude(state=ConcernState.DECLINED)
    for concern in concerns.order_by("heard_on", "pk"):
        answered = local_day(concern.answered_at) if concern.state == ConcernState.ANSWERED else None
        if answered is not None or concern.due_on < today:
            good = answered is not None and answered <= concern.due_on
            found[concern.org_id].concerns.append((concern, good))
    return found


def publicity_by_organization(actor: Actor, *, path: str, year: int, today: date) -> dict[int, tuple[int, int]]:
    """(good, total) of everyone who owes duties in a subtree, numbers only. Three queries whatever its size."""
    found = _gathered(under(path), year, today)
    return {one.pk: found[one.pk].tally for one in orgs.subtree(actor, path=path) if one.owes_duties}


def year_publicity(actor: Actor, *, path: str, org_id: int, year: int, today: date) -> PublicityYear:
    """The records behind these figures; they are open to everybody. Two queries."""
    return _gathered(under(path), year, today)[org_id]
