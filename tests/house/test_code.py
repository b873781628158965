"""The house laws that the import contracts cannot see: actors first, no hidden imports."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import imported, python, tree

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
# Functions of queries/actions that need no actor, each with its reason.
WITHOUT_ACTOR = {
    ("gongkai/orgs/queries", "actor_for"): "makes the actor of a request",
    ("gongkai/ledger/actions", "file_path"): "names a place in the data folder and reads nothing",
}
# Modules that may load our own modules by name.
LAZY = {
    "gongkai/interfaces/jobs/command.py": "each subcommand is loaded only when it is asked for",
    "gongkai/ledger/intake/child.py": "the limited child imports only the reader that is asked for",
    "gongkai/ledger/later.py": "libraries that few pages need are loaded by the first of them",
    "gongkai/rules/terms.py": "the glossary collects the words that stand beside the rules",
}


def doors():
    """The files in which rooms offer queries and actions: (room/queries, file)."""
    for path in python("gongkai/"):
        parts = path.with_suffix("").parts
        if len(parts) >= 3 and parts[1] not in {"interfaces", "rules", "config"} and parts[2] in {"queries", "actions"}:
            yield "/".join(parts[:3]), path


def offered(door, path):
    """The functions that a file offers: of a module all that are public, of a package what its `__init__` hands
    out and what other rooms fetch from inside it."""
    functions = [node for node in tree(path).body if isinstance(node, FUNCTION) and not node.name.startswith("_")]
    parts = path.with_suffix("").parts
    if len(parts) < 4:
        return functions
    names, module = handed_out(Path(f"{door}/__init__.py")), ".".join(parts)
    return [one for one in functions if one.name in names or (module, one.name) in fetched()]


def handed_out(init):
    """Names that the package's `__init__` imports from its files."""
    return {
        alias.asname or alias.name
        for node in tree(init).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@cache
def fetched():
    """(module, name) of everything that is imported from a file inside another room's queries or actions."""
    return {
        (node.module, alias.name)
        for path in python("gongkai/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("gongkai.")
        if path.parts[1] != node.module.split(".")[1]
        for alias in node.names
    }


@pytest.mark.parametrize(("door", "path"), [pytest.param(*door, id=str(door[1])) for door in doors()])
def test_public_functions_take_the_actor_first_and_the_rest_by_name(door, path):
    wrong = []
    for function in offered(door, path):
        if (door, function.name) in WITHOUT_ACTOR:
            continue
        positional = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        if positional != ["actor"] or function.args.vararg:
            wrong.append(f"{function.name}({', '.join(positional)}, …) in line {function.lineno}")
    assert wrong == []


def test_no_exception_outlived_its_function():
    existing = {(door, function.name) for door, path in doors() for function in offered(door, path)}
    assert set(WITHOUT_ACTOR) - existing == set()


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
