"""An edition as it will stand at its address, shown to those who work on it before anybody else sees it."""

from gongkai.disclosures import queries as disclosures
from gongkai.publication.numbers import slug
from gongkai.publication.queries.circles import publications_of
from gongkai.publication.views import CircleView, FileView, ItemView
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience, use_of


def preview(actor: Actor, *, edition_id: int) -> ItemView:
    """The newest revision with head table and files; circles that are still to be served have no date.

    For those who read the organization's work, else missing. Versions, notices and proof come with the publication.
    """
    edition = disclosures.edition(actor, edition_id=edition_id)
    told, text = edition.disclosure, disclosures.revision(actor, edition_id=edition_id)
    hung = {one.file.token: one for one in disclosures.attachments(actor, edition_id=edition_id)}
    served = {row.audience: row for row in publications_of(actor, edition_id=edition_id)}
    wider = [one for one in edition.audiences if one != Audience.INDIVIDUAL] or edition.audiences
    circles = tuple(
        CircleView(served[one].pk, one, served[one].published_at, served[one].register_number)
        if one in served else CircleView(0, one, None, 0)
        for one in wider
    )  # fmt: skip
    number = told.number or ""
    return ItemView(
        number=number, slug=slug(number), org_id=told.org_id, org_path=edition.org_path, org_name=told.org.name,
        code=told.code, category=told.category, period=told.period, disclosure_id=told.pk,
        entry_id=told.catalog_entry_id, edition_id=edition.pk, edition_number=edition.number, kind=edition.kind,
        title=text.title, plain=text.plain, content=text.content, procedure=text.procedure, result=text.result,
        empty_reasons=text.empty_reasons, change_note=edition.change_note, scope_reason=edition.scope_reason,
        head_name=edition.head_name, due_on=edition.due_on, circles=circles,
        methods=tuple(dict.fromkeys(use_of(way).code for way in edition.methods)),
        files=tuple(
            FileView(token, one.file.name, one.caption, one.file.extension, one.file.media_type, one.file.size)
            for token in text.attachments if (one := hung.get(token))
        ),
    )  # fmt: skip
