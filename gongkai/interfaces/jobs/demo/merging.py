"""Villages that were merged away, and what waited there: a question and a consultation that their heirs ended (R64, R65)."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.contrib.auth import get_user_model

from gongkai.obligations import actions as obligations
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as voicing
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience

ASKED_BEFORE = timedelta(days=6)  # the merger comes in the middle of the time for answers
ASKED_FOR = timedelta(days=20)


def merge(ending: list, by_code: dict, ends: dict[int, date], *, facts_only: bool) -> None:
    """End every village of `ending` on its day in `ends`; with its open letters unless only facts are wanted."""
    clock = Actor.clock()
    for one, _ in ending:
        org, heir = by_code[one.code], by_code[one.successor]
        on = ends[org.pk]
        asked = () if facts_only else _ask(org, on - ASKED_BEFORE)
        obligations.merge_organization(
            clock, org_id=org.pk, successor_id=heir.pk, on=on, basis="演示发〔2011〕5号：合并设置", now=_at(on)
        )
        if asked:
            voicing.pass_on_ended(clock, today=on, now=_at(on))
            _answer(heir, *asked, on + ASKED_FOR)


def _ask(org, on: date) -> tuple[str, str]:
    """Numbers of what waited when the village ended: a question of its clerk as a member, a draft decision put out."""
    clerk = _person(org, "clerk", on)
    member = {
        "org_code": org.code, "roll_number": f"{org.code}-0001", "name": clerk.name, "user_id": clerk.user_id,
        "group": "第1党小组", "from_date": on, "joined_on": on, "status": "full",
    }  # fmt: skip
    orgs_actions.load_members(Actor.clock(), rows=[member], now=_at(on), today=on)
    asked = voicing.ask(
        _person(org, "clerk", on), org_id=org.pk, question="合并以后到哪里交党费？", agreed=True, now=_at(on), today=on
    )
    put_out = voicing.draft_consultation(
        _person(org, "clerk", on), org_id=org.pk, title="合并后村级活动场所设在哪里", text="两处活动场所保留一处，另一处改作便民服务点。",
        questions="活动场所设在哪里？|原址|新址|说不清", audience=Audience.PUBLIC, closes_on=on + ASKED_FOR - timedelta(days=1),
        now=_at(on), today=on,
    )  # fmt: skip
    for verb, who in (("submit", "clerk"), ("open", "head")):
        voicing.move_consultation(_person(org, who, on), number=put_out.number, verb=verb, now=_at(on), today=on)
    for choice, people in (("原址", 41), ("新址", 12)):
        voicing.type_reply(
            clerk, number=put_out.number, way="meeting", people=people, source="村民大会", said={0: choice}, words="",
            now=_at(on), today=on,
        )  # fmt: skip
    return asked.number, put_out.number


def _answer(heir, question: str, number: str, on: date) -> None:
    """The heir's people answer the question and publish what came of the consultation."""
    clerk, head = (_person(heir, duty, on) for duty in ("clerk", "head"))
    for verb, remark in (("answer", "党组织关系已经随合并转来，党费每月十日交给党小组组长。"), ("show", "")):
        voicing.move_enquiry(clerk, number=question, verb=verb, remark=remark, now=_at(on))
    voicing.write_result(
        clerk, number=number, text="原址保留，新址改作便民服务点，方便路远的群众。", now=_at(on), today=on
    )
    voicing.move_consultation(head, number=number, verb="publish", now=_at(on), today=on)


def _person(org, duty: str, on: date) -> Actor:
    post = next(one for one in orgs.posts(Actor.clock(), org_id=org.pk, day=on) if one.duty == duty)
    return orgs.actor_for(get_user_model().objects.get(pk=post.holder_id), today=on)


def _at(on: date) -> datetime:
    return datetime.combine(on, clock_time(10), LOCAL)
