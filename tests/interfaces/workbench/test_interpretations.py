"""Questions about articles through the pages: asked in the village, stamped twice at the county (R141)."""

from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from gongkai.orgs import actions as orgs_actions
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.factories.world import LONG_AGO
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401

QUESTION, ANSWER = "公开日碰上放假，提前还是推后？", "推到放假后的第一个工作日。"


def body(world, code, name) -> Client:  # noqa: F811
    clock, now = Actor.clock(), world.now
    org = orgs_actions.register(
        clock, superior_id=world.county.pk, kind="bureau", name=f"演示{name}", short_name=name, code=code,
        established_on=LONG_AGO, now=now, today=world.today,
    )  # fmt: skip
    user = orgs_actions.create_user(clock, username=code.lower(), name="某人", now=now)
    orgs_actions.give_grant(
        clock, org_id=org.pk, user_id=user.pk, role="interpreter", from_date=LONG_AGO, now=now
    )  # fmt: skip
    return desk(user)


@covers("R141")
def test_a_question_becomes_public_beside_its_article(world):  # noqa: F811
    clerk, first, second = desk(world.clerk), body(world, "B91", "县纪委"), body(world, "B92", "县委组织部")
    assert "还没有人问" in clerk.get("/desk/interpretations/").content.decode()
    made = clerk.post("/desk/interpretations/new/", {"anchor": "art-8-2", "question": QUESTION})
    page = made["Location"]
    assert "盖章" not in clerk.get(page).content.decode().split("<main")[1].split("<form")[-1]
    assert QUESTION in first.get("/desk/").content.decode()
    assert "请先写解释" in first.post(page, {"verb": "answer", "seen": 0, "answer": ""}).content.decode()
    assert first.post(page, {"verb": "answer", "seen": 0, "answer": ANSWER}).status_code == 302
    assert "要由另一家" in first.get(page).content.decode()
    assert "县纪委已盖章，等会签" in second.get("/desk/").content.decode()
    visitor = Client()
    assert ANSWER not in visitor.get("/rules/answers/").content.decode()
    assert QUESTION not in visitor.get("/rules/").content.decode()
    assert second.post(page, {"verb": "seal", "seen": 1}).status_code == 302
    shown = visitor.get("/rules/answers/").content.decode()
    assert ANSWER in shown and "县纪委、县委组织部" in shown
    number = page.strip("/").rsplit("/", 1)[1]
    place = visitor.get("/rules/").content.decode().split('id="art-8-2"')[1].split("<li")[0]
    assert f'href="/rules/answers/{number}/"' in place and f'id="{number}"' in shown
    book = load_workbook(BytesIO(b"".join(clerk.get("/desk/interpretations.xlsx"))))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in rows] == [(number, "第八条（二）", world.village.name, QUESTION)]
    assert desk(world.charlie).get(page).status_code == 404
    assert desk(world.member).get("/desk/interpretations/").status_code == 404


def test_a_refused_act_keeps_what_was_typed(world):  # noqa: F811
    clerk, first = desk(world.clerk), body(world, "B91", "县纪委")
    page = clerk.post("/desk/interpretations/new/", {"anchor": "art-8-2", "question": QUESTION})["Location"]
    typed = first.post(page, {"verb": "decline", "seen": 0, "answer": "写了一半的话", "remark": ""}).content.decode()
    assert "写了一半的话" in typed
    clerk.post(page, {"verb": "recall", "seen": 0})
    assert "已撤回" in clerk.get(page).content.decode()
