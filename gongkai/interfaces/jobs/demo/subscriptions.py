"""A member of the try-out village is told by e-mail and by a feed; the letter that asked first is as good as read (R22)."""

from gongkai.interfaces.jobs.demo.desk import Desk
from gongkai.ledger import actions as ledger
from gongkai.orgs import actions as orgs
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.rules.actor import Actor

MEMBER, SOURCE = "dangyuan", "demo"
ADDRESS = "dangyuan@example.org"


def load(desk: Desk) -> None:
    """One subscription that hears of inner matters too, agreed to, and a feed under a secret address."""
    member, clock = desk.at(MEMBER), Actor.clock()
    participating.subscribe(
        member, address=ADDRESS, org_id=desk.org.pk, category="", inside=True, source=SOURCE, **desk.when
    )
    for one in participation.own_subscriptions(member):
        participating.agree(member, code=one.code, now=desk.tick())
    for row in ledger.claim(clock, now=desk.tick(), kind="mail"):
        ledger.finish(clock, row_id=row.pk, now=desk.now)  # nobody has this mailbox
    orgs.make_feed(member, now=desk.tick(), purpose="news")
