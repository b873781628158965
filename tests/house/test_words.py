"""Every value and every refusal has its Chinese word in the glossary."""

import ast
import importlib
import pkgutil
from enum import Enum

import pytest

from gongkai import rules
from gongkai.rules.terms import explain, label
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


def refusal_codes():
    """Every code that is refused with, and the facts given with it, as written in the source."""
    for path in python("gongkai/"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield code.value, f"{path}:{node.lineno}"


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
    silent = []
    for code, place in refusal_codes():
        try:
            sentence = explain(rules.refusals.Refused(code))
        except KeyError as error:
            if error.args[0] == code:
                silent.append((code, place))
            continue
        if not chinese(sentence):
            silent.append((code, place))
    assert silent == []
