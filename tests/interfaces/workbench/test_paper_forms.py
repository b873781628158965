"""The list of forms: everyone finds the blank ones, rooms are linked for those who work there (R174)."""

import io

import docx

from tests.covers import covers
from tests.interfaces.workbench.office import text
from tests.interfaces.workbench.test_month import desk


@covers("R174")
def test_a_clerk_finds_every_form_and_takes_a_blank_one(world):
    page = text(desk(world.clerk).get("/desk/forms/"))
    assert "F31" in page and "张贴和播报" in page and "公开件 → 一件" in page
    answer = desk(world.clerk).get("/desk/forms/F6.docx")
    cells = [cell.text for row in docx.Document(io.BytesIO(answer.content)).tables[0].rows for cell in row.cells]
    assert "申请公开的事项" in cells and "申请人" in cells


def test_a_member_sees_no_way_into_rooms_that_are_not_his(world):
    page = text(desk(world.member).get("/desk/forms/"))
    assert "/desk/inspections/" not in page and "/desk/forms/F6.docx" in page
