"""The clock files what is closed, closes the boxes of years that are over, and looks whether all is as it was (R53, P38)."""

import io
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.access_requests import queries as applications
from gongkai.approvals import queries as approvals
from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.interfaces.ui.filled import SOURCES as SOURCES_OF_FORMS
from gongkai.ledger import actions as ledger
from gongkai.ledger.later import later
from gongkai.obligations import queries as obligations
from gongkai.participation import queries as participation
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Matter, Part
from gongkai.rules.documents.forms import BY_CODE, filled
from gongkai.rules.duties import local_day
from gongkai.supervision import queries as supervision

pypdf, printer = later("pypdf"), later("gongkai.interfaces.ui.papers.pdf")
log = logging.getLogger(__name__)
KIND, COUNTING = "archive_due", "archive_pages"


def _exemptions(clock: Actor, *, since: date | None) -> list[Matter]:
    """Exemptions that ended, with the sheets signed with the pen, which a room above keeps."""
    found = obligations.due_exemptions(clock, since=since)
    sheets = approvals.filed_papers(clock, subjects=[one.matter for one in found])
    return [replace(one, parts=(*one.parts, *sheets.get(one.matter, ()))) for one in found]


def _exemptions_again(clock: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """Their papers as they are now."""
    sheets = approvals.filed_papers(clock, subjects=until)
    found = obligations.exemptions_again(clock, until=until)
    return {matter: (*parts, *sheets.get(matter, ())) for matter, parts in found.items()}


SOURCES = {
    "edition": archive.editions_again, "rectification": supervision.rectifications_again,
    "exemption": _exemptions_again, "application": applications.applications_again,
    "opinion": participation.opinions_again, "agenda": supervision.agendas_again,
    "inspection": supervision.inspections_again, "consultation": participation.consultations_again,
    "appraisal": participation.appraisals_again,
}  # fmt: skip
ENDED = {
    "rectification": supervision.due_rectifications, "exemption": _exemptions,
    "application": applications.due_applications, "opinion": participation.due_opinions,
    "agenda": supervision.due_agendas, "inspection": supervision.due_inspections,
    "consultation": participation.due_consultations, "appraisal": participation.due_appraisals,
}  # fmt: skip
# What a matter prints as; a meeting has no form of its own, its page prints on one sheet.
FORMS = {
    "edition": "F1", "rectification": "F20", "exemption": "F10", "application": "F6", "opinion": "F12",
    "inspection": "F19", "consultation": "F27", "appraisal": "F22",
}  # fmt: skip
COUNTED = 40  # records whose forms are printed to count their pages in one go: some seconds
BREATH = timedelta(minutes=1)  # until the next ones: thousands at once would keep a processor from the readers
PORTION = 500  # a transaction of about a quarter of a second: whoever publishes meanwhile hardly waits


def file_due(clock: Actor, today: date, now: datetime) -> str:
    """One portion; when more is due, the next one is asked for, and boxes are closed after the last."""
    matters = archive.due_editions(clock, today=today, limit=PORTION)
    more = len(matters) == PORTION
    for kind, ended in ENDED.items():
        matters += ended(clock, since=archive.closed_until(clock, kind=kind))
    made = archiving.file_matters(clock, matters=matters, now=now)
    if more:
        ledger.enqueue(clock, kind=KIND, key=f"archive:{matters[0].matter}", payload={"at": now.isoformat()}, now=now)
    else:
        _count_later(clock, now)
    closed = 0 if more else archiving.close_boxes(clock, today=today, now=now)
    return f"归档{made}件" + (f"，年末封盒{closed}个" if closed else "")


def go_on(payload: dict) -> str:
    """The next portion, as of the moment when the first was due."""
    now = datetime.fromisoformat(payload["at"])
    return file_due(Actor.clock(), local_day(now), now)


def _count_later(clock: Actor, now: datetime, due_at: datetime | None = None) -> None:
    if first := archive.to_count(clock, limit=1):
        key = f"{COUNTING}:{first[0].pk}:{now.isoformat()}"
        ledger.enqueue(clock, kind=COUNTING, key=key, payload={"at": now.isoformat()}, now=now, due_at=due_at)


def count_pages(payload: dict) -> str:
    """页数 of some records that nobody has counted; the rest is asked for again (DA/T 22-2015)."""
    clock, now = Actor.clock(), datetime.fromisoformat(payload["at"])
    rows = archive.to_count(clock, limit=COUNTED)
    done = archiving.count_pages(clock, forms={row.pk: _form_pages(clock, row, now) for row in rows}, now=now)
    if len(rows) == COUNTED:
        _count_later(clock, now, timezone.now() + BREATH)
    return f"数了{len(rows)}件的页数，{len(rows) - done}件请归档责任人点数"


def _form_pages(clock: Actor, row, now: datetime) -> int:
    """How many pages the form of a record prints on."""
    kind, _, key = row.matter.partition(":")
    if kind not in FORMS:
        return 1
    code = FORMS[kind]
    source = SOURCES_OF_FORMS[code]
    filling = source.fill(clock, key if source.numeric else row.number, local_day(now))
    return len(pypdf.PdfReader(io.BytesIO(printer.pdf(filled(BY_CODE[code], filling)))).pages)


def check(clock: Actor, today: date, now: datetime, whole: bool = False) -> str:
    """Look through this day's share of files and records, or through all; what does not fit stays named until it fits."""
    files = archiving.check_files(clock, today=today, now=now, whole=whole)
    records = archiving.check_records(clock, sources=SOURCES, now=now, whole=whole)
    wrong = {**files.found, **records.found}
    if wrong:
        log.error("档案核对有%d处不符：%s", len(wrong), "，".join(sorted(wrong)[:20]))
    return f"核对附件{files.looked}个、档案{records.looked}件，{len(wrong)}处不符"
