"""One act in an edition's review: send, clear, return, pass, sign, recall, abandon (第六条（二）, R48)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.approvals.facts import edition_facts
from gongkai.approvals.models import ReviewStep
from gongkai.disclosures import actions as disclosure_actions
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.actions import record
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.procedures.edition import EDITION
from gongkai.rules.refusals import Refused
from gongkai.rules.secrecy import TERMS as TICKS
from gongkai.rules.secrecy import SecrecyTick

# Each verb belongs to one of the four kinds of signature.
KINDS = {
    "submit": "draft", "recall": "draft", "abandon": "draft",
    "clear_secrecy": "secrecy", "return_secrecy": "secrecy",
    "pass_review": "review", "return_review": "review",
    "approve": "approval", "return_approval": "approval",
}  # fmt: skip
DUTY = {"draft": "clerk", "secrecy": "secrecy", "review": "deputy", "approval": "head"}


def _ticked(verb: str, ticks: dict[str, bool] | None) -> dict[str, bool]:
    """The four matters of the secrecy review: all decided, and none true, before it is cleared (F29)."""
    given = {str(tick): ticks[tick] for tick in SecrecyTick if ticks is not None and isinstance(ticks.get(tick), bool)}
    if verb != "clear_secrecy":
        return given
    open_ones = [TICKS[tick] for tick in SecrecyTick if tick not in given]
    if open_ones:
        raise Refused("secrecy_undecided", matters="、".join(open_ones))
    true_ones = [TICKS[tick] for tick in SecrecyTick if given[tick]]
    if true_ones:
        raise Refused("secrecy_ticked", matters="、".join(true_ones))
    return given


def _post(actor: Actor, org_id: int, kind: str, today: date) -> str:
    """The title under which the actor signs: the post that goes with the step before any other."""
    held = [post for post in orgs.posts(actor, org_id=org_id, day=today) if post.holder_id == actor.user_id]
    held = [post for post in held if not post.vacant]
    held.sort(key=lambda post: post.duty != DUTY[kind])
    return held[0].title if held else ""


@transaction.atomic
def act(
    actor: Actor, *, edition_id: int, verb: str, now: datetime, today: date, remark: str = "",
    ticks: dict[str, bool] | None = None, basis: str = "", revision: int | None = None,
) -> str:  # fmt: skip
    """Make one move of drafting or review and sign it; returns the new state.

    The signature is tied to the newest revision, whose sha256 the ledger keeps. `revision`: the
    number that the actor read; when the text is another by now, `changed_meanwhile`. Signing
    (`approve`) fixes the text that will be public and the 第一责任人 of that day (第十一条, R137), an
    acting one as such (R159).
    """
    kind = KINDS[verb]
    facts = edition_facts(actor, edition_id=edition_id, today=today)
    edition = disclosures.edition(actor, edition_id=edition_id)
    newest = disclosures.revision(actor, edition_id=edition_id)
    move = decide(EDITION, actor, facts, verb, remark=remark)
    if revision is not None and revision != newest.number:
        raise Refused("changed_meanwhile", by=newest.saver_name, at=newest.saved_at, number=newest.number)
    decided = _ticked(verb, ticks) if kind == "secrecy" else {}
    fields = {}
    if verb == "approve":
        head = orgs.head_of(actor, org_id=edition.disclosure.org_id, day=today)
        fields = {"approved_revision": newest, "head_name": (head.shown_name or actor.name)[:60]}
    disclosure_actions.set_state(actor, facts=facts, move=move, now=now, **fields)
    ReviewStep.objects.create(
        edition=edition, org_path=edition.org_path, kind=kind, verb=verb, revision=newest, remark=remark.strip(),
        ticks=decided, basis=basis.strip()[:200], decided_at=now, decided_by=actor.user_id, decider_name=actor.name,
        decider_post=_post(actor, edition.disclosure.org_id, kind, today),
    )  # fmt: skip
    record(
        actor, verb=f"edition.{verb}", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={
            "from": facts.state, "to": move.target, "revision": newest.number, "sha256": newest.sha256,
            "remark": remark.strip(),
        },
    )  # fmt: skip
    return move.target
