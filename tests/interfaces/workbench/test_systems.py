"""The eight systems through the pages: the checklist at the desk, on the site and on the superior's board (R125)."""

from django.test import Client
from django.utils import timezone

from gongkai.disclosures.models import Edition
from gongkai.obligations import actions as obligations
from gongkai.rules.eight_systems import System
from tests.covers import covers
from tests.interfaces.workbench.test_month import desk, save, world  # noqa: F401


def began(world, client=None, **more):  # noqa: F811
    sent = {"how": "model", "system": "opinions"} | more
    return (client or desk(world.clerk)).post("/desk/systems/", sent)


@covers("R125")
def test_a_clerk_takes_the_model_and_everybody_sees_the_box_fill(world):  # noqa: F811
    clerk = desk(world.clerk)
    assert "还缺 8 项" in clerk.get("/desk/systems/").content.decode()
    assert "还缺 8 项制度" in clerk.get("/desk/").content.decode()
    answer = began(world, clerk)
    pk = int(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    page = clerk.get(f"/desk/edition/{pk}/").content.decode()
    assert "意见箱每周开一次" in page and "上书村党支部意见收集反馈处理制度" in page
    assert "接着写" in clerk.get("/desk/systems/").content.decode()
    public = f"/org/{world.village.code}/"
    assert Client().get(public).content.decode().count("还没有公布") >= 8
    todo = clerk.get("/desk/").content.decode()
    assert "　意见收集反馈处理制度" in todo and "　opinions" not in todo
    about = Edition.objects.get(pk=pk).disclosure
    obligations.answer(
        world.clock, org_id=about.org_id, org_path=about.org_path, period=about.period, code=about.code,
        category=about.category, trigger_id=about.trigger_id, kind="published", ref=f"edition:{pk}",
        answered_at=timezone.now(), now=timezone.now(),
    )  # fmt: skip
    assert "还缺 7 项" in clerk.get("/desk/systems/").content.decode()
    refused = began(world, clerk)
    assert refused.status_code == 302
    assert "已经公布" in clerk.get(refused["Location"]).content.decode()


@covers("R125")
def test_the_superior_sees_who_lacks_which(world):  # noqa: F811
    superior = desk(world.superior)
    assert "八项制度" in superior.get("/desk/board/").content.decode()
    page = superior.get("/desk/systems/below/").content.decode()
    assert "上书村" in page and "八项都缺" in page
    assert superior.get("/desk/systems/below.xlsx").status_code == 200
    assert desk(world.county_office).get("/desk/systems/")["Location"] == "/desk/systems/below/"


def test_words_that_no_form_sends_are_a_missing_page(world):  # noqa: F811
    assert began(world, how="steal").status_code == 404
    assert began(world, system="ninth").status_code == 404
    assert began(world, desk(world.charlie)).status_code == 302  # at the own village
    assert {one.value for one in System} >= {"opinions"}
