"""Disclosure on application: the register, one application, typing in, each step of the office (第九条（三）)."""

from pathlib import Path as FilePath
from typing import Annotated, Any

from ninja import Body, File, Form, Path, Query
from ninja.files import UploadedFile

from gongkai.access_requests import actions as applying
from gongkai.access_requests import queries as requests
from gongkai.interfaces.api import application_shapes, cursors, shapes
from gongkai.interfaces.api.door import Found, Key, api, once
from gongkai.interfaces.api.reading import ERRORS, Cursor, Limit, OfOrg, OrgCode, organization_of
from gongkai.interfaces.api.working import WRITING, Once, Token, acts, taken
from gongkai.rules.applications import FileSide
from gongkai.rules.machine_access import Scope
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.access_request import RequestState
from gongkai.rules.refusals import missing

Number = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,60}$")]
TAGS = ["依申请公开"]


def _line(row) -> dict[str, Any]:
    return {
        "number": row.number, "organization": row.org.code, "matter": row.matter, "channel": row.channel,
        "category": int(row.category), "state": row.state, "result": row.result, "received_on": row.received_on,
        "accepted_on": row.accepted_on, "due_on": row.due_on, "answer_by": row.answer_by, "closed_on": row.closed_on,
        "late": row.late, "filing_number": row.filing_number,
    }  # fmt: skip


def _moved(row) -> application_shapes.ApplicationMoved:
    return application_shapes.ApplicationMoved(
        number=row.number, state=row.state, due_on=row.due_on, version=row.version, edition=row.edition_id,
        plan=row.plan_id,
    )  # fmt: skip


@api.get(
    "/applications", response={200: application_shapes.Applications, **ERRORS}, auth=Key(Scope.APPLICATIONS), tags=TAGS,
    url_name="applications",
)  # fmt: skip
def applications(
    request, organization: OfOrg = None, year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    state: Annotated[RequestState | None, Query()] = None, cursor: Cursor = None, limit: Limit = 50,
):  # fmt: skip
    """收到的申请，新的在前；谁申请的不在清单里。"""
    if not may_anywhere(request.actor, Permission.HANDLE_REQUEST):
        raise missing()
    org = organization_of(request, organization) if organization else None
    rows, more = requests.register_page(
        request.actor, org_id=org.pk if org else None, year=year, state=state or "", after=cursors.opened(cursor),
        limit=limit,
    )  # fmt: skip
    return application_shapes.Applications(
        items=[application_shapes.ApplicationLine(**_line(row)) for row in rows], next=cursors.sealed(more)
    )


@api.get(
    "/applications/{number}", response={200: application_shapes.Application, **ERRORS}, auth=Key(Scope.APPLICATIONS),
    tags=TAGS, url_name="application",
)  # fmt: skip
def application(request, number: Number):
    """一件申请：要什么、办到哪一步、还有几天、接下来能办什么。自己的申请在网站上看。"""
    view = requests.request_view(request.actor, number=number, today=request.today)
    if view.mine:
        raise missing()
    row, why = view.row, view.proposal
    return application_shapes.Application(
        **_line(row), description=row.description, period=row.period, document=row.document, purpose=row.purpose,
        form=row.form, applicant=row.applicant_name, applicant_organization=row.applicant_org.code,
        contact=row.contact, correction=row.correction, third_party=row.third_party,
        third_party_words=row.third_party_words, answer=view.answer, version=row.version,
        proposal=why and application_shapes.Proposal(
            kind=why.kind, reasons=why.reasons, basis=why.basis, until=why.until, proposed_on=why.proposed_on,
            ruling=why.ruling, words=why.words, ruled_on=why.ruled_on,
        ),
        steps=[
            application_shapes.ApplicationStep(
                verb=one.verb, label=one.label, text=one.text, on=one.on, by=one.by_name, organization=one.org_name
            )
            for one in view.steps
        ],
        files=[
            application_shapes.ApplicationFile(
                file=one.file.token, side=one.side, name=one.file.name, caption=one.caption, size=one.file.size
            )
            for one in view.files
        ],
        offers=acts(view.offers, application_shapes.VERBS),
    )  # fmt: skip


@api.post(
    "/organizations/{code}/applications",
    response={200: application_shapes.ApplicationMoved, 201: application_shapes.ApplicationMoved, **WRITING},
    auth=Key(Scope.APPLICATIONS), tags=TAGS, url_name="enter_application",
)  # fmt: skip
def enter_application(request, code: OrgCode, sent: application_shapes.ApplicationIn, key: Once = None):
    """登记党员来人、来信、来电提出的申请；同一人同样的申请还没有办结的，就是那一件（200）。"""
    org = organization_of(request, code)

    def act() -> application_shapes.ApplicationMoved | Found:
        given = sent.model_dump(exclude={"member_organization", "category"})
        if sent.member_organization:
            given["member_org_id"] = organization_of(request, sent.member_organization).pk
        made = applying.enter(
            request.actor, org_id=org.pk, category=str(sent.category), now=request.now, today=request.today, **given
        )
        return Found(_moved(made)) if made.was_there else _moved(made)

    return once(request, key, request.body, 201, act)


@api.post(
    "/applications/{number}/steps", response={200: application_shapes.ApplicationMoved, **WRITING},
    auth=Key(Scope.APPLICATIONS), tags=TAGS, url_name="step_application",
)  # fmt: skip
def step_application(request, number: Number, sent: Body[application_shapes.Step], key: Once = None):
    """办一步：受理、通知补正、征求第三方意见、延期、答复、报上级审定。上级审定、收悉备案在工作台办。"""

    def act() -> application_shapes.ApplicationMoved:
        given = sent.model_dump()
        if code := given.pop("elsewhere", None):
            given["elsewhere_id"] = organization_of(request, code).pk
        made = applying.move(request.actor, number=number, now=request.now, today=request.today, **given)
        return _moved(made)

    return once(request, key, request.body, 200, act)


@api.post(
    "/applications/{number}/files", response={201: application_shapes.ApplicationFile, **WRITING},
    auth=Key(Scope.APPLICATIONS), tags=TAGS, url_name="attach_application",
)  # fmt: skip
def attach_application(
    request, number: Number, file: File[UploadedFile], side: Form[FileSide],
    caption: Form[shapes.Caption | None] = None, key: Once = None,
):  # fmt: skip
    """加一个附件：代为登记的申请的、给申请人的答复的、报上级审定的。"""
    requests.request(request.actor, number=number)

    def keep(path: FilePath) -> application_shapes.ApplicationFile:
        hung = applying.attach_file(
            request.actor, number=number, side=side, path=path, name=file.name or "", caption=caption or "",
            now=request.now,
        )  # fmt: skip
        return application_shapes.ApplicationFile(
            file=hung.file.token, side=hung.side, name=hung.file.name, caption=hung.caption, size=hung.file.size
        )

    return taken(request, file, f"{side}\n{caption}", key, keep)


@api.delete(
    "/applications/{number}/files/{token}", response={200: application_shapes.ApplicationMoved, **WRITING},
    auth=Key(Scope.APPLICATIONS), tags=TAGS, url_name="detach_application",
)  # fmt: skip
def detach_application(request, number: Number, token: Token, key: Once = None):
    """去掉一个附件。"""

    def act() -> application_shapes.ApplicationMoved:
        requests.request(request.actor, number=number)
        applying.detach_file(request.actor, number=number, token=token, now=request.now)
        return _moved(requests.request(request.actor, number=number))

    return once(request, key, b"", 200, act)
