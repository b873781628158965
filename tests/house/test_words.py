"""Every value and every refusal has its Chinese word in the glossary."""

import ast
import importlib
import pkgutil
from collections import defaultdict
from enum import Enum
from string import Formatter

import pytest

from gongkai import rules
from gongkai.rules.terms import SENTENCES, label
from tests.house.source import python, tree

MODULES = [
    importlib.import_module(found.name) for found in pkgutil.walk_packages(rules.__path__, prefix=f"{rules.__name__}.")
]
ENUMS = sorted(
    {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
    },
    key=lambda enum: (enum.__module__, enum.__name__),
)


def chinese(text):
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def refusals():
    """Every refusal written in the source: code, names of its facts (None when not all are written out), place."""
    for path in python("gongkai/"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    facts = {keyword.arg for keyword in node.keywords}
                    yield code.value, None if None in facts else facts, f"{path}:{node.lineno}"


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: f"{enum.__module__}.{enum.__name__}")
def test_every_member_has_a_term(enum):
    unnamed = []
    for member in enum:
        try:
            term = label(member)
        except KeyError:
            term = ""
        if not term or str(term) == str(member.value):
            unnamed.append(member.name)
    assert unnamed == []


def test_every_refusal_has_a_sentence():
    assert [(code, place) for code, _, place in refusals() if not chinese(SENTENCES.get(code, ""))] == []


def _written(name):
    """Keys of every dict of that name in the law library: key and place."""
    for path in python("gongkai/rules/"):
        for node in tree(path).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if isinstance(getattr(node, "value", None), ast.Dict) and name in {
                getattr(one, "id", "") for one in targets
            }:
                yield from ((ast.unparse(key), f"{path}:{key.lineno}") for key in node.value.keys if key)


@pytest.mark.parametrize("table", ["REFUSALS", "TERMS"])
def test_no_word_is_written_twice(table):
    """The glossary collects them all: a later sentence would silently hide the former."""
    places = defaultdict(list)
    for key, place in _written(table):
        places[key].append(place)
    assert len(places) > 100
    assert {key: found for key, found in places.items() if len(found) > 1} == {}


def test_every_refusal_brings_the_facts_of_its_sentence():
    found = []
    for code, facts, place in refusals():
        wanted = {name for _, name, _, _ in Formatter().parse(SENTENCES.get(code, "")) if name}
        given = facts if facts is None or "permission" not in facts else {*facts, "permission_name"}
        if given is not None and wanted - given:
            found.append((code, place, sorted(wanted - given)))
    assert found == []
