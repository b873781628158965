"""One item at its lasting address: the newest version, older ones, or the explanation that is left (R86, R88, P19)."""

from pathlib import Path

from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger_actions
from gongkai.ledger import queries as ledger
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.numbers import slug
from gongkai.publication.queries.circles import GONE, known
from gongkai.publication.queries.versions import version_views
from gongkai.publication.views import (
    CircleView,
    ExplanationView,
    FileView,
    ItemView,
    NoticeView,
    PlacementView,
)
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience, method
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.visibility import Circle, in_order, may_read

RANK = {audience: place for place, audience in enumerate(in_order(Audience))}
NARROWED = "这件事的公开范围已经改变，这里不再公开。"
CHECKING = "核查中"


def _rows(actor: Actor, number: str) -> list[Publication]:
    """The actor's rows of an item, newest edition first, widest circle first; missing when there is none."""
    rows = list(known(actor).filter(disclosure__number=number).select_related("disclosure", "edition", "revision"))
    if not rows:
        raise missing()
    return sorted(rows, key=lambda row: (row.edition.number, row.ended_at is None, RANK[row.audience]), reverse=True)


def _explanations(actor: Actor, row: Publication) -> list[Explanation]:
    """The explanations of an item that the actor's circles hold, newest first."""
    found = Explanation.objects.filter(disclosure_id=row.disclosure_id, ended_at=None).order_by("-published_at", "-pk")
    return [
        one for one in found
        if any(may_read(actor, Circle(Audience(audience), row.org_path)) for audience in one.audiences)
        or row.audience == Audience.INDIVIDUAL
    ]  # fmt: skip


def _view(one: Explanation) -> ExplanationView:
    return ExplanationView(one.kind, one.text, one.published_at)


def _tombstone(rows: list[Publication], said: list[Explanation]) -> ExplanationView | None:
    """What stands in place of the content, None while there is a living version for this actor."""
    if any(row.ended_at is None for row in rows):
        return None
    newest = rows[0]
    kinds = {"withdrawn": "withdraw", "terminated": "terminate", "hidden": "hidden"}
    wanted = kinds.get(newest.end_kind, "change")
    for one in said:
        if one.kind == wanted:
            return _view(one)
    text = CHECKING if newest.end_kind == "hidden" else NARROWED
    return ExplanationView(newest.end_kind if newest.end_kind in GONE else "narrowed", text, newest.ended_at)


def _circles(actor: Actor, row: Publication) -> tuple[CircleView, ...]:
    """The circles an edition was released to, in order; ways only of those the actor belongs to."""
    released = Publication.objects.filter(edition_id=row.edition_id).exclude(end_kind__in=GONE)
    if row.audience != Audience.INDIVIDUAL:
        released = released.exclude(audience=Audience.INDIVIDUAL)
    views = []
    for one in released.order_by("published_at", "pk").prefetch_related("placements"):
        if RANK[one.audience] > RANK[row.audience]:
            continue
        own = one.pk == row.pk or may_read(actor, Circle(Audience(one.audience), one.org_path))
        ways = tuple(
            PlacementView(
                way.method, method(way.method).name, way.place, way.starts_at, way.ends_at, way.details,
                way.proof_id is not None,
            )
            for way in sorted(one.placements.all(), key=lambda way: (way.starts_at, way.pk))
        )  # fmt: skip
        views.append(CircleView(one.pk, one.audience, one.published_at, one.register_number, ways if own else ()))
    return tuple(views)


def _files(row: Publication) -> tuple[FileView, ...]:
    """The attachments of the published revision, in its order; they inherit its circle (P3)."""
    tokens = list(row.revision.attachments)
    if not tokens:
        return ()
    hung = disclosures.attachments(Actor.clock(), edition_id=row.edition_id)
    captions = {one.file.token: one.caption for one in hung}
    views = []
    for token in tokens:
        try:
            file = ledger.stored_file(Actor.clock(), token=token)
        except Refused:
            continue
        views.append(FileView(token, file.name, captions.get(token, ""), file.extension, file.media_type, file.size))
    return tuple(views)


def _base(row: Publication) -> dict:
    number = row.disclosure.number
    return {
        "number": number, "slug": slug(number), "org_id": row.org_id, "org_path": row.org_path,
        "org_name": row.org_name, "code": row.code, "category": row.category, "period": row.period,
        "disclosure_id": row.disclosure_id,
    }  # fmt: skip


def _full(actor: Actor, row: Publication, rows: list[Publication], said: list[Explanation]) -> ItemView:
    edition, revision = row.edition, row.revision
    best: dict[int, Publication] = {}
    for one in rows:
        if one.end_kind not in GONE:
            best.setdefault(one.edition.number, one)
    circles = _circles(actor, row)
    notices = tuple(
        NoticeView(one.pk, one.notice_start, one.notice_end, one.notice_result, one.notice_result_at)
        for one in rows
        if one.edition_id == row.edition_id and one.notice_end is not None
    )
    return ItemView(
        **_base(row), entry_id=row.disclosure.catalog_entry_id, edition_id=edition.pk, edition_number=edition.number,
        kind=edition.kind, current=row.ended_at is None, audience=row.audience, title=revision.title,
        plain=revision.plain, content=revision.content, procedure=revision.procedure, result=revision.result,
        empty_reasons=revision.empty_reasons, sha256=revision.sha256, change_note=edition.change_note,
        scope_reason=edition.scope_reason, head_name=edition.head_name, due_on=row.due_on,
        published_at=row.published_at, circles=circles, notices=notices, files=_files(row),
        methods=tuple(dict.fromkeys(way.method for circle in circles for way in circle.placements)),
        versions=version_views(
            actor, shown=list(best.values()), gone=[one for one in rows if one.end_kind in GONE]
        ),
        explanations=tuple(_view(one) for one in said if one.kind in ("change", "correction", "restored")),
    )  # fmt: skip


def item(actor: Actor, *, number: str, version: int | None = None) -> ItemView:
    """An item by its index number: the newest version in the actor's circles, or an older one.

    Withdrawn, ended and taken-down items answer with their explanation only, whichever version
    is asked for. Outside the actor's circles, and for versions that never were, it is missing.
    """
    rows = _rows(actor, number)
    said = _explanations(actor, rows[0])
    tombstone = _tombstone(rows, said)
    if tombstone is not None:
        if version is not None and all(row.edition.number != version for row in rows):
            raise missing()
        return ItemView(**_base(rows[0]), tombstone=tombstone)
    readable = [row for row in rows if row.end_kind not in GONE]
    wanted = [row for row in readable if (row.ended_at is None if version is None else row.edition.number == version)]
    if not wanted:
        raise missing()
    return _full(actor, wanted[0], rows, said)


def attachment(actor: Actor, *, number: str, token: str) -> tuple[Path, object]:
    """A file of a published version with its record, in the scope of its item (P3); else missing."""
    rows = _rows(actor, number)
    if _tombstone(rows, []) is not None:
        raise missing()
    if not any(token in row.revision.attachments for row in rows if row.end_kind not in GONE):
        raise missing()
    file = ledger.stored_file(Actor.clock(), token=token)
    return ledger_actions.files.file_path(file.token, file.extension), file
