"""One door for uploaded files: no other module of the interfaces sends a file by itself (P24)."""

import ast

import pytest

from tests.house.source import python, tree

DOOR = "gongkai/interfaces/ui/stored.py"
# Who may send a file by itself, with the reason.
OWN = {
    "gongkai/interfaces/ui/tables.py": "sends workbooks that it has just written, never an upload",
    "gongkai/interfaces/workbench/views/archive_packages.py": "sends packages that the clock has made, never an upload",
}
SENDING = {"FileResponse"}
FINDING = {"file_path", "located"}  # where an upload lies is known by the queries, which ask who may see it


def named(module: ast.Module, names: set[str]) -> list[str]:
    """Which of these names a module uses, bare, as an attribute or by import under another name."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return sorted(found & names)


def modules():
    return {path.as_posix(): tree(path) for path in python("gongkai/interfaces/")}


def test_only_one_function_sends_a_stored_file():
    senders = {path for path, module in modules().items() if named(module, SENDING)}
    assert senders == {DOOR, *OWN}


def test_no_door_finds_an_upload_by_itself():
    assert [path for path, module in modules().items() if named(module, FINDING)] == []


@pytest.mark.parametrize(
    "line",
    [
        "from django.http import FileResponse", "from django.http import FileResponse as Sent", "http.FileResponse(x)",
        "return_ = FileResponse(path.open('rb'))",
    ],
)  # fmt: skip
def test_the_check_sees_a_bare_file(line):
    assert named(ast.parse(line), SENDING) == ["FileResponse"]


@pytest.mark.parametrize("line", ["from gongkai.ledger.actions import file_path", "ledger.located(actor, file=x)"])
def test_the_check_sees_who_looks_for_an_upload(line):
    assert named(ast.parse(line), FINDING)


def test_the_check_leaves_other_answers_in_peace():
    assert named(ast.parse("from django.http import HttpResponse\nHttpResponse(b'')"), SENDING | FINDING) == []
