"""The small card of an organization: name, who stands above, who is head, which telephone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.ledger.prepared import Prepared
from gongkai.orgs.models import Organization
from gongkai.orgs.queries.posts import posts_on
from gongkai.rules.actor import Actor

VACANT = "空缺"


_CARDS = Prepared(
    lambda ids: Organization.objects.filter(pk__in=ids).values_list(
        "pk", "name", "superior__short_name", "phone", "code"
    )  # fmt: skip
)


@dataclass(frozen=True)
class Card:
    """`above`: the superior's short name; `head`: who heads it that day, or 空缺."""

    name: str
    above: str
    head: str
    phone: str
    code: str


def cards(actor: Actor, *, org_ids: Iterable[int], day: date) -> dict[int, Card]:
    """Cards by organization id. Two queries however many are asked for."""
    ids = tuple(org_ids)
    heads: dict[int, tuple[str, str]] = {}
    for post in posts_on(org_ids=ids, day=day, duties=("head",)):
        heads.setdefault(post.org_id, (post.holder_name, post.phone))
    rows = _CARDS(ids=list(ids))
    return {
        pk: Card(name, above or "", heads.get(pk, (VACANT, ""))[0], phone or heads.get(pk, ("", ""))[1], code)
        for pk, name, above, phone, code in rows
    }
