"""Writing an organization's own rules of one of the eight systems, from the model or from nothing (第九条, R125)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.html import escape

from gongkai.disclosures.actions.starting import start
from gongkai.disclosures.actions.texts import next_revision, texts_of
from gongkai.disclosures.facts import newest
from gongkai.disclosures.models import Edition
from gongkai.obligations import actions as obligations
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.eight_systems import System
from gongkai.rules.terms import label


@transaction.atomic
def start_system(
    actor: Actor, *, org_id: int, system: str, model: bool, now: datetime, today: date
) -> Edition:  # fmt: skip
    """Begin the text of one system's rules; with `model` the county's model is put in, to be changed.

    From here on it is a disclosure like any other: checks, secrecy review, review, signature, release.
    How and when the rules were adopted only the organization knows: that part stays empty and stops
    the sending until it is written. While a text is in the making, that one is returned as it is.
    """
    duty = obligations.open_system(actor, org_id=org_id, system=system, now=now, today=today)
    edition = start(actor, org_id=org_id, code=duty.code, period=duty.period, trigger_id=duty.pk, now=now)
    last = newest(edition.pk)
    if last.number == 1 and edition.created_at == now:
        org = orgs.organization(actor, org_id=org_id)
        texts = texts_of(last) | {"title": f"{org.name}{label(System(system))}"[:160]}
        if model:
            texts |= _model(actor, System(system), org.name)
        next_revision(actor, edition, last, texts, now=now)
    return edition


def _model(actor: Actor, system: System, name: str) -> dict[str, str]:
    one = rulebook.system_models(actor)[system]
    content = "".join(f"<p>{escape(text.format(org=name))}</p>" for text in one.content)
    return {"content": content, "result": f"<p>{escape(one.result.format(org=name))}</p>"}
