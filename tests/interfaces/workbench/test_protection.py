"""Names, looks, slips and pressure through the pages of the workbench (第四条（一）, R12)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.participation import actions
from tests.covers import covers
from tests.interfaces.workbench.office import problems, text
from tests.participation.protectors import build_voices, table

REASON = "要当面核对补助名单上的数字。"


@pytest.fixture
def voices(db):
    return build_voices()


class Desk:
    """One person's browser."""

    def __init__(self, voices, who):
        self.client = Client()
        self.client.force_login(voices.people.get(who) or getattr(voices.world, who))

    def get(self, name, *args):
        return self.client.get(reverse(f"workbench:{name}", args=args))

    def post(self, name, *args, **data):
        return self.client.post(reverse(f"workbench:{name}", args=args), data, follow=True)


def asked(voices):
    opinion, ref = voices.signed()
    page = Desk(voices, "handler").post("identity_ask", ref, reason=REASON)
    assert problems(page) == "", problems(page)
    return table("Opening").get(ref=ref).pk, ref


@covers("R12")
def test_a_name_is_asked_for_agreed_and_shown_on_one_answer(voices):
    request, ref = asked(voices)
    handler, second, member = (Desk(voices, who) for who in ("handler", "second", "member"))
    assert "申请打开姓名" not in text(second.get("identity_request", request))
    assert "要由第二个人同意" in text(handler.get("identity_request", request))
    second.post("identity_request", request, verb="consent")
    opened = handler.post("identity_request", request, verb="open")
    assert "陈三" in text(opened) and "000-0000201" in text(opened) and opened.headers["Cache-Control"] == "no-store"
    for page in (
        handler.get("identity_request", request),
        handler.post("identity_request", request, verb="open"),
        handler.get("identity"),
    ):
        assert "000-0000201" not in text(page)
    seen = text(member.get("my_name"))
    assert REASON in seen and "东溪镇党委　保密受理人" in seen and "已打开" in seen
    assert REASON in text(Desk(voices, "auditor").get("identity_ledger"))


def test_a_refusal_keeps_what_was_typed_and_says_what_is_missing(voices):
    _, ref = voices.signed()
    page = Desk(voices, "handler").post("identity_ask", ref, reason="想看看是谁")
    assert "至少写10个字" in problems(page) and "想看看是谁" in text(page)
    request, _ = asked(voices)
    page = Desk(voices, "second").post("identity_request", request, verb="refuse", remark="")
    assert "要写明原因" in problems(page)
    for verb in ("", "burn", "lapse"):
        assert Desk(voices, "second").post("identity_request", request, verb=verb).status_code == 200
    assert table("Opening").get(pk=request).state == "asked"


@covers("R12")
@pytest.mark.parametrize(
    "who", ["member", "clerk", "head", "charlie", "superior", "county_office", "auditor", "system"]
)
def test_to_everyone_else_it_is_a_missing_page(voices, who):
    """The same bytes as for a request that never was."""
    request, ref = asked(voices)
    desk = Desk(voices, who)
    nothing = desk.get("identity_request", 99_999_999)
    for page in (
        desk.get("identity_request", request),
        desk.post("identity_request", request, verb="open"),
        desk.get("identity_ask", ref),
    ):
        assert (page.status_code, page.content) == (404, nothing.content)


def test_a_member_takes_a_slip_and_sees_the_crowd(voices):
    member, villager = Desk(voices, "member"), Desk(voices, "villager")
    assert "本月全县已有 0 名党员领过" in text(member.get("slip"))
    page = text(member.post("slip"))
    assert page.count('class="receipt-code"') == 1
    assert 'class="receipt-code"' not in text(member.get("slip"))
    assert "已经领过" in text(member.post("slip"))
    assert "只发给在册党员" in text(villager.post("slip"))
    assert "党员凭条" in text(member.get("me")) and "党内公开" in text(member.get("me"))
    assert "党员凭条" not in text(villager.get("me")) and "党内公开" not in text(villager.get("me"))


def test_pressure_from_ones_own_page_to_the_answer(voices):
    _, ref = voices.signed()
    member, handler = Desk(voices, "member"), Desk(voices, "handler")
    assert reverse("workbench:my_pressure", args=[ref]) in text(member.get("my_name"))
    assert "最多1000个字" in problems(member.post("my_pressure", ref, text="长" * 1001))
    assert "只有上级的保密受理人看得到" in text(member.post("my_pressure", ref, text="书记到家里来打听。"))
    pk = table("Pressure").get().pk
    assert "上书村党支部" in text(handler.get("pressures"))
    handler.post("pressure", pk, verb="take_up")
    assert "要写明原因" in problems(handler.post("pressure", pk, verb="answer"))
    handler.post("pressure", pk, verb="answer", remark="已找书记谈话。")
    assert "已找书记谈话。" in text(member.get("my_name"))
    assert Desk(voices, "villager").get("my_pressure", ref).status_code == 404
    assert Desk(voices, "head").get("pressure", pk).status_code == 404


def test_pages_cost_the_same_for_two_and_for_six(voices, django_assert_max_num_queries):
    handler, member = Desk(voices, "handler"), Desk(voices, "member")
    costs = {}
    for one in (handler, member):
        one.get("identity" if one is handler else "my_name")  # the first page of a session writes down where it is
    for count in (2, 4):
        for number in range(count):
            request, ref = asked(voices)
            actions.report_pressure(voices.actor("member"), ref=ref, text=f"压力{count}-{number}", now=timezone.now())
        for desk, name in ((handler, "identity"), (handler, "pressures"), (member, "my_name")):
            with django_assert_max_num_queries(25) as asked_for:
                assert desk.get(name).status_code == 200
            costs.setdefault(name, []).append(len(asked_for))
    assert all(len(set(counts)) == 1 for counts in costs.values()), costs
