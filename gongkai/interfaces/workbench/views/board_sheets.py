"""The board sheets of a disclosure day: of one organization, or of all below a superior in one ZIP (R58, R70, R174)."""

from itertools import chain, groupby

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode

from gongkai.interfaces.ui import addresses
from gongkai.interfaces.ui.papers import piles
from gongkai.interfaces.ui.papers.signed_head import newest_head
from gongkai.interfaces.workbench.frame import desk, frame, home_of
from gongkai.interfaces.workbench.views.board import newest_month
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules import channels as law
from gongkai.rules.channels import TERMS, Paper
from gongkai.rules.periods import Period
from gongkai.rules.refusals import missing

MOST = 1000  # sheets of one download; a county of 1,500 organizations takes them town by town


def _asked(request) -> tuple[object, Period, Paper]:
    org = home_of(request)
    period = Period.parse(request.GET.get("period") or newest_month(request.actor, request.today))
    paper = request.GET.get("paper", Paper.A4)
    if paper not in tuple(Paper):
        raise missing()
    return org, period, Paper(paper)


@desk
def board_sheets(request):
    """Which sheets there are for a month, pile by pile, each to take alone, and all of them together."""
    org, period, paper = _asked(request)
    found = publication.sheet_piles(request.actor, path=org.path, period=str(period))
    query = {"org": org.code, "period": period, "paper": paper.value}
    papers = [(one.value, TERMS[one], one is paper) for one in Paper]
    total = sum(one.number for one in found)
    rows, head = [], newest_head(request.actor) if total else None
    for _, several in groupby(found if total <= MOST else (), key=lambda one: one.org_path):
        here = list(several)
        words = [(law.circle_word(one.audience), one.number) for one in here]
        rows.append((here[0], words, urlencode(query | {"org": here[0].code, "alone": 1})))
    context = frame(
        request, "workbench:editions", crumbs=(("公开件", reverse("workbench:editions")), ("公开日张贴单", "")), org=org,
        period=period, months=(period.prev(), period.plus(1)), paper=paper.value, papers=papers, rows=rows, total=total,
        most=MOST, head=head, pieces=sum(-(-one.number // piles.SHEETS) for one in found) + bool(head), places=len({one.org_path for one in found}),
        query=urlencode(query), below=orgs.children(request.actor, org_id=org.pk) if total > MOST else (),
    )  # fmt: skip
    return render(request, "workbench/board_sheets.html", context)


@desk
def board_sheets_zip(request):
    """The sheets as a ZIP with one PDF for each organization and kind of place, sent while they are made."""
    org, period, paper = _asked(request)
    actor, today, alone = request.actor, request.today, "alone" in request.GET
    found = publication.sheet_piles(actor, path=org.path, period=str(period), alone=alone)
    if not found or sum(one.number for one in found) > MOST:
        raise missing()
    rows = publication.sheets_of_month(actor, path=org.path, period=str(period), today=today, alone=alone)
    item = f"{addresses.home(request)}{reverse('portal:item', args=['_'])}".replace("_/", "{}/")
    head = newest_head(actor)
    made = chain(piles.pieces(rows, paper, item, head), piles.witness(head, paper))
    response = StreamingHttpResponse(piles.zipped(made), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{org.short_name} {period} 张贴单.zip")
    response["Cache-Control"] = "no-store"
    return response
