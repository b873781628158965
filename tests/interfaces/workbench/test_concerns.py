"""Public concerns and typical cases through the pages (R81)."""

from django.test import Client

from tests.covers import covers
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401


def sent(world, **more):  # noqa: F811
    return {
        "matter": "村里的路灯什么时候修好", "source": "hotline", "source_note": "公开电话，一周里接到六次",
        "heard_on": world.today.isoformat(), "asked_by": "6", "opinion_number": "",
    } | more  # fmt: skip


@covers("R81")
def test_a_concern_is_registered_and_its_answer_begun(world):  # noqa: F811
    clerk = desk(world.clerk)
    assert "还没有登记" in clerk.get("/desk/concerns/").content.decode()
    assert "13800138000" in clerk.post("/desk/concerns/new/", sent(world, matter="请打13800138000")).content.decode()
    made = clerk.post("/desk/concerns/new/", sent(world))
    page = made["Location"]
    assert "还没有回应的公开件" in clerk.get(page).content.decode()
    assert "村里的路灯" in clerk.get("/desk/").content.decode()
    assert "不是本组织公开的" in clerk.post(page, {"verb": "link", "item": "没有"}).content.decode()
    begun = clerk.post(page, {"verb": "draft", "code": "C40"})
    assert "关于“村里的路灯什么时候修好”的回应" in clerk.get(begun["Location"]).content.decode()
    assert "正在起草、审批的那一份" in clerk.get(page).content.decode()
    public = Client().get("/concerns/").content.decode()
    assert "村里的路灯什么时候修好" in public and "一周里接到六次" not in public
    assert clerk.get("/desk/concerns.xlsx").status_code == 200
    head = desk(world.head)
    assert "不作公开回应" in head.get(page).content.decode()
    head.post(page, {"verb": "decline", "remark": "已由县里统一回应。"})
    assert "已由县里统一回应" in Client().get(f"/concerns/?org={world.village.code}").content.decode()
    assert "要求公开回应" in desk(world.superior).get(page).content.decode()
    assert desk(world.charlie).get(page).status_code == 404


@covers("R81")
def test_a_case_that_is_not_public_is_not_recommended(world):  # noqa: F811
    clerk = desk(world.clerk)
    sent = {"item": "没有这一件", "kind": "result", "title": "按月贴账", "summary": "群众不再问"}
    page = clerk.post("/desk/typical-cases/new/", sent).content.decode()
    assert "不是本组织公开的" in page and "按月贴账" in page
    assert "还没有推荐" in clerk.get("/desk/typical-cases/").content.decode()
    assert "还没有案例" in Client().get("/cases/?kind=result").content.decode()
    assert clerk.get("/desk/typical-cases.xlsx").status_code == 200
