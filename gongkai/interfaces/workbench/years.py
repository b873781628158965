"""The year of a register or ledger: which one is asked for, and what is said when there is none."""

from django.contrib import messages

from gongkai.rules.periods import FIRST_YEAR, known_year
from gongkai.rules.refusals import missing

OFFERED = 5  # a link each; older years are reached by their address


def asked_year(request) -> int:
    """The year asked for, else the present one. What is no year of the rules has no ledger: a missing page."""
    year = known_year(request.GET.get("year", ""), request.today)
    if year is None:
        raise missing()
    return year


def shown_year(request) -> int:
    """The same for a page: it says that there is no such year, and shows the present one."""
    year = known_year(request.GET.get("year", ""), request.today)
    if year is None:
        now = request.today.year
        messages.warning(request, f"没有您要的那一年：只有{FIRST_YEAR}年到{now}年。下面是{now}年的。")
    return year or request.today.year


def offered_years(request) -> list[int]:
    """The years that a page offers, the present one first."""
    return [year for year in range(request.today.year, request.today.year - OFFERED, -1) if year >= FIRST_YEAR]
