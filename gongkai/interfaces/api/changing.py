"""Change, withdrawal, termination and the next edition of what is public (第九条（二）). The stamps of other bodies are theirs."""

from typing import Annotated

from ninja import Query

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.api import change_shapes, cursors, shapes
from gongkai.interfaces.api.door import Key, api, once
from gongkai.interfaces.api.reading import ERRORS, Cursor, Limit, OfOrg, organization_of
from gongkai.interfaces.api.working import WRITING, Id, Once, acts, draft_of
from gongkai.publication import actions as publishing
from gongkai.rules.machine_access import Scope
from gongkai.rules.procedures.change import ChangeState

VERBS = ("explain", "recall")  # agreeing and filing are signed by other bodies at the desk


def _line(row) -> dict:
    return {
        "id": row.pk, "number": row.number, "edition": row.edition_id,
        "organization": row.edition.disclosure.org.code, "kind": row.kind, "state": row.state, "reason": row.reason,
        "requested_at": row.requested_at, "due_on": row.due_on,
    }  # fmt: skip


def _change(request, pk: int) -> change_shapes.Change:
    row = approvals.change(request.actor, change_id=pk)
    stamps = (
        ("requested", "申请", row.requested_at, row.requester_name), ("decided", "目录制定机关批复", row.decided_at, row.decider_name),
        ("filed", "县领导小组备案", row.filed_at, row.filing_number), ("explained", "公布说明", row.explained_at, ""),
    )  # fmt: skip
    return change_shapes.Change(
        **_line(row), before=row.before, after=row.after, basis=row.basis, impact=row.impact, decision=row.decision,
        filing_number=row.filing_number, explanation=row.explanation, version=row.version,
        stamps=[change_shapes.Stamp(step=step, label=said, at=at, by=by) for step, said, at, by in stamps],
        offers=acts(approvals.change_offers(request.actor, change_id=pk), VERBS),
    )  # fmt: skip


@api.get(
    "/changes", response={200: change_shapes.Changes, **ERRORS}, auth=Key(), tags=["变更撤销终止"], url_name="changes"
)
def changes(
    request, organization: OfOrg = None, state: Annotated[ChangeState | None, Query()] = None, cursor: Cursor = None,
    limit: Limit = 50,
):  # fmt: skip
    """变更、撤销、终止的申请，新的在前。"""
    org = organization_of(request, organization) if organization else None
    rows = approvals.changes_page(
        request.actor, org_id=org.pk if org else None, states=(state,) if state else (),
        before=cursors.number(cursor), limit=limit + 1,
    )  # fmt: skip
    return change_shapes.Changes(
        items=[change_shapes.ChangeLine(**_line(row)) for row in rows[:limit]],
        next=cursors.sealed(str(rows[limit - 1].pk)) if len(rows) > limit else None,
    )


@api.get(
    "/changes/{pk}",
    response={200: change_shapes.Change, **ERRORS},
    auth=Key(),
    tags=["变更撤销终止"],
    url_name="change",
)
def change(request, pk: Id):
    """一件申请：哪一步办了、谁办的、说明写了什么、接下来能办什么。"""
    return _change(request, pk)


@api.post(
    "/editions/{pk}/changes", response={201: change_shapes.Change, **WRITING}, auth=Key(Scope.CHANGE),
    tags=["变更撤销终止"], url_name="ask_change",
)  # fmt: skip
def ask_change(request, pk: Id, sent: change_shapes.ChangeIn, key: Once = None):
    """申请变更、撤销或者终止已经公开的一件。批准、备案由别的机关在工作台办。"""

    def act() -> change_shapes.Change:
        made = approving.request_change(
            request.actor, edition_id=pk, now=request.now, today=request.today, **sent.model_dump()
        )
        return _change(request, made.pk)

    return once(request, key, request.body, 201, act)


@api.post(
    "/changes/{pk}/explanation", response={200: change_shapes.Change, **WRITING}, auth=Key(Scope.CHANGE),
    tags=["变更撤销终止"], url_name="write_explanation",
)  # fmt: skip
def write_explanation(request, pk: Id, sent: change_shapes.ExplanationIn, key: Once = None):
    """写将来公布在原来地址上的说明；公布以前可以改。"""

    def act() -> change_shapes.Change:
        approving.write_explanation(request.actor, change_id=pk, now=request.now, **sent.model_dump())
        return _change(request, pk)

    return once(request, key, request.body, 200, act)


@api.post(
    "/changes/{pk}/explain", response={200: change_shapes.Explained, **WRITING}, auth=Key(Scope.CHANGE),
    tags=["变更撤销终止"], url_name="explain",
)  # fmt: skip
def explain(request, pk: Id, sent: change_shapes.NothingIn, key: Once = None):
    """公布说明，从这时起生效；变更的，接着起草新的一版（`next_edition`）。"""

    def act() -> change_shapes.Explained:
        made = publishing.explain_and_go_on(request.actor, change_id=pk, now=request.now, today=request.today)
        row = approvals.change(request.actor, change_id=pk)
        return change_shapes.Explained(change=pk, state=row.state, next_edition=made.pk if made else None)

    return once(request, key, request.body, 200, act)


@api.post(
    "/changes/{pk}/recall", response={200: change_shapes.Change, **WRITING}, auth=Key(Scope.CHANGE),
    tags=["变更撤销终止"], url_name="recall_change",
)  # fmt: skip
def recall_change(request, pk: Id, sent: change_shapes.NoteIn, key: Once = None):
    """撤回还没有批复的申请。"""

    def act() -> change_shapes.Change:
        approving.move_change(
            request.actor, change_id=pk, verb="recall", remark=sent.remark, now=request.now, today=request.today
        )
        return _change(request, pk)

    return once(request, key, request.body, 200, act)


@api.post(
    "/editions/{pk}/next", response={201: shapes.Draft, **WRITING}, auth=Key(Scope.DRAFT), tags=["变更撤销终止"],
    url_name="next_edition",
)  # fmt: skip
def next_edition(request, pk: Id, sent: change_shapes.NextIn, key: Once = None):
    """起草已经公开的一件的新版：更正笔误，或者按意见完善后再次公开；照样要审核、签发，旧版原样保留。"""

    def act() -> shapes.Draft:
        found = disclosures.edition(request.actor, edition_id=pk)
        made = disclosing.start_edition(
            request.actor, disclosure_id=found.disclosure_id, now=request.now, **sent.model_dump()
        )
        return draft_of(request, made.pk)

    return once(request, key, request.body, 201, act)
