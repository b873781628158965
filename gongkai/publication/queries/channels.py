"""An edition for each channel, for those who bring it there (第七条, R22, R174)."""

from dataclasses import dataclass
from datetime import date

from gongkai.disclosures import queries as disclosures
from gongkai.orgs import queries as orgs
from gongkai.publication.queries.items import item
from gongkai.publication.queries.wording import parts_of
from gongkai.publication.views import ItemView, NoticeView
from gongkai.rules.actor import Actor
from gongkai.rules.channels import Script, Words, scripts_for
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing
from gongkai.rules.visibility import in_order


@dataclass(frozen=True)
class ChannelView:
    """A living edition for one circle: its item, its words, and what may be made of it there."""

    item: ItemView
    org: object
    audience: Audience
    audiences: tuple[Audience, ...]
    scripts: tuple[Script, ...]
    words: Words
    notice: NoticeView | None


def channels(actor: Actor, *, edition_id: int, audience: str = "", today: date) -> ChannelView:
    """The edition for a circle it was released to, the narrowest first; missing when it does not live there.

    An older version, and what was withdrawn or taken down, is not brought anywhere any more.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    number = edition.disclosure.number
    if not number or not may(actor, Permission.READ_WORK, edition.org_path):
        raise missing()
    view = item(actor, number=number)
    if view.tombstone is not None or view.edition_id != edition.pk:
        raise missing()
    served = tuple(
        in_order(one for circle in view.circles if (one := Audience(circle.audience)) is not Audience.INDIVIDUAL)
    )
    wanted = Audience(audience) if audience in tuple(Audience) else served[0] if served else None
    if wanted is None or wanted not in served:
        raise missing()
    org = orgs.organization(actor, org_id=view.org_id)
    notice = next((one for one in view.notices if not one.is_over(today) and not one.result), None)
    words = Words(
        view.org_name, org.short_name, view.title, view.plain.strip(), parts_of(view), view.number, org.phone,
        notice.end if notice else None,
    )  # fmt: skip
    return ChannelView(view, org, wanted, served, scripts_for(wanted), words, notice)
