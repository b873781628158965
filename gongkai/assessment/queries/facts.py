"""The facts of a year, gathered for any number of organizations in a constant number of queries."""

from collections import defaultdict
from datetime import date

from gongkai.access_requests import queries as requests
from gongkai.approvals import queries as approvals
from gongkai.assessment.models import Case, Dispute, YearFact, YearSheet
from gongkai.assessment.queries.oversight import (
    agendas_by_organization,
    experience_by_organization,
    inspections_by_organization,
    supervisors_by_organization,
)
from gongkai.obligations import queries as obligations
from gongkai.orgs.scopes import under
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.accountability import Step
from gongkai.rules.actor import Actor
from gongkai.rules.procedures.accountability import STANDING
from gongkai.rules.procedures.assessment import FROZEN, DisputeState
from gongkai.rules.refusals import Refused
from gongkai.rules.scoring import COUNTED, FORM, Line, Scheme, Tally, Veto, YearFacts, Yearly, problems

BONUS = "bonus"
EXPERIENCE = "experience"  # the counted part of the bonus, kept with the marks when the review freezes them
STEPS = tuple(Step)


def scheme(actor: Actor, *, year: int) -> Scheme:
    """The figures that hold at the end of a year, from the rulebook. `Refused("scheme_unsound")` when they do not add up."""
    on, figures = date(year, 12, 31), rulebook.parameters(actor)
    value = figures.value("assessment_deduct", on)
    deducted = tuple(value) if isinstance(value, tuple) else ()
    if len(deducted) != len(STEPS):
        raise Refused("scheme_unsound", what="三级责任追究的扣分要写三个数。")
    made = Scheme(
        {line: figures.int(f"assessment_{line}", on) for line in FORM},
        org_share=figures.int("assessment_org_share", on), bonus_most=figures.int("assessment_bonus_most", on),
        excellent=figures.int("assessment_excellent", on), good=figures.int("assessment_good", on),
        basic=figures.int("assessment_basic", on), deductions=deducted,
        least=figures.int("assessment_least", on),
    )  # fmt: skip
    if wrong := problems(made):
        raise Refused("scheme_unsound", what="".join(wrong))
    return made


def shares(actor: Actor, *, year: int) -> dict[Yearly, int]:
    """How many percent each of the three yearly assessments gives to the result (第九条（七）)."""
    figures = rulebook.parameters(actor)
    return {one: figures.int(f"assessment_{one}", date(year, 12, 31)) for one in Yearly}


def counted(*, path: str, year: int, today: date) -> dict[int, tuple[dict[str, Tally], dict[str, int]]]:
    """Tallies and marks by organization from all rooms below, numbers only. As many queries for one as for all."""
    clock = Actor.clock()
    tallies: dict[int, dict[str, Tally]] = defaultdict(dict)
    marks: dict[int, dict[str, int]] = defaultdict(dict)
    for org, sums in obligations.year_by_organization(clock, path=path, year=year, today=today).items():
        total = max(sums.due, sums.answered)
        tallies[org][Line.ANSWERED] = Tally(sums.answered, total)
        tallies[org][Line.ON_TIME] = Tally(sums.answered - sums.late, total)
    for org, items in publication.items_by_organization(clock, path=path, year=year).items():
        tallies[org][Line.THREE_PARTS] = Tally(items.whole, items.total)
        tallies[org][Line.IN_CATALOG] = Tally(items.in_catalog, items.total)
    pairs = (
        (Line.OPINIONS, participation.opinions_by_organization(clock, path=path, year=year, today=today)),
        (Line.APPLICATIONS, requests.answers_by_organization(clock, path=path, year=year, today=today)),
        (Line.PUBLICITY, participation.publicity_by_organization(clock, path=path, year=year, today=today)),
        (Line.HEAD_SIGNED, approvals.signed_by_organization(clock, path=path, year=year)),
        (Line.HEAD_AGENDA, agendas_by_organization(clock, path=path, year=year, today=today)),
    )
    for line, found in pairs:
        for org, (good, total) in found.items():
            tallies[org][line] = Tally(good, total)
    results = (
        (Line.APPRAISAL, participation.rounds_by_organization(clock, path=path, year=year)),
        (Line.INSPECTION, inspections_by_organization(clock, path=path, year=year)),
        (EXPERIENCE, experience_by_organization(clock, path=path, year=year)),
        (Line.SUPERVISORS, supervisors_by_organization(clock, path=path, year=year, today=today)),
    )
    for line, by_org in results:
        for org, mark in by_org.items():
            marks[org][line] = mark
    return {org: (tallies[org], marks[org]) for org in tallies.keys() | marks.keys()}


def gathered(*, path: str, year: int, today: date) -> tuple[dict[int, YearFacts], dict[int, YearSheet]]:
    """The facts of everybody below a path who has any, and the sheets; what was reviewed is read as it was frozen."""
    found = counted(path=path, year=year, today=today)
    sheets = {
        sheet.org_id: sheet
        for sheet in YearSheet.objects.select_related("org__superior").filter(under(path), year=year)
    }
    changed: dict[int, dict[str, int]] = defaultdict(dict)
    upheld = Dispute.objects.filter(under(path), sheet__year=year, state=DisputeState.UPHELD)
    for org, line, points in upheld.values_list("sheet__org_id", "line", "points_after"):
        changed[org][line] = points
    bonus: dict[int, int] = defaultdict(int)
    vetoes: dict[int, list[str]] = defaultdict(list)
    for org, kind, points in YearFact.objects.filter(under(path), year=year).values_list("org_id", "kind", "points"):
        if kind == BONUS:
            bonus[org] += points
        elif kind in set(Veto):
            vetoes[org].append(kind)
    cases: dict[int, list[int]] = defaultdict(lambda: [0] * len(STEPS))
    for org, step in Case.objects.filter(under(path), year=year, state__in=STANDING).values_list("org_id", "step"):
        cases[org][STEPS.index(Step(step))] += 1
    facts = {}
    for org in found.keys() | sheets.keys() | bonus.keys() | vetoes.keys() | cases.keys():
        sheet = sheets.get(org)
        tallies, marks = found.get(org, ({}, {}))
        selves: dict[str, int] = {}
        if sheet is not None and sheet.state in FROZEN:
            selves = {line: one["points"] for line, one in sheet.selves.items()}
            tallies = {line: Tally(*pair) for line, pair in sheet.frozen["tallies"].items()}
            marks = sheet.frozen["marks"]
        first, second, third = cases[org] if org in cases else (0, 0, 0)
        facts[org] = YearFacts(
            tallies, marks, selves, changed.get(org, {}),
            bonus.get(org, 0) + marks.get(EXPERIENCE, 0), (first, second, third),
            tuple(vetoes.get(org, ())),
        )  # fmt: skip
    return facts, sheets


def frozen(facts: YearFacts) -> dict:
    """The counted facts as they are kept at the review; every counted line, those without any fact too."""
    tallies = {line: facts.tallies.get(line, Tally()) for line in COUNTED}
    return {
        "tallies": {line: [one.good, one.total] for line, one in tallies.items()}, "marks": dict(facts.marks),
    }  # fmt: skip
