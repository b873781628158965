"""What an opinion is about: a published item, a duty of a month, or the organization in general."""

from dataclasses import dataclass
from datetime import date

from gongkai.obligations import queries as obligations
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused

ITEM, DUTY = "item", "duty"


@dataclass(frozen=True)
class About:
    """`ref`: item:<number> or duty:<month>:<code>, empty for the organization in general."""

    ref: str = ""
    title: str = ""
    disclosure_id: int | None = None


def find_about(actor: Actor, *, org_id: int, ref: str, today: date) -> About:
    """Read a reference as the actor may see it; `opinion_about` when there is no such thing at the organization."""
    if not ref:
        return About()
    kind, _, rest = ref.partition(":")
    try:
        if kind == ITEM:
            item = publication.item(actor, number=rest)
            if item.org_id == org_id:
                return About(ref, item.title, item.disclosure_id)
        elif kind == DUTY:
            period, _, code = rest.partition(":")
            row = obligations.duty(actor, org_id=org_id, period=period, code=code, trigger_id=0, today=today)
            return About(ref, row.title or row.name)
    except Refused as refused:
        raise Refused("opinion_about") from refused
    raise Refused("opinion_about")
