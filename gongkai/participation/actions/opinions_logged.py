"""An answer leaves its leaf in the act's own transaction: nobody writes "handled" in afterwards (guarantees 3.1)."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.participation import statements
from gongkai.participation.models import Opinion, OpinionStep
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import DESTROYED
from gongkai.rules.tlog import PARTY, PUBLIC
from gongkai.rules.tlog.entries import LeafKind


def log_step(actor: Actor, opinion: Opinion, step: OpinionStep, now: datetime) -> None:
    """The last step of deciding an answer or of publishing one."""
    if opinion.confidential:
        return
    if step.verb == statements.DECIDE:
        key, content = statements.reply_key(step.pk), statements.of_reply(opinion)
        entry = ledger.Entry(key, LeafKind.REPLY, content=content)
        ledger.append_leaf(actor, log=PARTY, entry=entry, now=now)
    elif step.verb == statements.PUBLISH:
        key, content = statements.published_key(step.pk), statements.of_published(opinion)
        entry = ledger.Entry(key, LeafKind.REPLY, fields={"org": opinion.org.code}, content=content)
        ledger.append_leaf(actor, log=PUBLIC, entry=entry, now=now)


def forget_replies(opinion_ids: Iterable[int], now: datetime) -> None:
    """The log's part of destroying opinions: the salts go, the logs say so; every proof stays valid."""
    steps = OpinionStep.objects.filter(opinion_id__in=list(opinion_ids)).order_by("pk")
    clock = Actor.clock()
    for log, verb, key_of in (
        (PARTY, statements.DECIDE, statements.reply_key),
        (PUBLIC, statements.PUBLISH, statements.published_key),
    ):
        keys = [key_of(pk) for pk in steps.filter(verb=verb).values_list("pk", flat=True)]
        if reading.leaf_places(clock, role=log, keys=keys):
            ledger.destroy_salts(clock, log=log, keys=keys, basis=DESTROYED, fields={}, now=now)
