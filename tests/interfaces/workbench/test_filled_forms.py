"""Forms with the facts of a record: what was signed stands as signed, the rest is left for the pen (R174)."""

import io

import docx

from tests.covers import covers
from tests.factories.meetings import meeting_form
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import TEXT, desk, save, start, world  # noqa: F401 - a fixture

TICKS = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")


def cells(answer) -> dict[str, str]:
    """Every field of the table with what stands beside it."""
    assert answer.status_code == 200, answer.status_code
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(answer.content)).tables[0].rows]
    return {row[place]: row[place + 1] for row in rows for place in (0, 2) if place + 1 < len(row)}


@covers("R174")
def test_an_approval_fills_itself_signature_by_signature(world):  # noqa: F811
    clerk, pk = desk(world.clerk), start(world)
    assert save(clerk, pk, verb="submit").status_code == 302
    paper = f"/desk/forms/F1/{pk}.docx"
    first = cells(clerk.get(paper))
    assert first["事项名称"] == TEXT["title"] and first["目录编码"] == "C15"
    assert world.clerk.name in first["经办人意见"]
    assert first["主要负责人意见"].strip().startswith("签字："), "not signed yet: room for the pen"

    for user, verb, more in ((world.secrecy, "clear_secrecy", TICKS), (world.deputy, "pass_review", {})):
        assert desk(user).post(f"/desk/edition/{pk}/act/", {**more, "verb": verb}).status_code == 302
    assert desk(world.head).post(f"/desk/edition/{pk}/act/", {"verb": "approve"}).status_code == 302
    done = cells(clerk.get(paper))
    assert world.head.name in done["主要负责人意见"] and "签字同意。" in done["主要负责人意见"]
    assert done["个人信息审查"] == "不涉及" and world.secrecy.name in done["保密审查意见"]
    ticked = cells(clerk.get(f"/desk/forms/F29/{pk}.docx"))
    assert ticked["国家秘密"] == "不涉及" and ticked["审查人"].endswith(world.secrecy.name)


def test_an_older_texts_signatures_are_not_shown_under_a_newer_one(world):  # noqa: F811
    clerk, pk = desk(world.clerk), start(world)
    assert save(clerk, pk, verb="submit").status_code == 302
    sent = {"verb": "return_secrecy", "remark": "请写明经手人。", **TICKS}
    assert desk(world.secrecy).post(f"/desk/edition/{pk}/act/", sent).status_code == 302
    assert cells(clerk.get(f"/desk/forms/F29/{pk}.docx"))["处理意见"] == "请写明经手人。"
    assert save(clerk, pk, title="改过的标题").status_code == 302
    again = cells(clerk.get(f"/desk/forms/F1/{pk}.docx"))
    assert again["事项名称"] == "改过的标题" and again["经办人意见"].strip().startswith("签字：")
    assert cells(clerk.get(f"/desk/forms/F29/{pk}.docx"))["审查人"] == ""


def test_a_form_is_there_for_whoever_may_read_its_record_and_nobody_else(world):  # noqa: F811
    pk = start(world)
    assert f"/desk/forms/F1/{pk}.docx" in text(desk(world.clerk).get(f"/desk/edition/{pk}/"))
    for stranger in (world.charlie, world.member):
        answer = desk(stranger).get(f"/desk/forms/F1/{pk}.docx")
        assert answer.status_code == 404
        assert answer.content == desk(stranger).get("/desk/forms/F1/999999.docx").content
    for wrong in ("F1/x", "F3/1", "F99/1", f"F1/{'9' * 30}", "F1/-1"):
        assert desk(world.clerk).get(f"/desk/forms/{wrong}.docx").status_code == 404, wrong


@covers("R80", "R174")
def test_the_form_of_a_republication_tells_what_was_taken_up_what_changed_and_who_signed(world):  # noqa: F811
    clerk, head, first = desk(world.clerk), desk(world.head), start(world)
    signed_by_all(world, first)
    for sent in (meeting_form(), {"methods": ["gl"], "place": "村委会门口公开栏"}):
        assert clerk.post(f"/desk/edition/{first}/release/", sent).status_code == 302
    assert clerk.get(f"/desk/forms/F13/{first}.docx").status_code == 404, "a first edition was never published again"
    assert f"/desk/forms/F13/{first}.docx" not in text(clerk.get(f"/desk/edition/{first}/"))

    begun = clerk.post(f"/desk/edition/{first}/next/", {"kind": "republication", "change_note": "群众要看票据张数。"})
    second = int(begun["Location"].rstrip("/").rsplit("/", 1)[1])
    assert f"/desk/forms/F13/{second}.docx" in text(clerk.get(f"/desk/edition/{second}/"))
    assert save(clerk, second, content=TEXT["content"].replace("月末结余", "票据41张，月末结余")).status_code == 302
    paper = cells(clerk.get(f"/desk/forms/F13/{second}.docx"))
    assert paper["事项"] == TEXT["title"] and paper["新版次"] == "第2版" and paper["原索引号"]
    assert paper["修改的内容"] == "群众要看票据张数。\n内容：写入“票据41张，”。"
    assert paper["主要负责人意见"].strip().startswith("签字：")
    signed_by_all(world, second)
    assert world.head.name in cells(head.get(f"/desk/forms/F13/{second}.pdf".replace("pdf", "docx")))["主要负责人意见"]
    assert desk(world.charlie).get(f"/desk/forms/F13/{second}.docx").status_code == 404


def signed_by_all(world, pk: int) -> None:  # noqa: F811
    assert save(desk(world.clerk), pk, verb="submit").status_code == 302
    for user, verb, more in (
        (world.secrecy, "clear_secrecy", TICKS), (world.deputy, "pass_review", {}), (world.head, "approve", {}),
    ):  # fmt: skip
        assert desk(user).post(f"/desk/edition/{pk}/act/", {**more, "verb": verb}).status_code == 302
