"""Change, withdrawal, termination: three stamps, in order, each by another body (第九条（二）, R86)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.approvals.facts import change_facts, due_after
from gongkai.approvals.models import ChangeRequest
from gongkai.approvals.queries import change as read_change
from gongkai.disclosures import queries as disclosures
from gongkai.disclosures.richtext import to_text
from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.checks import TERMS, THREE_PARTS
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.change import CHANGE, KINDS, STATES, ChangeKind
from gongkai.rules.procedures.edition import LIVE_STATES, EditionState
from gongkai.rules.procedures.edition import STATES as EDITION_STATES
from gongkai.rules.refusals import Refused

MOST_EXPLANATION = 2000


def _as_public(edition) -> str:
    """The text that the public reads now, kept with the request as what stood before."""
    shown = edition.approved_revision
    lines = [shown.title]
    for part in THREE_PARTS:
        text = to_text(getattr(shown, part)) or shown.empty_reasons.get(part, "")
        lines.append(f"{TERMS[part]}：{text}")
    return "\n".join(lines)


def request_change(
    actor: Actor, *, edition_id: int, kind: str, reason: str, now: datetime, today: date, after: str = "",
    basis: str = "", impact: str = "",
) -> ChangeRequest:  # fmt: skip
    """Ask the catalog maker to agree to a change, a withdrawal or a termination (F11).

    Only for what is public or taken down for verification, one request at a time. A change says
    what it will be afterwards. The maker's answer falls due in five working days.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    demand(actor, Permission.DRAFT, edition.org_path)
    kind = ChangeKind(kind)
    if edition.state not in (*LIVE_STATES, EditionState.HIDDEN) or edition.approved_revision is None:
        raise Refused("change_not_public", state=EDITION_STATES[edition.state], kind=KINDS[kind])
    if not reason.strip():
        raise Refused("remark_needed", label=f"申请{KINDS[kind]}")
    if kind is ChangeKind.CHANGE and not after.strip():
        raise Refused("change_after_missing")
    bodies = orgs.bodies(actor, org_id=edition.disclosure.org_id)
    code = edition.disclosure.org.code
    try:
        with transaction.atomic():
            number = next_number(actor, series=f"变更:{code}", year=today.year)
            change = ChangeRequest.objects.create(
                edition=edition, org_path=edition.org_path, maker_path=bodies.maker, county_path=bodies.county,
                number=f"{code}-BG-{today.year}-{number:03d}", kind=kind, before=_as_public(edition),
                after=after.strip(), reason=reason.strip(), basis=basis.strip()[:200], impact=impact.strip(),
                requested_at=now, requested_by=actor.user_id, requester_name=actor.name,
                due_on=due_after(actor, key="change_approval", today=today),
            )  # fmt: skip
            record(
                actor, verb="change.request", subject=f"change:{change.pk}", now=now, org_path=edition.org_path,
                facts={"kind": kind, "edition": edition.pk, "number": change.number, "reason": change.reason},
            )  # fmt: skip
    except IntegrityError as taken:
        raise Refused("change_open") from taken
    return change


@transaction.atomic
def write_explanation(
    actor: Actor, *, change_id: int, text: str, now: datetime, version: int | None = None
) -> ChangeRequest:
    """Write what the public will read at the old address (R86). `version`: as the writer read it (P6)."""
    change = read_change(actor, change_id=change_id)
    demand(actor, Permission.DRAFT, change.org_path)
    if not change.may_be_explained:
        raise Refused("change_closed", state=STATES[change.state])
    if len(text.strip()) > MOST_EXPLANATION:
        raise Refused("text_too_long", part="说明", length=len(text.strip()), most=MOST_EXPLANATION)
    compare_and_set(change, version=version, explanation=text.strip())
    record(
        actor, verb="change.write_explanation", subject=f"change:{change.pk}", now=now, org_path=change.org_path,
        facts={"length": len(text.strip())},
    )  # fmt: skip
    change.refresh_from_db()
    return change


@transaction.atomic
def move_change(
    actor: Actor, *, change_id: int, verb: str, now: datetime, today: date, remark: str = ""
) -> ChangeRequest:
    """Agree, refuse, file, recall; `explain` is for publication, which carries out the effect with it.

    Each stamp starts the time limit of the next: five, three and two working days.
    """
    change = read_change(actor, change_id=change_id)
    move = decide(CHANGE, actor, change_facts(change), verb, remark=remark)
    fields: dict = {"due_on": None}
    if verb in ("agree", "refuse"):
        fields |= {
            "decided_at": now, "decided_by": actor.user_id, "decider_name": actor.name, "decision": remark.strip()
        }  # fmt: skip
    if verb == "agree":
        fields["due_on"] = due_after(actor, key="change_filing", today=today)
    elif verb == "file":
        number = next_number(actor, series="变更备案", year=today.year)
        fields |= {
            "filed_at": now, "filed_by": actor.user_id, "filing_number": f"BA-{today.year}-{number:04d}",
            "due_on": due_after(actor, key="change_explanation", today=today),
        }  # fmt: skip
    elif verb == "explain":
        fields |= {"explained_at": now, "explained_by": actor.user_id}
    compare_and_set(change, state=move.target, **fields)
    record(
        actor, verb=f"change.{verb}", subject=f"change:{change.pk}", now=now, org_path=change.org_path,
        facts={"from": change.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    change.refresh_from_db()
    return change
