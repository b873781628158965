"""Members' appraisals seen from outside the office: vote, find the own envelope, read the result."""

from django.contrib import messages
from django.shortcuts import redirect, render

from gongkai.interfaces.portal.ballot_form import BallotForm
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.ui.appraisals import ITEM_NAMES, MARK_NAMES, shown
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.orgs import queries as orgs
from gongkai.participation import actions, queries
from gongkai.participation.envelopes import spki
from gongkai.rules.procedures import APPRAISAL
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def _crumbs(actor, found):
    return (*org_crumbs(actor, found.org, ("民主评议", "")),)


def rounds(request, code: str):
    """The rounds of an organization that the reader may know of."""
    org = orgs.organization_by_code(request.actor, code=code)
    rows = [(one, APPRAISAL.states[one.state]) for one in queries.rounds(request.actor, path=org.path)]
    context = frame("portal:places", crumbs=org_crumbs(request.actor, org, ("民主评议", "")), org=org, rows=rows)
    return render(request, "portal/appraisals.html", context)


@asked_to_sign_in
def appraisal(request, pk: int):
    """One round: the ballot while it is open, the envelopes after it, the result once published."""
    actor = request.actor
    found = queries.appraisal(actor, round_id=pk)
    standing = queries.standing(actor, round_id=pk)
    form = BallotForm(request.POST or None) if queries.may_vote(actor, round_id=pk, now=request.now) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _cast(request, pk, form)
            messages.success(request, "投上了。截止前还可以改，以最后一次为准。")
            return redirect("portal:appraisal", pk)
        except Refused as refused:
            if refused.hidden:
                raise
            form.add_error(None, explain(refused.code, refused.facts))
    context = frame(
        "portal:places", crumbs=_crumbs(actor, found), org=found.org, round=found, state=APPRAISAL.states[found.state],
        standing=standing, form=form, spki=spki(found.public_key) if form is not None else "",
        outcome=shown(queries.outcome(actor, round_id=pk)), envelopes=queries.fingerprints(actor, round_id=pk),
        turnout=queries.turnout(actor, round_id=pk), urn=queries.logged_urn(actor, round_id=pk),
    )  # fmt: skip
    return render(request, "portal/appraisal.html", context)


def _cast(request, pk: int, form) -> None:
    """A sealed envelope goes as it is; an open form is sealed at once."""
    sealed = form.cleaned_data["envelope"]
    if sealed:
        actions.cast(request.actor, round_id=pk, envelope=sealed, now=request.now)
    else:
        actions.seal_and_cast(request.actor, round_id=pk, ballot=form.ballot(), now=request.now)


@asked_to_sign_in
def check(request, pk: int):
    """Every number with what was said under it: each voter finds the own one (P36)."""
    found = queries.appraisal(request.actor, round_id=pk)
    rows = [
        (one["nonce"], [MARK_NAMES.get(one["marks"].get(item), "") for item in ITEM_NAMES])
        for one in queries.numbers(request.actor, round_id=pk)
    ]
    context = frame(
        "portal:places", crumbs=_crumbs(request.actor, found), org=found.org, round=found, rows=rows,
        heads=list(ITEM_NAMES.values()),
    )  # fmt: skip
    return render(request, "portal/appraisal_check.html", context)
