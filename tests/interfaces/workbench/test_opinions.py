"""Opinions through the pages: nothing typed is lost, nothing leaks, the workbook holds no name (R11, R102)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.orgs import actions as orgs
from gongkai.participation import actions as participation
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, moment_of
from tests.interfaces.workbench.test_month import desk


@pytest.fixture
def world(db):
    today = timezone.localdate()
    now = moment_of(today)
    world = bound_county(now, today).world
    world.ear = orgs.create_user(Actor.clock(), username="ear", name="吕七", now=now)
    orgs.give_grant(
        Actor.clock(), org_id=world.town.pk, user_id=world.ear.pk, role=Role.CONFIDENTIAL, from_date=LONG_AGO, now=now
    )
    return world


def said(world, text="路灯什么时候修？", who="member", **more):
    now = timezone.now()
    given = {
        "org_id": world.village.pk,
        "text": text,
        "kind": "inquiry",
        "sign": True,
        "now": now,
        "today": world.today,
    }
    return participation.submit(world.actor(getattr(world, who)), **(given | more))


def form_url(world) -> str:
    return reverse("portal:opinion_new", args=[world.village.code])


@covers("R11")
def test_what_a_visitor_typed_stays_when_something_is_missing(world):
    typed = {"text": "低保怎么评的？", "kind": "inquiry", "concern": "nobody", "sign": "yes", "submitter": "resident"}
    page = Client().post(form_url(world), typed)
    assert page.status_code == 200
    body = page.content.decode()
    assert "低保怎么评的？" in body and "署名的意见要留下姓名和联系办法" in body
    assert 'href="#id_name"' in body  # the summary leads to the field that is meant
    assert f"/yijian/?org={world.village.code}" in body  # and whoever is afraid finds the other way
    sent = Client().post(form_url(world), {**typed, "sign": "no"})
    assert sent.status_code == 302
    receipt = Client().get(sent["Location"])
    assert receipt["Cache-Control"] == "no-store" and "收到了，" in receipt.content.decode()


@pytest.mark.parametrize("typed", [{}, {"kind": "x", "sign": "?", "concern": "y"}, {"text": "长" * 3000, "sign": "no"}, {"text": "a\x00b"}])  # fmt: skip
def test_no_input_is_ever_an_error_of_the_server(world, typed):
    assert Client().post(form_url(world), typed).status_code == 200
    opinion = said(world)
    for url in (reverse("workbench:opinion", args=[opinion.pk]), reverse("workbench:opinion_entry")):
        for verb in ("", "assign", "decide", "tell", "again", "improve", "close", "escalate", "nonsense"):
            assert desk(world.clerk).post(url, {**typed, "verb": verb}).status_code in (200, 302)
    receipt = reverse("portal:opinion_receipt", args=[opinion.receipt])
    for verb in ("rate", "word", "nonsense"):
        assert Client().post(receipt, {**typed, "verb": verb}).status_code == 200


@covers("R102", "R13")
def test_the_accused_get_the_same_bytes_as_for_a_missing_page(world):
    opinion = said(world, "账目不对。", kind="report")
    for user in (world.clerk, world.head, world.deputy, world.superior, world.county_office):
        client = desk(user)
        hidden = client.get(reverse("workbench:opinion", args=[opinion.pk]))
        nothing = client.get(reverse("workbench:opinion", args=[77]))
        assert (hidden.status_code, hidden.content) == (404, nothing.content)
        sent = client.post(reverse("workbench:opinion", args=[opinion.pk]), {"verb": "assign", "assigned_to": "王五"})
        assert sent.status_code == 404
        for name in ("workbench:home", "workbench:opinions"):
            assert "账目不对" not in client.get(reverse(name)).content.decode()
    org = Client().get(reverse("portal:organization", args=[world.village.code])).content.decode()
    assert "条没有答复" not in org
    assert "账目不对" in desk(world.ear).get(reverse("workbench:home")).content.decode()


@covers("R98")
def test_an_overdue_duty_may_be_asked_about_from_the_month(world):
    about = {"about": f"duty:{world.today:%Y-%m}:C15"}
    page = Client().get(form_url(world), about)
    assert page.context["about"].title and page.context["about"].title in page.content.decode()
    typed = {"text": "为什么还没有公开？", "kind": "inquiry", "concern": "nobody", "sign": "no", "submitter": "unsaid"}
    sent = Client().post(f"{form_url(world)}?about={about['about']}", typed)
    assert page.context["about"].title in Client().get(sent["Location"]).content.decode()
    assert Client().get(form_url(world), {"about": "item:nonsense"}).context["about"].title == ""


@covers("R51")
def test_the_public_counter_stands_on_the_organizations_page(world):
    url = reverse("portal:organization", args=[world.village.code])
    assert "条没有答复" not in Client().get(url).content.decode()
    said(world)
    assert "1条没有答复，都是今天收到的" in Client().get(url).content.decode()


@covers("R167")
def test_the_register_as_a_workbook_follows_the_filters(world):
    said(world)
    said(world, kind="suggestion", who="villager")
    answer = desk(world.clerk).get(reverse("workbench:opinions_xlsx"), {"kind": "suggestion"})
    assert answer.status_code == 200 and answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert len(answer.content) > 1000
    assert (
        desk(world.clerk).get(reverse("workbench:opinions"), {"kind": "suggestion"}).context["rows"][0][0].kind
        == "suggestion"
    )
    assert desk(world.clerk).get(reverse("workbench:opinions"), {"after": "x"}).status_code == 404


@covers("R10")
def test_every_right_leads_to_pages_that_open(world):
    for user in (world.member, world.villager, world.clerk, world.county_office):
        client = desk(user)
        page = client.get(reverse("workbench:rights"))
        links = [url for _, _, services in page.context["shown"] for _, url, _ in services]
        assert len(page.context["shown"]) == 5 and all(services for *_, services in page.context["shown"])
        assert {client.get(url).status_code for url in links} == {200}


def test_pages_ask_the_same_number_of_questions_however_many_opinions(world, django_assert_max_num_queries):
    clerk = desk(world.clerk)

    def cost(name, *arguments):
        with django_assert_max_num_queries(200) as counted:
            clerk.get(reverse(name, args=arguments))
        return len(counted)

    said(world)
    addresses = (
        ("workbench:opinions",),
        ("workbench:home",),
        ("portal:opinion_results", world.village.code),
        ("portal:opinions_mine",),
    )
    clerk.get(reverse("workbench:me"))  # the first page of a session writes down where it is
    few = [cost(*address) for address in addresses]
    for _ in range(6):
        said(world, sign=False)
    assert [cost(*address) for address in addresses] == few


@covers("R98")
def test_the_keeper_hands_it_on_from_its_page_and_a_wrong_name_stays_in_the_form(world):
    now = timezone.now()
    keeper = orgs.create_user(Actor.clock(), username="keeper", name="许五", now=now)
    orgs.appoint(
        Actor.clock(), org_id=world.village.pk, duty="keeper", title="", user_id=keeper.pk, from_date=LONG_AGO, now=now
    )
    opinion = said(world)
    url, client = reverse("workbench:opinion", args=[opinion.pk]), desk(keeper)
    typed = {"verb": "transfer", "to": "没有这个村", "remark": "桥归那边管。", "concern": "nobody"}
    again = client.post(url, typed).content.decode()
    assert "没有找到叫“没有这个村”的党组织" in again and "桥归那边管。" in again
    assert client.post(url, {**typed, "to": world.other_village.name})["Location"] == url
    page = client.get(url).content.decode()
    assert f"转给{world.other_village.short_name}" in page and 'value="assign"' not in page
    author = Client().get(reverse("portal:opinion_receipt", args=[opinion.receipt])).content.decode()
    assert "桥归那边管。" in author and world.other_village.name in author
    hidden = client.post(
        reverse("workbench:opinion", args=[said(world).pk]),
        {**typed, "to": world.other_village.code, "concern": "leaders"},
    )
    assert hidden["Location"] == reverse("workbench:opinions")


@covers("R98")
def test_visitors_without_a_name_have_a_daily_number_and_lose_nothing_they_typed(world):
    typed = {"text": "低保怎么评的？", "kind": "inquiry", "concern": "nobody", "sign": "no", "submitter": "resident"}
    answers = [Client().post(form_url(world), typed) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [200]
    body = answers[-1].content.decode()
    assert "从这个网络今天已经写了5条" in body and typed["text"] in body
    assert Client(REMOTE_ADDR="10.7.7.7").post(form_url(world), typed).status_code == 302
