"""One edition for each channel: sheets for boards, a text message, scripts to be read (R22, R174, F3, F5)."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui import qr
from gongkai.interfaces.ui.dates import cn_period
from gongkai.interfaces.ui.papers import MEDIA_TYPES, download
from gongkai.interfaces.ui.papers.signed_head import newest_head
from gongkai.interfaces.workbench.frame import attempt, desk, frame
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules import channels as law
from gongkai.rules.channels import TERMS, Paper, Script
from gongkai.rules.documents.board import SheetFacts, of_sheet
from gongkai.rules.documents.head import small_print
from gongkai.rules.duties import local_day
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.receipts import check_word
from gongkai.rules.refusals import missing

HERE = "workbench:editions"


def _view(request, pk: int, script: Script | None = None):
    """The edition for the circle asked for; missing when this may not be made for it."""
    view = publication.channels(
        request.actor, edition_id=pk, audience=request.GET.get("circle", ""), today=request.today
    )
    if script is not None and script not in view.scripts:
        raise missing()
    return view


def _context(request, pk: int, view, *last: tuple[str, str], **more) -> dict:
    crumbs = (
        (view.item.title, reverse("workbench:edition", args=[pk])),
        ("张贴和播报", reverse("workbench:channels", args=[pk]) if last else ""),
        *last,
    )
    return frame(
        request, HERE, crumbs=crumbs, pk=pk, view=view, item=view.item, org=view.org, circle=law.circle_word(view.audience),
        **more,
    )  # fmt: skip


@desk
def channels(request, pk: int):
    """What can be made of this edition for a circle; the text message stands here to be copied."""
    view = _view(request, pk)
    message, groups = "", []
    if Script.MESSAGE in view.scripts:
        address = request.build_absolute_uri(reverse("portal:item", args=[view.item.slug]))
        message = law.message(view.words, address)
        groups = publication.phone_groups(
            request.actor, org_id=view.item.org_id, edition_id=pk, audience=view.audience, today=request.today
        )
    context = _context(
        request, pk, view, screen=law.on_screen(view.audience), message=message, groups=groups, length=law.units(message), most=law.MESSAGE_MOST,
        papers=[(one.value, TERMS[one]) for one in Paper] if Script.SHEET in view.scripts else [],
        scripts=[(one.value, TERMS[one]) for one in view.scripts if one in (Script.MEETING, Script.RADIO)],
        circles=[(one.value, AUDIENCES[one], one is view.audience) for one in view.audiences],
    )  # fmt: skip
    return render(request, "workbench/channels.html", context)


@desk
@require_POST
def send_text(request, pk: int):
    """The text goes to a registered group of phones; what came of it stands on the page."""
    circle, group = request.POST.get("circle", ""), request.POST.get("group", "")
    view = publication.channels(request.actor, edition_id=pk, audience=circle, today=request.today)
    address = request.build_absolute_uri(reverse("portal:item", args=[view.item.slug]))
    attempt(
        request,
        lambda: publishing.send_text(
            request.actor, edition_id=pk, audience=view.audience, address=address, now=request.now,
            carrier_id=int(group) if group.isdecimal() and len(group) < 12 else 0, today=request.today,
        ),
        done="交给后台去发了。发出以后记进公开方式，带发送记录；没有收下的，这里写着原因。",
    )  # fmt: skip
    return redirect(f"{reverse('workbench:channels', args=[pk])}?circle={view.audience}")


@desk
def sheet(request, pk: int, paper: str):
    """The sheet to be hung up, on A4, A3 or in large print."""
    if paper not in tuple(Paper):
        raise missing()
    view, head = _view(request, pk, Script.SHEET), newest_head(request.actor)
    context = _context(
        request, pk, view, (TERMS[Paper(paper)], ""), paper=paper, small=head and small_print(head),
        code=qr.inline(head.note) if head else "",
    )  # fmt: skip
    return render(request, "workbench/channel_sheet.html", context)


@desk
def sheet_file(request, pk: int, paper: str, kind: str):
    """The same sheet as PDF or Word."""
    if paper not in tuple(Paper) or kind not in MEDIA_TYPES:
        raise missing()
    view = _view(request, pk, Script.SHEET)
    item, org, notice = view.item, view.org, view.notice
    facts = SheetFacts(
        law.circle_word(view.audience), cn_period(item.period), item.edition_number, check_word(item.words_digest),
        local_day(item.published_at), item.head_name, org.phone_hours, (notice.start, notice.end) if notice else None,
        request.build_absolute_uri(reverse("portal:item", args=[item.slug])), newest_head(request.actor),
    )  # fmt: skip
    return download(
        of_sheet(view.words, facts, Paper(paper)),
        kind,
        f"张贴单（{law.TERMS[Paper(paper)]}）{item.number.replace('/', '-')}",
    )


@desk
def script(request, pk: int, kind: str):
    """What is read to a meeting or on the radio."""
    if kind not in (Script.MEETING, Script.RADIO):
        raise missing()
    view = _view(request, pk, Script(kind))
    name = TERMS[Script(kind)]
    if kind == Script.RADIO:
        lines = law.radio(view.words)
        context = _context(request, pk, view, (name, ""), name=name, lines=lines, minutes=law.minutes(lines))
    else:
        context = _context(request, pk, view, (name, ""), name=name, sections=law.meeting(view.words), minutes=0)
    return render(request, "workbench/channel_script.html", context)
