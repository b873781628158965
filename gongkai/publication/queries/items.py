"""One item at its lasting address: the newest version, older ones, or the explanation that is left (R86, R88, P19)."""

from collections import namedtuple
from dataclasses import replace

from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger_actions
from gongkai.ledger import queries as ledger
from gongkai.ledger.prepared import Prepared
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.numbers import slug
from gongkai.publication.queries.circles import GONE, known
from gongkai.publication.queries.proofs import proof_of, proof_of_explanation
from gongkai.publication.queries.versions import READ, Row, version_views
from gongkai.publication.views import (
    CircleView,
    ExplanationView,
    FileView,
    Intact,
    ItemView,
    NoticeView,
    PlacementView,
    ProofView,
)
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.duties import late_by
from gongkai.rules.methods import Audience, method
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.visibility import Circle, in_order, may_read

RANK = {audience: place for place, audience in enumerate(in_order(Audience))}
NARROWED = "这件事的公开范围已经改变，这里不再公开。"
CHECKING = "核查中"


PLACED = (
    "pk", "audience", "org_path", "published_at", "register_number", "placements__pk", "placements__method",
    "placements__place", "placements__starts_at", "placements__ends_at", "placements__details", "placements__proof_id",
)  # fmt: skip


_PUBLIC = Prepared(
    lambda number: known(Actor.visitor()).filter(disclosure__number=number).order_by("pk").values_list(*READ)
)
_SAID = Prepared(
    lambda disclosure_id: (
        Explanation.objects.filter(disclosure_id=disclosure_id, ended_at=None)
        .order_by("-published_at", "-pk")
        .values_list("kind", "text", "published_at", "audiences", "pk")
    )
)
_RELEASED = Prepared(
    lambda edition_id: (
        Publication.objects.filter(edition_id=edition_id)
        .exclude(end_kind__in=GONE)
        .order_by("published_at", "pk", "placements__starts_at", "placements__pk")
        .values_list(*PLACED)
    )
)
Said = namedtuple("Said", "kind text published_at audiences pk")


def _rows(actor: Actor, number: str) -> list[Row]:
    """The actor's rows of an item, newest edition first, widest circle first; missing when there is none."""
    if actor.kind is ActorKind.VISITOR:
        found = _PUBLIC(number=number)
    else:
        found = known(actor).filter(disclosure__number=number).order_by("pk").values_list(*READ)
    rows = [Row(*one) for one in found]
    if not rows:
        raise missing()
    return sorted(rows, key=lambda row: (row.edition_number, row.ended_at is None, RANK[row.audience]), reverse=True)


def _explanations(actor: Actor, row: Row) -> list[Said]:
    """The explanations of an item that the actor's circles hold, newest first."""
    return [
        one for one in (Said(*said) for said in _SAID(disclosure_id=row.disclosure_id))
        if any(may_read(actor, Circle(Audience(audience), row.org_path)) for audience in one.audiences)
        or row.audience == Audience.INDIVIDUAL
    ]  # fmt: skip


def _view(one: Said) -> ExplanationView:
    return ExplanationView(one.kind, one.text, one.published_at)


def _ending(rows: list[Row], said: list[Said]) -> Said | None:
    """The explanation of how the newest version ended."""
    kinds = {"withdrawn": "withdraw", "terminated": "terminate", "hidden": "hidden"}
    wanted = kinds.get(rows[0].end_kind, "change")
    return next((one for one in said if one.kind == wanted), None)


def _tombstone(rows: list[Row], said: list[Said]) -> ExplanationView | None:
    """What stands in place of the content, None while there is a living version for this actor."""
    if any(row.ended_at is None for row in rows):
        return None
    newest, ending = rows[0], _ending(rows, said)
    if ending is not None:
        return _view(ending)
    text = CHECKING if newest.end_kind == "hidden" else NARROWED
    return ExplanationView(newest.end_kind if newest.end_kind in GONE else "narrowed", text, newest.ended_at)


def _circles(actor: Actor, row: Row) -> tuple[CircleView, ...]:
    """The circles an edition was released to, in order; ways only of those the actor belongs to."""
    views: dict[int, CircleView] = {}
    for pk, audience, path, published, number, placed, *way in _RELEASED(edition_id=row.edition_id):
        told_to_one = audience == Audience.INDIVIDUAL and row.audience != Audience.INDIVIDUAL
        if told_to_one or RANK[audience] > RANK[row.audience]:
            continue
        before = views.get(pk) or CircleView(pk, audience, published, number, ())
        own = pk == row.pk or may_read(actor, Circle(Audience(audience), path))
        views[pk] = replace(before, placements=(*before.placements, _way(*way))) if placed and own else before
    return tuple(views.values())


def _way(code: str, place: str, starts_at, ends_at, details: dict, proof_id: int | None) -> PlacementView:
    return PlacementView(code, method(code).name, place, starts_at, ends_at, details, proof_id is not None)


def _files(row: Row) -> tuple[FileView, ...]:
    """The attachments of the published revision, in its order; they inherit its circle (P3)."""
    tokens = list(row.revision_attachments)
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


def _base(row: Row) -> dict:
    number = row.disclosure_number
    return {
        "number": number, "slug": slug(number), "org_id": row.org_id, "org_path": row.org_path,
        "org_name": row.org_name, "code": row.code, "category": row.category, "period": row.period,
        "disclosure_id": row.disclosure_id,
    }  # fmt: skip


def _late_days(actor: Actor, rows: list[Row], shown: Row, circles: tuple[CircleView, ...]) -> int:
    """By how many days the first version came late in its first circle; later versions have no day of their own."""
    first = min((row for row in rows if row.due_on is not None), key=lambda row: row.edition_number, default=None)
    if first is None:
        return 0
    served = circles if first.edition_id == shown.edition_id else _circles(actor, first)
    return late_by(first.due_on, min([first.published_at, *(one.published_at for one in served if one.published_at)]))


def _full(actor: Actor, row: Row, rows: list[Row], said: list[Said]) -> ItemView:
    best: dict[int, Row] = {}
    for one in rows:
        if one.end_kind not in GONE:
            best.setdefault(one.edition_number, one)
    circles = _circles(actor, row)
    late = _late_days(actor, rows, row, circles)
    notices = tuple(
        NoticeView(one.pk, one.notice_start, one.notice_end, one.notice_result, one.notice_result_at)
        for one in rows
        if one.edition_id == row.edition_id and one.notice_end is not None
    )
    return ItemView(
        **_base(row), entry_id=row.disclosure_catalog_entry_id, edition_id=row.edition_id, edition_number=row.edition_number,
        kind=row.edition_kind, current=row.ended_at is None, audience=row.audience, title=row.revision_title,
        plain=row.revision_plain, content=row.revision_content, procedure=row.revision_procedure, result=row.revision_result,
        empty_reasons=row.revision_empty_reasons, sha256=row.revision_sha256, change_note=row.edition_change_note,
        scope_reason=row.edition_scope_reason, head_name=row.edition_head_name, due_on=row.due_on,
        late_days=late, late_reason=row.disclosure_late_reason if late else "",
        published_at=row.published_at, circles=circles, notices=notices, files=_files(row),
        methods=tuple(dict.fromkeys(way.method for circle in circles for way in circle.placements)),
        versions=version_views(
            actor, shown=list(best.values()), gone=[one for one in rows if one.end_kind in GONE]
        ),
        explanations=tuple(_view(one) for one in said if one.kind in ("change", "correction", "restored")),
        proof=proof_of(row),
    )  # fmt: skip


def item(actor: Actor, *, number: str, version: int | None = None) -> ItemView:
    """An item by its index number: the newest version in the actor's circles, or an older one.

    Withdrawn, ended and taken-down items answer with their explanation only, whichever version
    is asked for. Outside the actor's circles, and for versions that never were, it is missing.
    """
    rows = _rows(actor, number)
    said = _explanations(actor, rows[0])
    row = _wanted(rows, version)
    if row is None:
        return ItemView(
            **_base(rows[0]),
            entry_id=rows[0].disclosure_catalog_entry_id,
            tombstone=_tombstone(rows, said),
            proof=_ending_proof(rows, said),
        )
    return _full(actor, row, rows, said)


def _wanted(rows: list[Row], version: int | None) -> Row | None:
    """The row that is shown; None where only an explanation is left; missing for versions that never were."""
    if all(row.ended_at is not None for row in rows):
        if version is not None and all(row.edition_number != version for row in rows):
            raise missing()
        return None
    readable = [row for row in rows if row.end_kind not in GONE]
    found = [row for row in readable if (row.ended_at is None if version is None else row.edition_number == version)]
    if not found:
        raise missing()
    return found[0]


def _ending_proof(rows: list[Row], said: list[Said], *, whole: bool = False) -> ProofView | None:
    one = _ending(rows, said)
    if one is None:
        return None
    return proof_of_explanation(
        pk=one.pk, number=rows[0].disclosure_number, kind=one.kind, text=one.text, at=one.published_at,
        audiences=one.audiences, whole=whole,
    )  # fmt: skip


def item_proof(actor: Actor, *, number: str, version: int | None = None) -> tuple[ProofView, tuple[FileView, ...]]:
    """What is needed to check an item without us: leaf, salt, words and proof, and the names of its files.

    In the item's own scope (P3); what was never logged is missing.
    """
    rows = _rows(actor, number)
    row = _wanted(rows, version)
    if row is None:
        proof = _ending_proof(rows, _explanations(actor, rows[0]), whole=True)
    else:
        proof = proof_of(row, whole=True)
    if proof is None or proof.intact is Intact.UNLOGGED:
        raise missing()
    return proof, _files(row) if row is not None else ()


def attachment(actor: Actor, *, number: str, token: str) -> ledger_actions.Located:
    """A file of a published version with its record, in the scope of its item (P3); else missing."""
    rows = _rows(actor, number)
    if _tombstone(rows, []) is not None:
        raise missing()
    if not any(token in row.revision_attachments for row in rows if row.end_kind not in GONE):
        raise missing()
    return ledger_actions.located(actor, file=ledger.stored_file(Actor.clock(), token=token))
