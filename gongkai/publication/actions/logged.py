"""Every act of publication leaves its leaf, in its own transaction and as its last step (P16, P19)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.ledger.actions import Entry
from gongkai.publication import statements
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.queries.versions import READ, Row
from gongkai.publication.statements import EXPLAINED, log_of
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog import LOGS
from gongkai.rules.tlog.entries import LeafKind

LOGGED = (*READ, "org__code")
CHUNK = 500


def _subject(disclosure_id: int) -> str:
    return f"disclosure:{disclosure_id}"


def _rows(**where) -> Iterator[tuple[Row, str]]:
    """Publications in the order they happened, with the code of their organization; no cursor stays open meanwhile."""
    keys = list(Publication.objects.filter(**where).order_by("published_at", "pk").values_list("pk", flat=True))
    for first in range(0, len(keys), CHUNK):
        some = keys[first : first + CHUNK]
        found = {one[0]: one for one in Publication.objects.filter(pk__in=some).values_list(*LOGGED)}
        yield from ((Row(*found[key][:-1]), found[key][-1]) for key in some)


def _files(tokens: Iterable[str]) -> tuple[Path, ...]:
    clock = Actor.clock()
    found = [reading.stored_file(clock, token=token) for token in tokens]
    return tuple(ledger.located(clock, file=one)[0] for one in found)


def _released(row: Row, code: str) -> Entry:
    return Entry(
        statements.publication_key(row.pk), LeafKind.AMEND if row.edition_number > 1 else LeafKind.PUBLISH,
        _subject(row.disclosure_id),
        statements.shown(
            log_of(row.audience), number=row.disclosure_number, org_code=code, edition=row.edition_number
        ),
        statements.of_publication(row), _files(row.revision_attachments),
    )  # fmt: skip


def _result(row: Row, code: str) -> Entry:
    shown = statements.shown(
        log_of(row.audience), number=row.disclosure_number, org_code=code, edition=row.edition_number
    )
    return Entry(
        statements.result_key(row.pk), LeafKind.RESULT, _subject(row.disclosure_id), shown, statements.of_result(row)
    )


def _explained(log: str, said: Explanation) -> Entry:
    disclosure = said.disclosure
    number = disclosure.number or ""
    return Entry(
        statements.explanation_key(said.pk), EXPLAINED[said.kind], _subject(disclosure.pk),
        statements.shown(log, number=number, org_code=disclosure.org.code),
        statements.of_explanation(number=number, kind=said.kind, text=said.text, at=said.published_at),
    )  # fmt: skip


def log_release(actor: Actor, publication: Publication, now: datetime) -> None:
    """A circle was served."""
    for row, code in _rows(pk=publication.pk):
        ledger.append_leaf(actor, log=log_of(row.audience), entry=_released(row, code), now=now)


def log_result(actor: Actor, publication: Publication, now: datetime) -> None:
    """A public notice ended with a result."""
    for row, code in _rows(pk=publication.pk):
        ledger.append_leaf(actor, log=log_of(row.audience), entry=_result(row, code), now=now)


def _logs(audiences: Iterable[str]) -> list[str]:
    wanted = {log_of(audience) for audience in audiences}
    return [log for log in LOGS if log in wanted]


def log_explanation(actor: Actor, said: Explanation, now: datetime) -> None:
    """Something was changed, withdrawn, ended or hidden: in the log of every circle that could read it."""
    for log in _logs(said.audiences):
        ledger.append_leaf(actor, log=log, entry=_explained(log, said), now=now)


def log_restored(actor: Actor, edition, circles: Iterable[str], now: datetime) -> None:
    """What was hidden is shown again."""
    for log in _logs(circles):
        shown = statements.shown(
            log, number=edition.disclosure.number, org_code=edition.disclosure.org.code, edition=edition.number
        )
        key = f"show:{edition.pk}:{now.isoformat()}"
        entry = Entry(key, LeafKind.SHOW, _subject(edition.disclosure_id), shown)
        ledger.append_leaf(actor, log=log, entry=entry, now=now)


@transaction.atomic
def log_history(actor: Actor, *, now: datetime) -> int:
    """Give every act that has no leaf its leaf, oldest first: after an upgrade, after loading history. How many."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    return sum(ledger.load_leaves(actor, log=log, entries=_missing(log), now=now) for log in LOGS)


def _missing(log: str) -> Iterator[Entry]:
    clock = Actor.clock()
    known = {
        prefix: reading.leaf_keys(clock, log=log, prefix=f"{prefix}:") for prefix in ("publication", "result", "explanation")
    }  # fmt: skip
    circles = [one for one in Audience if log_of(one) == log]
    for row, code in _rows(audience__in=circles):
        if statements.publication_key(row.pk) not in known["publication"]:
            yield _released(row, code)
    for row, code in _rows(audience__in=circles, notice_result_at__isnull=False):
        if statements.result_key(row.pk) not in known["result"]:
            yield _result(row, code)
    explained = Explanation.objects.filter(kind__in=EXPLAINED).select_related("disclosure__org")
    for said in list(explained.order_by("published_at", "pk")):
        if log in _logs(said.audiences) and statements.explanation_key(said.pk) not in known["explanation"]:
            yield _explained(log, said)
