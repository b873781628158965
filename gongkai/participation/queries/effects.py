"""What came back from the people in some days, per child of a body: numbers only, open to anyone (第四条（二）, R16)."""

from datetime import date

from django.db.models import F, Q, Sum
from django.db.models.functions import Substr

from gongkai.ledger.fields import STEP
from gongkai.orgs.scopes import per_child, shares_per_child, under
from gongkai.participation.models import Activity, Enquiry, Opinion, OpinionRating
from gongkai.participation.queries.answering import IN_TIME, judged_by
from gongkai.rules.activities import Register
from gongkai.rules.actor import Actor
from gongkai.rules.duties import moments
from gongkai.rules.effects import Effect, Measure
from gongkai.rules.opinions import TAKEN_UP, Rating
from gongkai.rules.procedures.edition import LIVE_STATES, EditionState

MADE_PUBLIC = (*LIVE_STATES, EditionState.SUPERSEDED)  # begun and not yet public improves nothing
PLEASED = (Rating.SATISFIED, Rating.MOSTLY)


def effects_below(
    actor: Actor, *, path: str, since: date, until: date, today: date
) -> dict[str, dict[Effect, Measure]]:
    """People met, enquiries, opinions, ratings and editions improved by opinions. Six queries, whatever there is.

    Confidential opinions are never counted.
    """
    days, (begin, end) = (since, until), moments(since, until)
    open_ones = Opinion.objects.filter(confidential=False)
    judged = Opinion.objects.filter(judged_by(today), received_on__range=days)
    decided = open_ones.filter(decided_on__range=days)
    rated = OpinionRating.objects.filter(on__range=days, opinion__confidential=False)
    asked = Enquiry.objects.filter(
        Q(answered_at__isnull=False) | Q(due_on__lt=today), asked_at__gte=begin, asked_at__lt=end
    )
    shares = {
        Effect.OPINIONS: shares_per_child(judged, path, IN_TIME, field="handler_path"),
        Effect.ADOPTED: shares_per_child(decided, path, Q(result__in=TAKEN_UP), field="handler_path"),
        Effect.SATISFIED: shares_per_child(rated, path, Q(value__in=PLEASED), field="opinion__handler_path"),
        Effect.ENQUIRIES: shares_per_child(asked, path, Q(answered_at__date__lte=F("due_on"))),
    }
    found: dict[str, dict[Effect, Measure]] = {}
    for effect, rows in shares.items():
        for child, (good, total) in rows.items():
            found.setdefault(child, {})[effect] = Measure(good, total)
    improved = per_child(decided.filter(next_edition__state__in=MADE_PUBLIC), path)
    for effect, numbers in ((Effect.IMPROVED, improved), (Effect.PEOPLE, _people(path, days))):
        for child, number in numbers.items():
            found.setdefault(child, {})[effect] = Measure(number, number)
    return found


def _people(path: str, days: tuple[date, date]) -> dict[str, int]:
    rows = Activity.objects.filter(under(path), register=Register.DAY, voided_at=None, held_on__range=days)
    child = Substr("org_path", 1, len(path) + STEP)
    return dict(rows.annotate(child=child).order_by("child").values_list("child").annotate(number=Sum("people")))
