"""Supervisors' marks and public items as grounds of a case, through the pages of everybody concerned (R108, R123)."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from gongkai.assessment.models import Case, CaseFact
from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as orgs
from gongkai.publication import actions as publishing
from gongkai.publication.numbers import slug
from gongkai.publication.views import PlacementInput
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Role
from gongkai.supervision import queries
from gongkai.supervision.models import SupervisionMark
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.meetings import party_meeting
from tests.factories.world import LONG_AGO, moment_of
from tests.interfaces.ui.papers.test_official import page_text, word_text
from tests.interfaces.workbench.test_month import desk
from tests.supervision.overseeing import Overseeing

AUTHOR = "陈三德"
SAID = "陈家院子的收据和表上的数对不上。"
MEETING = party_meeting()
INDOORS = PlacementInput("gl", "党员活动室", details={"remark": "室内"})


@pytest.fixture
def watch(db):
    """A village whose supervisor spoke of two items, and a superior who found one of the marks true."""
    today = timezone.localdate()
    made = Overseeing(Desk(bound_county(moment_of(today), today).world))
    made.desk.now, made.desk.today = timezone.now() - timedelta(hours=2), local_day(timezone.now() - timedelta(hours=2))
    world = made.world
    world.member = orgs.create_user(world.clock, username="jiandu", name=AUTHOR, now=made.tick())
    made.enrolled(AUTHOR, "77", user=world.member)
    world.confidential = orgs.create_user(world.clock, username="confidential", name="朱七", now=made.tick())
    orgs.give_grant(
        world.clock, org_id=world.county.pk, user_id=world.confidential.pk, role=Role.CONFIDENTIAL, from_date=LONG_AGO,
        now=made.tick(),
    )  # fmt: skip
    return made


def told(watch, **text):
    """An item of the village that its members were told."""
    month = f"{watch.desk.today:%Y-%m}"
    edition = watch.desk.start(period=month)
    watch.desk.save(edition, **text)
    watch.desk.bring(edition)
    publishing.release(
        watch.at("clerk"),
        edition_id=edition.pk,
        placements=(MEETING, INDOORS),
        now=watch.tick(),
        today=watch.desk.today,
    )
    edition.refresh_from_db()
    edition.disclosure.refresh_from_db()
    return edition


def found_true(watch, edition) -> SupervisionMark:
    """The supervisor's mark: answered by the village, found true by the town."""
    watch.appointed(name=AUTHOR)
    row = watch.marked(edition.disclosure.number, kind="untrue", text=SAID)
    row = watch.move(row, "reply", "clerk", reply="再核对。")
    return watch.move(row, "uphold", "superior", remark="查了收据，属实。")


def at(watch, who):
    return desk(getattr(watch.world, who))


def opened(watch, mark, edition):
    """The office opens a case about the clerk on its page, with the mark and the item as grounds."""
    office = at(watch, "county_office")
    code = watch.world.village.code
    new = f"/desk/accountability/new/?org={code}&trigger=falsified&link=mark:{mark.number}"
    begun = office.get(new).content.decode()
    assert f'value="mark:{mark.number}"' in begun and "checked" in begun
    sent = {
        "trigger": "falsified", "step": "hold", "target": "direct", "person_name": "王五", "facts": "",
        "links": [f"mark:{mark.number}"], "items": edition.disclosure.number,
    }  # fmt: skip
    assert office.post(new, sent).status_code == 302
    return office, Case.objects.get()


@covers("R108", "R123")
def test_a_mark_found_true_and_its_item_carry_a_case_to_its_decision(watch):
    edition = told(watch)
    mark = found_true(watch, edition)
    office = at(watch, "county_office")
    assert "查实" in office.get("/desk/accountability/").content.decode()
    office, row = opened(watch, mark, edition)
    page = f"/desk/accountability/{row.number}/"
    grounds = {f"/desk/mark/{mark.number}/", f"/item/{slug(edition.disclosure.number)}/"}
    shown = office.get(page).content.decode()
    assert all(f'href="{address}"' in shown for address in grounds)  # linked before anybody was told, too
    for address in grounds:
        assert office.get(address).status_code == 200
    for who in ("clerk", "head", "member", "charlie"):
        assert at(watch, who).get(page).status_code == 404
    office.post(page, {"act": "write", "facts": "收据和表上的数对不上。", "measure": "talk"})
    assert office.post(page, {"verb": "tell", "remark": ""}).status_code == 302
    clerk = at(watch, "clerk")
    shown = clerk.get(page).content.decode()
    assert all(f'href="{address}"' in shown for address in grounds)
    for address in grounds:
        assert clerk.get(address).status_code == 200
    assert clerk.post(page, {"act": "state", "text": "抄错了一行，已经改正。"}).status_code == 302
    ear = at(watch, "confidential")
    assert ear.post(page, {"verb": "decide", "remark": "批评教育，一个月内补上。"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.decider_name) == ("decided", "朱七")
    letter = clerk.get(f"{page}print/").content.decode()
    title = edition.approved_revision.title
    assert f"内容不真实：{title}，上级查实，情况属实（{mark.number}）" in letter and edition.disclosure.number in letter


@covers("R108", "R123")
def test_no_page_paper_table_or_record_of_the_case_names_the_author_of_the_mark(watch):
    edition = told(watch)
    mark = found_true(watch, edition)
    assert mark.author_id == watch.world.member.pk
    assert queries.mark_view(watch.at("superior"), number=mark.number, today=watch.desk.today).author == AUTHOR
    office, row = opened(watch, mark, edition)
    page = f"/desk/accountability/{row.number}/"
    office.post(page, {"act": "write", "facts": "收据和表上的数对不上。", "measure": "talk"})
    office.post(page, {"verb": "tell", "remark": ""})
    clerk, ear = at(watch, "clerk"), at(watch, "confidential")
    clerk.post(page, {"act": "state", "text": "抄错了。"})
    ear.post(page, {"verb": "decide", "remark": "批评教育。"})
    told_of = [page, f"{page}print/", "/desk/accountability/"]
    for client in (office, clerk, ear):
        for address in told_of:
            shown = client.get(address)
            assert shown.status_code == 200
            # the name of the reader's own account stands in the frame; none of these readers is the author
            assert AUTHOR not in shown.content.decode() and SAID not in shown.content.decode(), address
    papers = re.findall(r'href="(/desk/[^"]*F21[^"]*)"', office.get(page).content.decode())
    assert len(papers) == 2  # Word and PDF of the form
    for reader, address in ((word_text, papers[0]), (page_text, papers[1])):
        on_paper = reader(office.get(address).getvalue())
        assert row.number in on_paper and AUTHOR not in on_paper and SAID not in on_paper
    cells = openpyxl.load_workbook(io.BytesIO(clerk.get("/desk/accountability.xlsx").content)).active.values
    assert AUTHOR not in str(list(cells))
    kept = [(one.ref, one.text) for one in CaseFact.objects.filter(case=row)]
    assert len(kept) == 2 and AUTHOR not in str(kept) and SAID not in str(kept)
    trail = list(AuditEvent.objects.filter(subject=f"case:{row.pk}").values_list("facts", flat=True))
    assert AUTHOR not in str(trail) and str(watch.world.member.pk) not in str(trail)
    for client in (
        clerk,
        at(watch, "head"),
    ):  # at the mark itself the organization reads what was said, not who said it
        shown = client.get(f"/desk/mark/{mark.number}/").content.decode()
        assert SAID in shown and AUTHOR not in shown


@covers("R123")
def test_an_item_that_is_gone_is_a_ground_that_stays_and_leads_nowhere(watch):
    edition = told(watch)
    mark = found_true(watch, edition)
    office, row = opened(watch, mark, edition)
    publishing.take_down(
        watch.at("head"), edition_id=edition.pk, remark="有一处电话号码", now=watch.tick(), today=watch.desk.today
    )
    shown = office.get(f"/desk/accountability/{row.number}/").content.decode()
    assert f'href="/item/{slug(edition.disclosure.number)}/"' not in shown
    assert edition.approved_revision.title in shown and edition.disclosure.number in shown
