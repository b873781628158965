"""The clocks of this room for the morning's messages and for calendars: applications, and reasons to rule on."""

from collections.abc import Iterator

from gongkai.access_requests.models import AccessRequest
from gongkai.access_requests.queries.requests import ABOVE, HANDLED, S
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.refusals import missing


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Applications in hand, and proposals not to disclose that wait for the superior's ruling. Two queries."""
    if not actor.is_clock:
        raise missing()
    rows = AccessRequest.objects.filter(state__in=HANDLED, **asked.at("org_path"), **asked.by("due_on"))
    for pk, path, due in rows.values_list("pk", "org_path", "due_on"):
        yield Deadline("request", path, due, f"{pk}", of(P.HANDLE_REQUEST))
    rows = AccessRequest.objects.filter(state=S.PROPOSED, **asked.at(ABOVE), **asked.by("due_on"))
    for pk, path, due in rows.values_list("pk", ABOVE, "due_on"):
        yield Deadline("ruling", path, due, f"{pk}", of(P.RULE_REQUEST))
