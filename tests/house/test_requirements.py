"""Each promised requirement is proved by at least one marked test or scenario."""

import ast
import re
from functools import cache

import yaml

from tests.house.requirements import PROMISED
from tests.house.source import ROOT, files, python, tree

KNOWN = {f"R{number}" for number in range(1, 177)}


@cache
def marked():
    """Requirement → places where a test says that it covers it."""
    places = {}
    for path in python("tests/"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _called(node) == "covers":
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        places.setdefault(argument.value, []).append(f"{path}:{node.lineno}")
    for path in files():
        if path.parts[:2] == ("tests", "scenarios") and path.suffix == ".yaml":
            for name in _named(yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))):
                places.setdefault(name, []).append(str(path))
    return places


def _called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _named(value):
    """Every requirement under a key `covers`, however deep."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "covers":
                yield from re.findall(r"R\d+", str(below))
            else:
                yield from _named(below)
    elif isinstance(value, list):
        for below in value:
            yield from _named(below)


def test_every_promised_requirement_has_a_test():
    assert [name for name in PROMISED if name not in marked()] == []


def test_no_test_covers_a_requirement_that_does_not_exist():
    assert {name: places for name, places in marked().items() if name not in KNOWN} == {}
