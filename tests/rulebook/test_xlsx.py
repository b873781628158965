"""A clerk exports the catalog, edits a cell, loads it back; whatever is wrong names row, column and remedy."""

import csv
import io
import zipfile

import openpyxl
import pytest

from gongkai.ledger import actions as ledger
from gongkai.rulebook import actions, queries
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.rulebook.conftest import NOW, explain_gaps


@pytest.fixture
def edit(world, maker, draft, tmp_path):
    """Export the draft, let the test change it, store it as an upload; gives its token."""

    def run(change=lambda book: None, where=world.town):
        book = openpyxl.load_workbook(io.BytesIO(queries.catalog_xlsx(maker, version_id=draft.pk)))
        change(book)
        path = tmp_path / "upload.xlsx"
        book.save(path)
        return ledger.store(maker, source=path, name="目录.xlsx", org_path=where.path, now=NOW).token

    return run


def column(book, title):
    return [cell.value for cell in book["目录"][1]].index(title) + 1


def set_cell(title, row, value):
    def change(book):
        book["目录"].cell(row, column(book, title)).value = value

    return change


def look(maker, draft, token):
    return actions.look_through_catalog(maker, version_id=draft.pk, file_token=token, now=NOW)


def apply(maker, draft, token):
    return actions.apply_catalog_import(maker, version_id=draft.pk, file_token=token, now=NOW)


@covers("R42", "R175")
def test_what_is_exported_and_loaded_back_is_the_same(maker, draft, edit):
    before = queries.entry_facts(maker, version_id=draft.pk)
    entries, problems = look(maker, draft, edit())
    assert problems == [] and entries == before
    assert apply(maker, draft, edit()) == len(before)
    assert queries.entry_facts(maker, version_id=draft.pk) == before


@covers("R175")
def test_an_edited_cell_arrives_and_looking_changes_nothing(maker, draft, edit):
    token = edit(set_cell("公开事项", 3, "换了名称"))
    entries, problems = look(maker, draft, token)
    assert problems == [] and entries[1].name == "换了名称"
    assert queries.entries(maker, version_id=draft.pk)[1].name != "换了名称"
    apply(maker, draft, token)
    assert queries.entries(maker, version_id=draft.pk)[1].name == "换了名称"


@covers("R42", "R175")
def test_the_desks_matters_and_the_reasons_travel_with_the_workbook(maker, draft, edit):
    explain_gaps(maker, draft)

    def change(book):
        set_cell("责任人", 2, "王五")(book)
        book["不适用说明"].append(["7f", "", "本村没有这项审计"])

    apply(maker, draft, edit(change))
    reasons = queries.version(maker, version_id=draft.pk).not_applicable
    assert reasons == draft.not_applicable | reasons and reasons["7f"] == "本村没有这项审计"
    assert queries.entries(maker, version_id=draft.pk)[0].responsible == "王五"


@covers("R175")
@pytest.mark.parametrize(
    ("title", "value", "place"),
    [
        ("公开方式", "党内：飞鸽传书", "公开方式"),
        ("类别", "9 别的", "类别"),
        ("编码", "第一条", "编码"),
        ("公开时限", "有空再说", "公开时限"),
        ("内容要素", None, "内容要素"),
        ("依据", "听说的", "依据"),
        ("责任人", "长" * 61, "责任人"),
    ],
)
def test_a_problem_names_row_column_reason_and_remedy(maker, draft, edit, title, value, place):
    token = edit(set_cell(title, 4, value))
    _, problems = look(maker, draft, token)
    assert {line for line, _ in problems} == {4}
    problem = next(problem for _, problem in problems if problem.place == place)
    assert problem.reason.endswith("。") and problem.remedy.endswith("。")
    before = queries.entry_facts(maker, version_id=draft.pk)
    with pytest.raises(Refused) as refusal:
        apply(maker, draft, token)
    assert "第 4 行" in explain(refusal.value.code, refusal.value.facts)
    assert queries.entry_facts(maker, version_id=draft.pk) == before


def test_a_code_used_twice_and_an_unknown_sub_item_are_problems(maker, draft, edit):
    def change(book):
        sheet = book["目录"]
        sheet.cell(3, 1).value = sheet.cell(2, 1).value
        book["不适用说明"].append(["9z", "", "没有"])

    _, problems = look(maker, draft, edit(change))
    assert [(line, problem.place) for line, problem in problems] == [(3, "编码"), (2, "不适用说明·子项")]


@covers("R175")
def test_whatever_is_wrong_is_told_in_one_round(maker, draft, edit):
    def change(book):
        for title, row, value in (
            ("公开方式", 2, "党内：开大会"), ("子项", 2, "1a、9z"), ("责任人", 2, "长" * 61), ("类别", 3, "九类"),
            ("依据", 3, None), ("公开时限", 4, "每两个月"), ("公开事项", 4, None),
        ):  # fmt: skip
            set_cell(title, row, value)(book)
        set_cell("编码", 5, book["目录"].cell(2, 1).value)(book)
        book["目录"].cell(1, book["目录"].max_column + 1).value = "备注"
        book["不适用说明"].append(["7f", "", "长" * 201])

    _, problems = look(maker, draft, edit(change))
    assert [(line, problem.place) for line, problem in problems] == [
        (1, "备注"), (2, "公开方式"), (2, "子项"), (2, "责任人"), (3, "类别"), (3, "依据"), (4, "公开时限"), (4, "公开事项"),
        (5, "编码"), (2, "不适用说明"),
    ]  # fmt: skip


def test_a_lost_column_and_a_foreign_table_are_refused_by_name(maker, draft, edit):
    token = edit(lambda book: book["目录"].delete_cols(column(book, "公开时限")))
    with pytest.raises(Refused) as refusal:
        look(maker, draft, token)
    assert "“目录.xlsx”" in (sentence := explain(refusal.value.code, refusal.value.facts)) and "公开时限" in sentence
    with pytest.raises(Refused) as refusal:
        look(maker, draft, edit(lambda book: [book["目录"].append(["C01"] * 20) for _ in range(400)]))
    assert refusal.value.code == "catalog_table_long"


def test_a_table_without_entries_empties_nothing(maker, draft, edit):
    token = edit(lambda book: book["目录"].delete_rows(2, 400))
    with pytest.raises(Refused) as refusal:
        apply(maker, draft, token)
    assert refusal.value.code == "catalog_table_empty" and refusal.value.facts == {"name": "目录.xlsx"}
    assert len(queries.entries(maker, version_id=draft.pk)) == 39


def test_strangers_other_files_and_closed_versions_are_turned_away(world, maker, draft, edit):
    token = edit()
    for act in (look, apply):
        for actor, given in ((world.actor(world.head), token), (maker, edit(where=world.school)), (maker, "none")):
            with pytest.raises(Refused) as refusal:
                act(actor, draft, given)
            assert refusal.value.hidden
    actions.move_version(maker, version_id=draft.pk, verb="drop", now=NOW)
    for act in (look, apply):
        with pytest.raises(Refused) as refusal:
            act(maker, draft, token)
        assert refusal.value.code == "version_closed"


def test_a_csv_of_the_sheet_changes_the_entries_and_leaves_the_reasons(world, maker, draft, tmp_path):
    actions.explain_gap(maker, version_id=draft.pk, sub_item="7f", reason="这里没有", now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(queries.catalog_xlsx(maker, version_id=draft.pk)))
    book["目录"].delete_rows(2)
    path = tmp_path / "upload.csv"
    with open(path, "w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(book["目录"].iter_rows(values_only=True))
    token = ledger.store(maker, source=path, name="目录.csv", org_path=world.town.path, now=NOW).token
    expected = queries.entry_facts(maker, version_id=draft.pk)[1:]
    assert apply(maker, draft, token) == len(expected)
    assert queries.entry_facts(maker, version_id=draft.pk) == expected
    assert queries.version(maker, version_id=draft.pk).not_applicable == {"7f": "这里没有"}


@covers("R175")
@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+2", "@SUM(A1)", "-1", "http://example.invalid"])
def test_nothing_in_the_workbook_can_run_as_a_formula(maker, draft, text):
    actions.explain_gap(maker, version_id=draft.pk, sub_item="6b", reason=text, now=NOW)
    content = queries.catalog_xlsx(maker, version_id=draft.pk)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert text in {cell.value for cell in book["不适用说明"]["C"]}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())
