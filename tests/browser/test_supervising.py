"""A supervisor in the field on a phone: reads what was published, says what is wrong, judges the answer (R106, R108)."""

import pytest
from django.utils import timezone
from PIL import Image

from gongkai.publication import actions as publishing
from gongkai.publication.views import PlacementInput
from gongkai.rulebook import actions as rulebook
from gongkai.supervision.models import SupervisionMark, Supervisor
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.duties import bound_county
from tests.factories.meetings import party_meeting


@pytest.fixture
def world(transactional_db):
    now = timezone.now()
    today = timezone.localdate(now)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    for user in (world.member, world.clerk, world.head):
        user.set_password(PASSWORD)
        user.save()
    desk = Desk(world)
    desk.now, desk.today = now, today
    edition = desk.start(period=f"{today:%Y-%m}")
    desk.save(edition)
    desk.bring(edition)
    ways = (
        party_meeting(),
        PlacementInput("gl", "党员活动室", details={"remark": "室内"}),
    )
    publishing.release(desk.at("clerk"), edition_id=edition.pk, placements=ways, now=desk.tick(), today=today)
    return world


@covers("R106", "R108")
def test_a_supervisor_in_the_field(world, page, phone, live_site, shot, axe, tmp_path):
    log_in(page, live_site, world.head)
    page.goto(f"{live_site}/desk/supervisors/")
    shot(page, "supervising-1-none")
    axe(page)
    page.click("text=聘任监督员")
    page.fill("[name=name]", "陈三")
    page.fill("[name=post]", "退休教师")
    page.fill("[name=basis]", "支部委员会")
    page.click(".acts button[type=submit]")
    page.wait_for_selector("text=已聘任陈三")
    shot(page, "supervising-2-appointed")
    axe(page)
    assert Supervisor.objects.get().user_id == world.member.pk

    log_in(phone, live_site, world.member)
    phone.goto(f"{live_site}/desk/")
    phone.wait_for_selector("h1:has-text('我的监督')")
    shot(phone, "supervising-3-desk-phone")
    axe(phone)
    fits(phone)
    phone.click("a.btn:has-text('提监督意见')")
    phone.click("button:has-text('送出意见')")
    phone.wait_for_selector(".errors, [role=alert], .error-summary")
    phone.check("[name=kind][value=incomplete]")
    phone.fill("[name=text]", "少了上月结余，党员问过两次。")
    picture = tmp_path / "board.jpg"
    Image.new("RGB", (640, 480), "#dcd7cf").save(picture)
    phone.set_input_files("[name=photo]", str(picture))
    shot(phone, "supervising-4-mark-phone")
    axe(phone)
    fits(phone)
    phone.click("button:has-text('送出意见')")
    phone.wait_for_selector("text=已送到上书村")
    row = SupervisionMark.objects.get()
    address = f"{live_site}/desk/mark/{row.number}/"
    fits(phone)

    page.goto(f"{live_site}/desk/")
    page.wait_for_selector("main >> text=监督意见", state="attached")
    page.goto(address)
    assert "陈三" not in page.inner_text("main")
    page.fill("[name=reply]", "核对过了，结余已补上。")
    shot(page, "supervising-5-reply")
    axe(page)
    page.click("button[value=reply]")
    page.wait_for_selector("text=答复已送到监督员")

    phone.goto(address)
    shot(phone, "supervising-6-verdict-phone")
    axe(phone)
    fits(phone)
    phone.click("button[value=satisfied]")
    phone.wait_for_selector("text=监督员满意")
    row.refresh_from_db()
    assert row.satisfied is True
