"""What a clerk's own system does in the clerk's name: the same acts as at the desk, the same refusals."""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path as FilePath
from typing import Annotated

from django.db import transaction
from ninja import File, Form, Header, Path, Query, Schema
from ninja.files import UploadedFile

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.interfaces.api import cursors, shapes
from gongkai.interfaces.api.door import Found, Key, api, once
from gongkai.interfaces.api.problems import Problem
from gongkai.interfaces.api.reading import ERRORS, Cursor, Limit, OfOrg, OrgCode, duty_of, organization_of
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.machine_access import Scope
from gongkai.rules.moves import Offer
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.terms import explain

WRITING = {**ERRORS, 409: Problem, 413: Problem}
Id = Annotated[int, Path(ge=1, lt=2**62)]
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
VERBS = ("submit", "recall", "abandon")  # which have an address here; review and signature are done at the desk
Once = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[!-~]{1,128}$")]


@api.get("/me", response={200: shapes.Me, **ERRORS}, auth=Key(), tags=["钥匙"], url_name="me")
def me(request):
    """这把钥匙是谁的，能办什么，在哪些组织。"""
    homes = orgs.home_organizations(request.actor)
    return shapes.Me(
        name=request.actor.name, scopes=sorted(request.auth.scopes), organizations=[one.code for one in homes]
    )


@api.get(
    "/organizations/{code}/todo", response={200: shapes.Duties, **ERRORS}, auth=Key(), tags=["办理"], url_name="todo"
)
def todo(request, code: OrgCode):
    """还没有交代的公开任务，先到期的在前。"""
    org = organization_of(request, code)
    rows = obligations.todo(request.actor, org_id=org.pk, today=request.today, path=org.path)
    return shapes.Duties(organization=org.code, duties=[duty_of(row, {}) for row in rows])


def acts(offers: Iterable[Offer], verbs: Collection[str]) -> list[shapes.Act]:
    """The buttons that have an address here."""
    return [
        shapes.Act(
            verb=one.verb, label=one.label, allowed=one.allowed, article=one.article,
            why_not=explain(one.why_not, dict(one.why_facts)) if one.why_not else "",
        )
        for one in offers
        if one.verb in verbs
    ]  # fmt: skip


def draft_of(request, pk: int) -> shapes.Draft:
    actor = request.actor
    found = disclosures.edition(actor, edition_id=pk)
    revision = disclosures.revision(actor, edition_id=pk)
    report = disclosures.checks(actor, edition_id=pk, today=request.today)
    offers = approvals.offers(actor, edition_id=pk, now=request.now, today=request.today)
    return shapes.Draft(
        id=pk, organization=found.disclosure.org.code, period=found.disclosure.period, entry=found.disclosure.code,
        edition=found.number, state=found.state, due_on=found.due_on, revision=revision.number, title=revision.title,
        plain=revision.plain, content=revision.content, procedure=revision.procedure, result=revision.result,
        empty_reasons=revision.empty_reasons, late_reason=found.disclosure.late_reason, files=list(revision.attachments),
        findings=[
            shapes.Finding(
                severity=one.severity, part=str(one.part), title=one.title, sentence=one.sentence, article=one.article
            )
            for one in (*report.stops, *report.warnings)
        ],
        offers=acts(offers, VERBS),
        circles=[
            shapes.Circle(
                id=row.pk, audience=row.audience, published_at=row.published_at, placements=len(row.placements.all())
            )
            for row in publication.publications_of(actor, edition_id=pk)
        ],
    )  # fmt: skip


@api.get("/editions", response={200: shapes.Drafts, **ERRORS}, auth=Key(), tags=["办理"], url_name="drafts")
def drafts(
    request, organization: OfOrg = None, state: Annotated[EditionState | None, Query()] = None, cursor: Cursor = None,
    limit: Limit = 50,
):  # fmt: skip
    """我写过文字、还没有公开的公开件，新的在前；写了 `organization`，就是这个组织的每一版，公开了的也在内。"""
    page = {"before": cursors.number(cursor), "limit": limit + 1}
    if organization:
        org = organization_of(request, organization)
        rows = disclosures.editions_page(request.actor, org_id=org.pk, state=state or "", **page)
    else:
        rows = disclosures.own_drafts(request.actor, state=state or "", **page)
    shown = rows[:limit]
    titles = disclosures.titles(request.actor, edition_ids={one.pk for one in shown})
    return shapes.Drafts(
        items=[
            shapes.DraftLine(
                id=one.pk, organization=one.disclosure.org.code, period=one.disclosure.period, entry=one.disclosure.code,
                edition=one.number, state=one.state, due_on=one.due_on, title=titles[one.pk],
            )
            for one in shown
        ],
        next=cursors.sealed(str(shown[-1].pk)) if len(rows) > limit else None,
    )  # fmt: skip


@api.get("/editions/{pk}", response={200: shapes.Draft, **ERRORS}, auth=Key(), tags=["办理"], url_name="edition")
def edition(request, pk: Id):
    """一件在办或者已公开的公开件：最新的文字、检查结果、接下来能办什么。"""
    return draft_of(request, pk)


@api.post(
    "/organizations/{code}/editions", response={200: shapes.Draft, 201: shapes.Draft, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="start",
)  # fmt: skip
def start(request, code: OrgCode, sent: shapes.StartIn, key: Once = None):
    """为一项公开任务起草；同一项已经在办的，就是那一件（200）。"""
    org = organization_of(request, code)

    def act() -> shapes.Draft | Found:
        last = None
        if sent.like_last:
            last = disclosures.previous_for(request.actor, org_id=org.pk, code=sent.entry)
        made = disclosing.start(
            request.actor, org_id=org.pk, code=sent.entry, period=sent.period, trigger_id=sent.event or None,
            copy_from=last.pk if last else None, now=request.now,
        )  # fmt: skip
        draft = draft_of(request, made.pk)
        return Found(draft) if made.was_there else draft

    return once(request, key, request.body, 201, act)


def _revision(pk: int, saved) -> shapes.Revision:
    return shapes.Revision(edition=pk, revision=saved.number, sha256=saved.sha256, saved_at=saved.saved_at)


@api.post(
    "/editions/{pk}/revisions", response={201: shapes.Revision, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="save",
)  # fmt: skip
def save(request, pk: Id, sent: shapes.RevisionIn, key: Once = None):
    """存一稿，接在 `based_on` 后面；别人先存了，就不覆盖（409）。"""

    def act() -> shapes.Revision:
        texts = sent.model_dump(exclude={"late_reason"})
        with transaction.atomic():
            saved = disclosing.save_revision(request.actor, edition_id=pk, now=request.now, **texts)
            if sent.late_reason is not None:
                disclosing.explain_lateness(request.actor, edition_id=pk, reason=sent.late_reason, now=request.now)
        return _revision(pk, saved)

    return once(request, key, request.body, 201, act)


def taken(request, file: UploadedFile, said: str, key: str | None, keep: Callable[[FilePath], Schema]):
    """Keep what was sent from where it lies for a moment; `said`: what else was sent with it."""
    with tempfile.NamedTemporaryFile(suffix=".upload") as kept:
        digest = hashlib.sha256(f"{file.name}\n{said}\n".encode())
        for block in file.chunks():
            kept.write(block)
            digest.update(block)
        kept.flush()
        return once(request, key, digest.digest(), 201, lambda: keep(FilePath(kept.name)))


@api.post(
    "/editions/{pk}/files", response={201: shapes.Attached, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="attach",
)  # fmt: skip
def attach(
    request, pk: Id, file: File[UploadedFile], caption: Form[shapes.Caption | None] = None,
    key: Once = None,
):  # fmt: skip
    """加一个附件；不能收的文件会说明为什么。"""
    disclosures.edition(request.actor, edition_id=pk)

    def keep(path: FilePath) -> shapes.Attached:
        hung = disclosing.attach(
            request.actor, edition_id=pk, path=path, name=file.name or "", caption=caption or "", now=request.now
        )
        found = hung.attachment.file
        return shapes.Attached(
            edition=pk, revision=hung.revision.number, file=found.token, name=found.name,
            warnings=[str(one) for one in found.warnings],
        )  # fmt: skip

    return taken(request, file, str(caption), key, keep)


@api.delete(
    "/editions/{pk}/files/{token}", response={200: shapes.Revision, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="detach",
)  # fmt: skip
def detach(request, pk: Id, token: Token, key: Once = None):
    """去掉一个附件，成为新的一稿；以前的稿子里还有它。"""

    def act() -> shapes.Revision:
        return _revision(pk, disclosing.detach(request.actor, edition_id=pk, token=token, now=request.now))

    return once(request, key, b"", 200, act)


def _moved(request, pk: int, verb: str, sent, key: str | None):
    """One move of the procedure, as at the desk."""

    def act() -> shapes.Moved:
        state = approving.act(
            request.actor, edition_id=pk, verb=verb, now=request.now, today=request.today, remark=sent.remark,
            revision=sent.revision,
        )  # fmt: skip
        return shapes.Moved(edition=pk, state=state)

    return once(request, key, request.body, 200, act)


@api.post(
    "/editions/{pk}/submit", response={200: shapes.Moved, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="submit",
)  # fmt: skip
def submit(request, pk: Id, sent: shapes.SubmitIn, key: Once = None):
    """送审。审核、签发只在工作台由本人办，不经过接口。"""
    return _moved(request, pk, "submit", sent, key)


@api.post(
    "/editions/{pk}/recall", response={200: shapes.Moved, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="recall",
)  # fmt: skip
def recall(request, pk: Id, sent: shapes.RecallIn, key: Once = None):
    """送审以后收回来改。"""
    return _moved(request, pk, "recall", sent, key)


@api.post(
    "/editions/{pk}/abandon", response={200: shapes.Moved, **WRITING}, auth=Key(Scope.DRAFT), tags=["办理"],
    url_name="abandon",
)  # fmt: skip
def abandon(request, pk: Id, sent: shapes.AbandonIn, key: Once = None):
    """作废一件草稿，写明为什么；作废了就不能再改。"""
    return _moved(request, pk, "abandon", sent, key)
