"""Opinions as the office reads and works on them; what is confidential has no address here (第六条（三）, 第九条（四）)."""

from datetime import datetime, time
from typing import Annotated

from ninja import Body, Query

from gongkai.interfaces.api import cursors, opinion_shapes
from gongkai.interfaces.api.door import Key, api, once
from gongkai.interfaces.api.reading import ERRORS, Cursor, Limit, OfOrg, OrgCode, organization_of
from gongkai.interfaces.api.working import WRITING, Id, Once, acts
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.rules.duties import LOCAL
from gongkai.rules.machine_access import Scope
from gongkai.rules.opinions import OpinionKind
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.opinion import OpinionState
from gongkai.rules.refusals import missing


def _line(row) -> dict:
    return {
        "id": row.pk, "number": row.number, "organization": row.org.code, "handler": row.handler.code, "kind": row.kind,
        "channel": row.channel, "submitter": row.submitter, "signed": row.signed, "about": row.about,
        "about_title": row.about_title, "text": row.text, "state": row.state, "received_on": row.received_on,
        "due_on": row.due_on, "answer_by": row.answer_by, "assigned_to": row.assigned_to, "result": row.result,
    }  # fmt: skip


@api.get(
    "/opinions", response={200: opinion_shapes.Opinions, **ERRORS}, auth=Key(Scope.OPINIONS), tags=["意见"],
    url_name="opinions",
)  # fmt: skip
def opinions(
    request, organization: OfOrg = None, state: Annotated[OpinionState | None, Query()] = None,
    kind: Annotated[OpinionKind | None, Query()] = None, overdue: bool = False, cursor: Cursor = None, limit: Limit = 50,
):  # fmt: skip
    """收到的意见，新的在前；谁提的不在里面。保密受理的意见只在工作台。"""
    if not may_anywhere(request.actor, Permission.HANDLE_OPINION):
        raise missing()
    org = organization_of(request, organization) if organization else None
    rows, more = participation.register(
        request.actor, today=request.today, state=state or "", kind=kind or "", overdue=overdue,
        org_id=org.pk if org else None, after=cursors.opened(cursor), limit=limit,
    )  # fmt: skip
    return opinion_shapes.Opinions(
        items=[opinion_shapes.OpinionLine(**_line(row)) for row in rows], next=cursors.sealed(more)
    )


@api.get(
    "/opinions/{pk}", response={200: opinion_shapes.Opinion, **ERRORS}, auth=Key(Scope.OPINIONS), tags=["意见"],
    url_name="opinion",
)  # fmt: skip
def opinion(request, pk: Id):
    """一条意见：说了什么、办了什么、和本人说过什么、接下来能办什么。"""
    actor = request.actor
    row = participation.opinion(actor, opinion_id=pk)
    trail = participation.trail(actor, opinion_id=pk)
    return opinion_shapes.Opinion(
        **_line(row), handling=row.handling, reason=row.reason, answer=row.answer, note=row.note,
        decided_on=row.decided_on, told_on=row.told_on, rating_due=row.rating_due, closed_on=row.closed_on,
        published_on=row.published_on, public_question=row.public_question, public_answer=row.public_answer,
        next_edition=row.next_edition_id,
        steps=[
            opinion_shapes.OpinionStep(verb=one.verb, label=one.label, text=one.text, on=one.on, by=one.by_name)
            for one in trail.steps
        ],
        messages=[
            opinion_shapes.OpinionMessage(from_author=one.from_author, text=one.text, on=one.on, by=one.by_name)
            for one in trail.messages
        ],
        ratings=[opinion_shapes.OpinionRating(value=one.value, remark=one.remark, on=one.on) for one in trail.ratings],
        offers=acts(
            participation.opinion_offers(actor, opinion_id=pk, today=request.today), opinion_shapes.VERBS
        ),
    )  # fmt: skip


@api.post(
    "/organizations/{code}/opinions", response={201: opinion_shapes.Received, **WRITING}, auth=Key(Scope.OPINIONS),
    tags=["意见"], url_name="enter_opinion",
)  # fmt: skip
def enter_opinion(request, code: OrgCode, sent: opinion_shapes.OpinionIn, key: Once = None):
    """登记电话、来信、意见箱、会议、来访收到的意见。举报的、涉及负责人的，只在工作台登记。"""
    org = organization_of(request, code)

    def act() -> opinion_shapes.Received:
        made = participating.enter(
            request.actor, org_id=org.pk, now=request.now, today=request.today, **sent.model_dump()
        )
        return opinion_shapes.Received(id=made.pk, number=made.number, state=made.state, answer_by=made.answer_by)

    return once(request, key, request.body, 201, act, at=datetime.combine(request.today, time(0), LOCAL))


@api.post(
    "/opinions/{pk}/steps", response={200: opinion_shapes.OpinionMoved, **WRITING}, auth=Key(Scope.OPINIONS),
    tags=["意见"], url_name="step_opinion",
)  # fmt: skip
def step_opinion(request, pk: Id, sent: Body[opinion_shapes.Step], key: Once = None):
    """办一步：交办、转办、记办理情况、登记告知、公布结果、留言、办结。定结果、延期由负责人在工作台办。"""

    def act() -> opinion_shapes.OpinionMoved:
        given = sent.model_dump() | {"opinion_id": pk, "now": request.now, "today": request.today}
        if given["verb"] == "transfer":
            del given["verb"]
            made = participating.transfer(request.actor, **given)
        else:
            made = participating.move(request.actor, **given)
        return opinion_shapes.OpinionMoved(
            id=pk, number=made.number, state=made.state, organization=made.org.code
        )  # fmt: skip

    return once(request, key, request.body, 200, act)
