"""The clocks of this room for the morning's messages and for calendars: duties and exemptions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from gongkai.obligations.models import Exemption, OrgMonth
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.exemption import ExemptionState as S
from gongkai.rules.refusals import missing

CLERKS = of(P.DRAFT)
SIGNERS = of(P.DRAFT, P.SIGN_NIL)  # once a duty is late it is the leaders' business too (第十一条)
REVIEWED = (S.FILED, S.ACKNOWLEDGED, S.UPHELD)


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Open duties and waiting exemptions of all organizations asked for. Three queries, with names five."""
    if not actor.is_clock:
        raise missing()
    yield from _duties(actor, asked)
    yield from _exemptions(asked)


def _duties(actor: Actor, asked: Asked) -> Iterator[Deadline]:
    rows = OrgMonth.objects.filter(missing__gt=0, **asked.at("org_path"), **asked.by("earliest_due"))
    found = list(rows.values_list("org_id", "org_path", "period", "open").order_by("org_path", "period"))
    if not asked.named:
        yield from _counted(found, asked)
        return
    names = rulebook.entry_names(
        actor, org_ids={row[0] for row in found}, periods={row[2] for row in found}
    ) if found else {}  # fmt: skip
    for org_id, path, period, opened in found:
        for due, _, code, trigger in opened:
            name = names.get((org_id, code), "目录外事项")
            yield _duty(path, date.fromisoformat(due), f"{period}-{code}-{trigger}", asked, f"{code} {name}")


def _counted(found: list, asked: Asked) -> Iterator[Deadline]:
    until = asked.until.isoformat() if asked.until else "9999"
    for _, path, period, opened in found:
        for due, number in Counter(due for due, *_ in opened if due <= until).items():
            yield _duty(path, date.fromisoformat(due), f"{period}-{due}", asked, "", number)


def _duty(path: str, due: date, ref: str, asked: Asked, title: str, count: int = 1) -> Deadline:
    roles = SIGNERS if due < asked.today else CLERKS
    return Deadline("duty", path, due, ref, roles, title, public=True, count=count)


def _exemptions(asked: Asked) -> Iterator[Deadline]:
    """Filed: the superior looks at it. Questioned: the organization considers again. In force: reviewed by its day."""
    rows = Exemption.objects.filter(state=S.FILED, **asked.at("superior_path"))
    for pk, path, filed in rows.values_list("pk", "superior_path", "filed_at"):
        yield Deadline("exemption", path, None, f"{pk}", of(P.RECEIVE_FILING), since=local_day(filed))
    rows = Exemption.objects.filter(state=S.QUESTIONED, **asked.at("org_path"))
    for pk, path, due, filed in rows.values_list("pk", "org_path", "objection_due", "filed_at"):
        yield Deadline("exemption", path, due, f"{pk}-q", of(P.FILE_EXEMPTION), since=local_day(filed))
    rows = Exemption.objects.filter(state__in=REVIEWED, **asked.at("org_path"), **asked.by("review_on"))
    for pk, path, due in rows.values_list("pk", "org_path", "review_on"):
        yield Deadline("exemption_review", path, due, f"{pk}", of(P.FILE_EXEMPTION))
