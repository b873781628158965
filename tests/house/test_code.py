"""The house laws that the import contracts cannot see: actors first, no hidden imports."""

import ast
from pathlib import Path

import pytest

from tests.house.source import imported, python, tree

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
# Functions of queries/actions that come before there is an actor, each with its reason.
BEFORE_THE_ACTOR = {
    ("gongkai/orgs/queries", "actor_for"): "makes the actor of a request",
}
# Modules that may load our own modules by name.
LAZY = {
    "gongkai/interfaces/jobs/command.py": "each subcommand is loaded only when it is asked for",
    "gongkai/rules/terms.py": "the glossary collects the words that stand beside the rules",
}


def doors():
    """What a room offers as queries and actions: (room/queries, file, functions offered).

    A module offers all its public functions; a package offers what its `__init__` hands out.
    """
    for path in python("gongkai/"):
        parts = path.with_suffix("").parts
        if len(parts) < 3 or parts[1] in {"interfaces", "rules", "config"} or parts[2] not in {"queries", "actions"}:
            continue
        door = "/".join(parts[:3])
        functions = [node for node in tree(path).body if isinstance(node, FUNCTION) and not node.name.startswith("_")]
        if len(parts) == 4:
            offered = handed_out(Path(f"{door}/__init__.py"))
            functions = [function for function in functions if function.name in offered]
        yield door, path, functions


def handed_out(init):
    """Names that the package's `__init__` imports from its files."""
    return {
        alias.asname or alias.name
        for node in tree(init).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize(("door", "path", "functions"), [pytest.param(*door, id=str(door[1])) for door in doors()])
def test_public_functions_take_the_actor_first_and_the_rest_by_name(door, path, functions):
    wrong = []
    for function in functions:
        if (door, function.name) in BEFORE_THE_ACTOR:
            continue
        positional = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        if positional != ["actor"] or function.args.vararg or function.args.kwarg:
            wrong.append(f"{function.name}({', '.join(positional)}, …) in line {function.lineno}")
    assert wrong == []


def test_a_room_is_entered_by_its_doors_only():
    """Others import `room.queries` and `room.actions`, never a file inside them."""
    found = []
    for path in python("gongkai/"):
        for node in ast.walk(tree(path)):
            for name in imported(node):
                parts = name.split(".")
                inside = len(parts) > 3 and parts[0] == "gongkai" and parts[2] in {"queries", "actions"}
                if inside and path.parts[1] != parts[1]:
                    found.append(f"{path}:{node.lineno} {name}")
    assert found == []


def test_no_exception_outlived_its_function():
    existing = {(door, function.name) for door, _, functions in doors() for function in functions}
    assert set(BEFORE_THE_ACTOR) - existing == set()


def test_no_function_hides_an_import_of_our_own():
    found = [
        f"{path}:{node.lineno}"
        for path in python("gongkai/")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if any(name.split(".")[0] == "gongkai" for name in imported(node))
    ]
    assert found == []


def test_only_the_command_line_loads_modules_by_name():
    found = {
        str(path)
        for path in python("gongkai/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute) and _name(node) in {"import_module", "__import__"}
    }
    assert found - set(LAZY) == set()


def _name(node):
    return node.id if isinstance(node, ast.Name) else node.attr
