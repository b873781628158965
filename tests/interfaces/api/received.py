"""What the village received: an opinion by telephone, an application by mouth, a withdrawal asked for."""

from gongkai.access_requests import actions as applying
from gongkai.participation import actions as participating
from tests.access_requests.asking import WANTED

SAID = {"channel": "phone", "kind": "inquiry", "text": "三组的水管漏了，什么时候修？"}
APPLIED = {**WANTED, "name": "陈三", "roll_number": "001", "channel": "oral"}


def opinion(county, who="clerk", **more):
    given = {**SAID, "received_on": county.today, **more}
    return participating.enter(
        county.at(who), org_id=county.world.village.pk, now=county.later(), today=county.today, **given
    )


def application(county, **more):
    given = {**APPLIED, "received_on": county.today, **more}
    return applying.enter(
        county.at("clerk"), org_id=county.world.village.pk, now=county.later(), today=county.today, **given
    )
