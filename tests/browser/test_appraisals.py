"""A round of appraisal in a real browser: the ballot is sealed on the phone, opened by two, read by all."""

import json

import pytest

from gongkai.orgs import actions as orgs
from gongkai.participation import queries, tally
from gongkai.participation.models import Voter
from tests.browser.test_month import PASSWORD, log_in, world  # noqa: F401 - the fixture
from tests.covers import covers
from tests.factories.world import LONG_AGO


@pytest.fixture
def voters(world):  # noqa: F811
    made = [world.member]
    for number in range(4):
        user = orgs.create_user(world.clock, username=f"voter{number}", name=f"党员{number}", now=world.now)
        orgs.enroll(
            world.clock, org_id=world.village.pk, roll_number=f"{100 + number}", name=user.name, from_date=LONG_AGO,
            user_id=user.pk, now=world.now,
        )  # fmt: skip
        made.append(user)
    for user in made:
        user.set_password(PASSWORD)
        user.save()
    return made


@covers("R117", "R118")
def test_members_vote_sealed_and_everyone_reads_the_result(world, voters, page, phone, live_site, shot, axe, tmp_path):  # noqa: F811
    keys = tally.keygen()
    (tmp_path / "public.pem").write_text(keys.public)
    log_in(page, live_site, world.head)
    page.goto(f"{live_site}/desk/appraisals/")
    page.fill("[name=title]", "2026年党务公开民主评议")
    page.fill("[name=ends_on]", f"{world.today.replace(year=world.today.year + 1)}")
    axe(page)
    page.click("text=登记这一轮")
    page.wait_for_url("**/desk/appraisal/*/")
    pk = int(page.url.rstrip("/").rpartition("/")[2])
    page.set_input_files("[name=file]", tmp_path / "public.pem")
    page.fill("[name=scrutineers]", "甲、乙、丙")
    page.click("text=上传公钥")
    page.wait_for_selector("text=公钥已放好")
    shot(page, "appraisal-1-prepared")
    page.click("button[value=open]")
    page.wait_for_selector("text=正在投票")
    axe(page)
    shot(page, "appraisal-2-open")

    numbers = []
    for voter in voters:
        log_in(phone, live_site, voter)
        phone.goto(f"{live_site}/desk/me/")
        phone.click("text=2026年党务公开民主评议")
        phone.wait_for_selector("[data-sealed]:visible")
        numbers.append(phone.inner_text("[data-nonce]"))
        for item in ("content", "procedure", "form", "timely", "answered", "overall"):
            phone.check(f"[name=mark_{item}][value=satisfied]")
        phone.check("[name=aware_day][value=yes]")
        phone.fill("[name=words_advice]", "公开栏再低一点")
        if voter is voters[0]:
            axe(phone)
            shot(phone, "appraisal-3-ballot-phone")
        with phone.expect_request(lambda request: request.method == "POST") as sent:
            phone.click("text=投票 >> nth=-1")
        body = sent.value.post_data or ""
        assert "satisfied" not in body and "mark_" not in body and "envelope=" in body
        phone.wait_for_selector("text=您的票在信封里")
    shot(phone, "appraisal-4-voted-phone")
    assert Voter.objects.filter(voted=True).count() == 5

    page.goto(f"{live_site}/desk/appraisal/{pk}/")
    page.click("button[value=close]")
    page.wait_for_selector("text=下载票箱")
    shot(page, "appraisal-5-closed")
    urn = queries.box(world.actor(world.head), round_id=pk)
    result = tally.open_box(tally.unlock(keys.locked, keys.shares[1:]), urn)
    assert (len(result["votes"]), result["unreadable"]) == (5, 0)
    assert {vote["nonce"] for vote in result["votes"]} == set(numbers)
    (tmp_path / "result.json").write_text(json.dumps(result, ensure_ascii=False))
    page.set_input_files("[name=file]", tmp_path / "result.json")
    page.click("text=上传结果")
    page.wait_for_selector("text=已收下")
    page.click("button[value=count]")
    page.wait_for_selector("text=满意率")
    page.click("button[value=publish]")
    page.wait_for_selector("text=运用结果")
    axe(page)
    shot(page, "appraisal-6-published")

    phone.goto(f"{live_site}/appraisal/{pk}/")
    phone.wait_for_selector("text=公开栏再低一点")
    axe(phone)
    shot(phone, "appraisal-7-result-phone")
    phone.click("text=按号码核对自己的票")
    phone.wait_for_selector(f"text={numbers[-1]}")
    axe(phone)
    width, inner = phone.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner
