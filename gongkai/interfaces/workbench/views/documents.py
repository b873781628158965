"""文件印发: the county office sends a document to classes of organizations; they sign for it (R2, R3)."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.dates import cn_date, cn_datetime_year
from gongkai.interfaces.ui.tables import workbook
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.document_forms import DocumentForm, SendForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, refuse_form
from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulebook_actions
from gongkai.rulebook import queries as rulebook
from gongkai.rules.addressees import TERMS as CLASSES
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused

CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")
CRUMB = "文件"


def _crumbs(title: str) -> tuple[tuple[str, str], ...]:
    return (CRUMB, reverse("workbench:documents")), (title, "")


@desk
def documents(request):
    """The library and how far each document has come."""
    context = frame(request, "workbench:documents", rows=rulebook.documents(request.actor))
    return render(request, "workbench/documents.html", context)


@desk
def new(request):
    """Put a document into the library, read article by article, so that it can be cited and sent."""
    rulebook.documents(request.actor)  # only for the county office
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if not CODE.fullmatch(data["code"]):
                raise Refused("document_code", code=data["code"])
            county = orgs.county(request.actor)
            with on_disk(data["file"]) as path:
                file = ledger.store(
                    request.actor, source=path, name=data["file"].name, org_path=county.path, now=request.now
                )
                made = rulebook_actions.import_regulation(
                    request.actor, path=path, code=data["code"], name=data["file"].name, issued_on=data["issued_on"],
                    file_token=file.token, now=request.now,
                )  # fmt: skip
            messages.success(request, f"《{made.title}》已放进制度库，请选发给谁。")
            return redirect("workbench:document_send", made.code)
        except Refused as refused:
            refuse_form(form, refused, "code" if refused.code == "document_code" else None)
    context = frame(
        request, "workbench:documents", crumbs=_crumbs("放进一份文件"), form=form, heading="放进一份文件",
        button="读进制度库", back=reverse("workbench:documents"),
        lede="txt 或 docx，按“第×条”分条读入，公开页上能逐条查看、引用。",
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


def _reading(readers: str, everyone: list) -> tuple[set[int], list[str]]:
    """The cc list, one reader a line: organizations of the tree by name or code, the others by name only."""
    known = {word: one.pk for one in everyone for word in (one.name, one.short_name, one.code)}
    lines = [line.strip() for line in re.split(r"[\n、，；]", readers) if line.strip()]
    return {known[line] for line in lines if line in known}, [line for line in lines if line not in known]


@desk
def send(request, code: str):
    """Choose the classes, look at the actual list, send once. What was sent to already is left out."""
    actor = request.actor
    groups, sent = rulebook.addressees(actor), rulebook.sent_to(actor, code=code)
    regulation, _ = rulebook.regulation(actor, code=code)
    form = SendForm(request.POST or None, groups=groups, initial={"readers": "\n".join(regulation.copied_to)})
    shown = []
    if request.method == "POST" and form.is_valid():
        chosen = {name: groups[name] for name in groups if name.value in form.cleaned_data["classes"]}
        picked = form.cleaned_data["orgs"] if request.POST.get("step") == "confirmed" else None
        shown = [
            (
                CLASSES[name],
                [(one, one.pk not in sent and (picked is None or str(one.pk) in picked)) for one in members],
            )
            for name, members in chosen.items()
        ]
        reading, names = _reading(form.cleaned_data["readers"], orgs.subtree(actor, path=orgs.county(actor).path))
        if picked is not None:
            classes = {name: [one.pk for one, ticked in members if ticked] for name, members in shown}
            try:
                number = rulebook_actions.distribute(
                    actor, code=code, classes=classes, reading_only=reading, readers=names, now=request.now
                )
                if not number:
                    raise Refused("document_nobody")
                messages.success(request, f"已发给 {number} 个单位。谁签收了，这里马上看得到。")
                return redirect("workbench:document_sent", code)
            except Refused as refused:
                refuse_form(form, refused)
    fresh = sum(ticked for _, members in shown for _, ticked in members)
    context = frame(
        request, "workbench:documents", crumbs=_crumbs("印发"), regulation=regulation, form=form, shown=shown,
        sent=sent, fresh=fresh, due=rulebook.receipt_due(actor, today=request.today),
        readers=[line for line in form.cleaned_data["readers"].split("\n") if line.strip()] if form.is_bound and form.is_valid() else [],
    )  # fmt: skip
    return render(request, "workbench/document_send.html", context)


@desk
def sent(request, code: str):
    """Who was sent it and who has not signed yet, these first."""
    actor = request.actor
    rulebook.sent_to(actor, code=code)  # only for the county office
    regulation, _ = rulebook.regulation(actor, code=code)
    rows = rulebook.distributions(actor, regulation_code=code)
    owing = [row for row in rows if not row.for_reading_only]
    context = frame(
        request, "workbench:documents", crumbs=_crumbs("签收情况"), regulation=regulation, today=request.today,
        silent=[row for row in owing if row.received_at is None], signed=[row for row in owing if row.received_at],
        readers=[row for row in rows if row.for_reading_only], owing=owing,
    )  # fmt: skip
    return render(request, "workbench/document_sent.html", context)


@desk
def sent_xlsx(request, code: str):
    """The same as a workbook."""
    rulebook.sent_to(request.actor, code=code)
    rulebook.regulation(request.actor, code=code)
    headings = ("单位", "代码", "类别", "发出", "应于", "签收", "最近提醒")
    cells = (
        (
            row.org.name if row.org else row.reader_name, row.org.code if row.org else "", row.addressee_class,
            cn_datetime_year(row.sent_at), cn_date(row.due_on) if row.due_on else "",
            "不用签收" if row.for_reading_only else cn_datetime_year(row.received_at) if row.received_at else "没有签收",
            cn_datetime_year(row.reminded_at) if row.reminded_at else "",
        )
        for row in rulebook.distributions(request.actor, regulation_code=code)
    )  # fmt: skip
    return workbook(headings, cells, f"receipts-{code}-{request.today}")


@desk
@require_POST
def remind(request, code: str):
    """Remind all who have not signed; once a day."""
    rulebook.sent_to(request.actor, code=code)
    number = attempt(request, lambda: rulebook_actions.remind_unread(request.actor, code=code, now=request.now))
    if number:
        messages.success(request, f"已提醒 {number} 个单位，他们的待办里能看到。")
    return redirect("workbench:document_sent", code)


@desk
def received(request):
    """What an organization was sent: to sign for, signed, for reading."""
    org = home_of(request)
    rows = rulebook.distributions(request.actor, org_id=org.pk)
    context = frame(request, "workbench:home", crumbs=(("收到的文件", ""),), org=org, rows=rows, today=request.today)
    return render(request, "workbench/documents_received.html", context)


@desk
def document(request, pk: int):
    """One document as it was received, with 签收."""
    row = rulebook.received(request.actor, distribution_id=pk)
    if request.method == "POST":
        attempt(
            request, lambda: rulebook_actions.acknowledge(request.actor, distribution_id=pk, now=request.now),
            done="已签收，县办公室能看到时间。",
        )  # fmt: skip
        return redirect("workbench:document", pk)
    _, provisions = rulebook.regulation(request.actor, code=row.regulation.code)
    context = frame(
        request, "workbench:home", crumbs=(("收到的文件", reverse("workbench:documents_received")), (row.regulation.title, "")),
        row=row, regulation=row.regulation, articles=sum(one.kind == "article" for one in provisions),
        may_sign=may(request.actor, Permission.DRAFT, row.org.path) and not row.for_reading_only, today=request.today,
    )  # fmt: skip
    return render(request, "workbench/document.html", context)
