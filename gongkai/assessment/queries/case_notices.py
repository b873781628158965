"""A case of the first step and the notice to put right that goes with its decision (第九条（八）, R120).

From the case its readers come to the notice; from the notice only those come back who may read the case.
"""

from django.db.models import Q

from gongkai.assessment.models import Case
from gongkai.assessment.queries.cases import known
from gongkai.rules.actor import Actor
from gongkai.supervision import queries as supervision

KIND = "case"


def source_of(row: Case) -> str:
    """How a notice names the case that it follows from."""
    return f"{KIND}:{row.pk}"


def matter_rows(row: Case) -> list[Case]:
    """All cases of the matter with this one, inside this room. One query."""
    first = row.beside_id or row.pk
    return list(Case.objects.filter(Q(beside=first) | Q(pk=first)).order_by("pk"))


def notice_of(actor: Actor, *, row: Case) -> supervision.Following | None:
    """The notice of a case's matter, for those who may read the case: a matter has one. Two queries."""
    return supervision.notice_following(actor, sources=[source_of(one) for one in matter_rows(row)])


def case_behind(actor: Actor, *, source: str) -> Case | None:
    """The case from which a notice followed; None when it was no case or the actor may not read it."""
    kind, _, key = source.partition(":")
    return known(actor).filter(pk=key).first() if kind == KIND else None
