"""Where answers stand in the logs, and whether they are still what was logged (P16)."""

import json
from collections.abc import Iterable

from django.db.models import Max

from gongkai.ledger import queries as ledger
from gongkai.ledger.queries import LoggedLeaf
from gongkai.participation import statements
from gongkai.participation.models import Opinion, OpinionStep
from gongkai.participation.queries.opinions import opinion as read_opinion
from gongkai.participation.queries.opinions_authors import ANSWERED
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import missing
from gongkai.rules.tlog import PARTY, PUBLIC, canonical, opened_by

KINDS = (
    (PARTY, "reply:", statements.DECIDE, statements.reply_key, statements.of_reply),
    (PUBLIC, "reply-public:", statements.PUBLISH, statements.published_key, statements.of_published),
)


def _newest(verb: str, opinion_ids: Iterable[int] | None = None) -> dict[int, int]:
    """The last step of a kind by opinion: only the words of the last one still stand in the row."""
    steps = OpinionStep.objects.filter(verb=verb, opinion__confidential=False)
    if opinion_ids is not None:
        steps = steps.filter(opinion_id__in=list(opinion_ids))
    return dict(steps.order_by().values_list("opinion_id").annotate(last=Max("pk")))


def logged_reply(actor: Actor, *, opinion_id: int) -> LoggedLeaf | None:
    """The leaf of the answer that stands, for those who may know the opinion and read the members' log."""
    found = read_opinion(actor, opinion_id=opinion_id)
    if found.confidential or not found.result or not ledger.reads_log(actor, log=PARTY):
        return None
    steps = _newest(statements.DECIDE, [found.pk])
    if not steps:
        return None
    key = statements.reply_key(steps[found.pk])
    return ledger.logged_leaf(actor, role=PARTY, key=key, content=statements.of_reply(found))


def published_places(opinion_ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Log and place of what was published last, by opinion; what was not signed yet can not be proved and is left out."""
    steps = _newest(statements.PUBLISH, opinion_ids)
    keys = {statements.published_key(step): opinion for opinion, step in steps.items()}
    found = ledger.leaf_places(Actor.clock(), role=PUBLIC, keys=list(keys), signed=True)
    return {keys[key]: place for key, place in found.items()}


def altered_replies(actor: Actor) -> list[tuple[str, str, str]]:
    """Compare every answer that is in a log with its leaf: log, key, what does not fit."""
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    clock, found = Actor.clock(), []
    for log, prefix, verb, key_of, content_of in KINDS:
        held = ledger.leaf_keys(clock, log=log, prefix=prefix)
        steps = {key_of(pk) for pk in OpinionStep.objects.filter(verb=verb).values_list("pk", flat=True)}
        found += [(log, key, "vanished") for key in sorted(held - steps)]
        newest = {key_of(step): opinion for opinion, step in _newest(verb).items()}
        opened = ledger.openings(clock, log=log, keys=sorted(held & newest.keys()))
        rows = Opinion.objects.in_bulk([newest[key] for key in opened])
        for key, (_, entry, salt) in opened.items():
            row = rows[newest[key]]
            stands = row.state in ANSWERED if verb == statements.DECIDE else row.published_on is not None
            said = json.loads(entry).get("content")
            if salt and stands and not opened_by(said, bytes.fromhex(salt), canonical(content_of(row))):
                found.append((log, key, "changed"))
    return found
