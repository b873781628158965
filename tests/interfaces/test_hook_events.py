"""Which kind other systems are told: as society has seen it, each change once."""

from gongkai.disclosures import actions as disclosing
from gongkai.disclosures.models import Edition
from gongkai.publication import actions as publishing
from tests.interfaces.test_hooks import county, receiver, register, run  # noqa: F401 - fixtures
from tests.publication.county import BOARD, FUNDS, MEETING, STUDY


def kinds(receiver):  # noqa: F811
    return [one["type"] for one in receiver.bodies()]


def newer(county, edition, kind, change=None, audiences=None):  # noqa: F811
    """The next edition, signed."""
    made = disclosing.start_edition(
        county.at("clerk"), disclosure_id=edition.disclosure_id, kind=kind, change_note="更正", change_ref=change,
        now=county.later(),
    )  # fmt: skip
    if audiences:
        Edition.objects.filter(pk=made.pk).update(audiences=audiences)
    county.write(made, content="<p>8月应缴党费31人，共计168.00元。</p>")
    county.sign(made)
    return made


def test_a_change_is_told_once_when_its_new_text_is_there(county, receiver):  # noqa: F811
    register(county, receiver)
    edition = county.published(STUDY)
    change = county.withdrawal(edition, "change", after="金额改为168元")
    publishing.explain_change(county.at("clerk"), change_id=change.pk, now=county.later(), today=county.today)
    run(county)
    assert kinds(receiver) == ["item.published"]  # at the address stands the old text
    made = newer(county, edition, "change", change.pk)
    county.release(made, MEETING)
    county.release(made, BOARD)
    run(county)
    assert kinds(receiver) == ["item.published", "item.changed"]


def test_what_society_gets_for_the_first_time_is_published_whatever_members_had(county, receiver):  # noqa: F811
    """P2: that members had earlier editions is not told by the kind."""
    register(county, receiver)
    edition = county.approved(FUNDS)
    Edition.objects.filter(pk=edition.pk).update(audiences=["party"])
    county.release(edition, MEETING)
    made = newer(county, edition, "correction", audiences=["party", "public"])
    county.release(made, MEETING)
    run(county)
    assert kinds(receiver) == []
    county.release(made, BOARD)
    run(county)
    assert kinds(receiver) == ["item.published"]
    again = newer(county, made, "correction")
    county.release(again, MEETING)
    county.release(again, BOARD)
    run(county)
    assert kinds(receiver) == ["item.published", "item.changed"]
