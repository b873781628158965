"""The compare-and-set of an edition's state: the only place where a state is written."""

from datetime import datetime

from gongkai.disclosures.models import Disclosure, Edition
from gongkai.ledger.rows import compare_and_set
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Move
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.edition import EDITABLE_STATES, OPEN_STATES, STATES, EditionFacts
from gongkai.rules.refusals import Refused, missing


def set_state(actor: Actor, *, facts: EditionFacts, move: Move, now: datetime, **fields) -> None:
    """Let an edition go where a move leads, if it still is as it was judged; else `changed_meanwhile`.

    The caller has asked the law for `move` and records the act in the ledger, in one transaction.
    `fields` are further columns of the edition to set with it.
    """
    if move.target not in OPEN_STATES:
        fields["open_key"] = None
    as_judged = Edition.objects.filter(pk=facts.edition_id, state=facts.state, version=facts.version)
    if not as_judged.update(state=move.target, version=facts.version + 1, state_at=now, **fields):
        raise Refused("changed_meanwhile")


def to_edit(actor: Actor, edition_id: int) -> Edition:
    """The edition that the actor wants to change: theirs to draft, and not on its way. 第六条（二）."""
    edition = Edition.objects.select_related("disclosure").filter(pk=edition_id).first()
    if edition is None or not may(actor, Permission.READ_WORK, edition.org_path):
        raise missing()
    if not may(actor, Permission.DRAFT, edition.org_path):
        raise Refused("no_permission", permission=Permission.DRAFT)
    if edition.state not in EDITABLE_STATES:
        raise Refused("edition_closed", state=STATES[edition.state])
    return edition


def touch(edition: Edition, **fields) -> None:
    """Raise the version, so that nobody submits or saves over what is being written. Compare-and-set."""
    compare_and_set(edition, **fields)


def give_number(actor: Actor, *, disclosure_id: int, number: str) -> None:
    """Give a disclosure its lasting index number, once (R173); a second one is refused."""
    if not Disclosure.objects.filter(pk=disclosure_id, number=None).update(number=number):
        raise Refused("changed_meanwhile")
