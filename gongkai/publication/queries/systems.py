"""The eight boxes of an organization, each with where its rules can be read (第九条, R125)."""

from dataclasses import dataclass
from datetime import date

from gongkai.obligations import queries as obligations
from gongkai.publication.queries.lists import list_row, living
from gongkai.publication.views import ListRow
from gongkai.rules.actor import Actor
from gongkai.rules.eight_systems import Box, System, article, box
from gongkai.rules.terms import label


@dataclass(frozen=True)
class SystemBox:
    """One of the eight: how it stands, by when it is due if begun, what this reader can read."""

    system: System
    name: str
    article: str
    state: Box
    due_on: date | None
    item: ListRow | None

    @property
    def is_public(self) -> bool:
        return self.state is Box.PUBLIC


def system_boxes(actor: Actor, *, org_id: int) -> tuple[SystemBox, ...]:
    """The checklist of one organization, in the order of 第九条. Three queries."""
    duties = obligations.system_duties(actor, org_id=org_id)
    rows = living(actor).filter(org_id=org_id, disclosure__trigger_id__in=[one.trigger_id for one in duties.values()])
    shown = {
        row.disclosure.trigger_id: list_row(row) for row in rows.select_related("disclosure", "edition").order_by("pk")
    }
    public = {one.system for one in duties.values() if one.ref}
    return tuple(
        SystemBox(
            one, label(one), article(one), box(one, begun=duties, public=public),
            duties[one].due_on if one in duties else None,
            shown.get(duties[one].trigger_id) if one in duties and one in public else None,
        )
        for one in System
    )  # fmt: skip
