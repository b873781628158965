"""A town inspects a village on the phone, and the village puts right what was found (R103, R104, R156)."""

import pytest
from django.utils import timezone
from PIL import Image

from gongkai.rulebook import actions as rulebook
from gongkai.supervision.models import Inspection, Rectification
from tests.browser.test_consulting import fits
from tests.browser.test_month import PASSWORD, log_in
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import moment_of


@pytest.fixture
def world(transactional_db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    rulebook.load_digest(world.clock, now=now)
    for user in (world.superior, world.clerk):
        user.set_password(PASSWORD)
        user.save()
    return world


@covers("R103", "R104", "R156")
def test_a_village_is_inspected_in_the_field_and_puts_right(world, page, phone, live_site, shot, axe, tmp_path):
    log_in(page, live_site, world.superior)
    page.goto(f"{live_site}/desk/inspections/appoint/")
    page.select_option("[name=org_id]", label="上书村")
    page.fill("[name=team]", "周九、吴十")
    page.fill("[name=visit_on]", f"{world.today:%Y-%m-%d}")
    page.click(".acts button[type=submit]")
    page.wait_for_selector("text=检查上书村")
    row = Inspection.objects.get()
    address = f"{live_site}/desk/inspection/{row.number}/"

    log_in(phone, live_site, world.superior)
    phone.goto(address)
    phone.click("button[value=begin]")
    phone.wait_for_selector("text=专人已登记")
    shot(phone, "inspecting-1-sheet-phone")
    axe(phone)
    fits(phone)
    for field in phone.locator("input[name^=p_]").all():
        if not field.input_value():
            field.fill("1.5")
    phone.click("button[value=score]")
    phone.wait_for_selector("text=分数已存")
    phone.select_option("[name=point]", "4")
    phone.fill("[name=facts]", "公开栏玻璃裂了一角。")
    phone.fill("[name=article]", "第七条")
    phone.fill("[name=required]", "换好玻璃。")
    phone.click("button[value=find]")
    phone.wait_for_selector("text=问题已记下")
    picture = tmp_path / "board.jpg"
    Image.new("RGB", (64, 48), "#dcd7cf").save(picture)
    phone.click("text=传照片，或者去掉这个问题")
    phone.set_input_files("[name=file]", str(picture))
    phone.click("button[value=file]")
    phone.wait_for_selector("text=证据已存")
    phone.fill("[name=text]", "总的不错，公开栏要修。")
    phone.click("button[value=summary]")
    phone.wait_for_selector("text=结论已存")
    shot(phone, "inspecting-2-found-phone")
    axe(phone)
    page.goto(address)
    shot(page, "inspecting-3-sheet")
    axe(page)
    page.click("button[value=conclude]")
    page.wait_for_selector("text=检查结果已出具")
    page.goto(f"{address}letter/")
    shot(page, "inspecting-4-letter")
    axe(page)

    log_in(phone, live_site, world.clerk)
    phone.goto(f"{live_site}/desk/rectification/{Rectification.objects.get().number}/")
    phone.click("button[value=receive]")
    phone.wait_for_selector("text=存下措施")
    shot(phone, "inspecting-5-put-right-phone")
    axe(phone)
    fits(phone)
