"""Answering duties otherwise than by a text: what happened, what is not disclosed, what did not occur (第四条（二）, 第八条)."""

from gongkai.interfaces.api import duty_shapes
from gongkai.interfaces.api.door import Key, api, once
from gongkai.interfaces.api.reading import OrgCode, organization_of
from gongkai.interfaces.api.working import WRITING, Once
from gongkai.obligations import actions as obliging
from gongkai.rules.machine_access import Scope
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


def _workplace(request, code: str):
    """The organization for those who work there; for others it has no such address."""
    org = organization_of(request, code)
    if not may(request.actor, Permission.READ_WORK, org.path):
        raise missing()
    return org


@api.post(
    "/organizations/{code}/events", response={201: duty_shapes.Event, **WRITING}, auth=Key(Scope.DUTIES), tags=["办理"],
    url_name="happen",
)  # fmt: skip
def happen(request, code: OrgCode, sent: duty_shapes.EventIn, key: Once = None):
    """登记一件要即时公开的事，期限从发生那天算起；`event` 用来起草。"""
    org = _workplace(request, code)

    def act() -> duty_shapes.Event:
        made = obliging.register_event(
            request.actor, org_id=org.pk, code=sent.entry, title=sent.title, event_on=sent.happened_on,
            now=request.now, today=request.today,
        )  # fmt: skip
        return duty_shapes.Event(
            event=made.pk, period=made.period, entry=made.code, title=made.title, due_on=made.due_on
        )

    return once(request, key, request.body, 201, act)


@api.post(
    "/organizations/{code}/exemptions", response={201: duty_shapes.Exemption, **WRITING}, auth=Key(Scope.DUTIES),
    tags=["办理"], url_name="exempt",
)  # fmt: skip
def exempt(request, code: OrgCode, sent: duty_shapes.ExemptionIn, key: Once = None):
    """报上级备案：这一项暂不公开，或者不能公开。只写理由，不写不能公开的内容本身。"""
    org = _workplace(request, code)

    def act() -> duty_shapes.Exemption:
        given = sent.model_dump(exclude={"entry", "event"})
        made = obliging.file_exemption(
            request.actor, org_id=org.pk, code=sent.entry, trigger_id=sent.event, now=request.now,
            today=request.today, **given,
        )  # fmt: skip
        return duty_shapes.Exemption(
            id=made.pk, number=made.number, period=made.period, entry=made.code, kind=made.kind, until=made.until,
            review_on=made.review_on,
        )  # fmt: skip

    return once(request, key, request.body, 201, act)


@api.post(
    "/organizations/{code}/nil", response={201: duty_shapes.Nil, **WRITING}, auth=Key(Scope.SIGN), tags=["办理"],
    url_name="nil",
)  # fmt: skip
def nil(request, code: OrgCode, sent: duty_shapes.NilIn, key: Once = None):
    """签「本月无此类事项」。"""
    org = _workplace(request, code)

    def act() -> duty_shapes.Nil:
        made = obliging.declare_nil(
            request.actor, org_id=org.pk, period=sent.period, code=sent.entry, statement=sent.statement,
            now=request.now, today=request.today,
        )  # fmt: skip
        return duty_shapes.Nil(
            id=made.pk, organization=org.code, period=made.period, entry=made.code, statement=made.statement,
            signed_by=made.signer_name, signed_at=made.signed_at,
        )  # fmt: skip

    return once(request, key, request.body, 201, act)
