"""A year of consulting, hearing and briefing below a path: numbers only, for the yearly work report (R172)."""

from dataclasses import dataclass
from datetime import date

from gongkai.orgs.scopes import under
from gongkai.participation.models import Briefing, Consultation, Hearing
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.procedures.hearing import HearingState

HELD = (ConsultationState.OPEN, ConsultationState.PUBLISHED)
HEARD = (HearingState.MINUTED, HearingState.CONCLUDED)


@dataclass(frozen=True)
class AskedYear:
    """How often people were asked, heard and briefed."""

    consultations: int = 0
    hearings: int = 0
    briefings: int = 0


def asked_in_year(actor: Actor, *, path: str, year: int, today: date) -> AskedYear:
    """An organization with all below it, by the day they were opened or held. Three queries."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    here = under(path)
    return AskedYear(
        Consultation.objects.filter(here, state__in=HELD, opened_at__year=year).count(),
        Hearing.objects.filter(here, state__in=HEARD, held_at__year=year).count(),
        Briefing.objects.filter(here, held_on__year=year, held_on__lte=today).count(),
    )
