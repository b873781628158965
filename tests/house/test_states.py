"""Pages ask what a state means and never which one it is: rules judge, views ask."""

import ast
import re

import pytest

from tests.house.source import files, python, text, tree

# `{% if row.state == "open" %}`, `{% if member.status != other %}`, `{% if row.state in shown %}`, and the other way round
COMPARED = re.compile(r"\b(?:state|status)\s*(?:==|!=|\bnot in\b|\bin\b)|(?:==|!=|\bin\b)\s*[\w.]+\.(?:state|status)\b")
TAG = re.compile(r"{%-?\s*(?:if|elif|with)\b.*?%}", re.DOTALL)
# Templates that may compare, each with its reason.
SHAPES = {
    "gongkai/interfaces/ui/templates/ui/parts/steps.html": "draws a step of a way: the word is its own, of no procedure"
}
DOORS = "gongkai/interfaces/"
BESIDE = ("gongkai/interfaces/jobs/",)  # no page: the demonstration leads things to states by name
STATES = {"state", "status"}


def compared_in(page: str) -> list[str]:
    return [tag for tag in TAG.findall(page) if COMPARED.search(tag)]


def _is_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in STATES


def judged_in(module: ast.Module) -> list[int]:
    """Lines on which a state is compared, or picks what is done out of a table of its own."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Compare) and any(_is_state(one) for one in (node.left, *node.comparators)):
            found.append(node.lineno)
        if isinstance(node, ast.Match) and _is_state(node.subject):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and any(map(_is_state, node.args)):
            found.append(node.lineno)
    return found


def test_no_template_compares_states():
    found = {
        path.as_posix(): compared_in(text(path) or "")
        for path in files()
        if path.suffix == ".html" and path.as_posix().startswith(DOORS) and path.as_posix() not in SHAPES
    }
    assert len(found) > 100
    assert {path: tags for path, tags in found.items() if tags} == {}


def test_no_view_compares_states():
    found = {path.as_posix(): judged_in(tree(path)) for path in python(DOORS) if not path.as_posix().startswith(BESIDE)}
    assert len(found) > 100
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("tag", [
    '{% if row.state == "open" %}', "{% elif not x and one.row.status != 'active' %}", "{% if row.state in open %}",
    '{% if "open" == row.state %}', "{% if a %}b{% elif row.state not in gone %}", '{% with late=row.state == "x" %}',
])  # fmt: skip
def test_the_check_sees_a_comparison_in_a_template(tag):
    assert compared_in(f"<p>{tag}</p>")


@pytest.mark.parametrize("tag", ["{% if row.is_open %}", "{{ row.state|state_name }}", "{% if row.state %}", "{% for s in states %}"])  # fmt: skip
def test_the_check_leaves_in_peace_what_only_shows(tag):
    assert not compared_in(tag)


@pytest.mark.parametrize("line", [
    'row.state == "open"', "row.state not in OPEN", "A <= found.row.status", "VERBS.get(row.state, ())", "OPEN is one.state",
])  # fmt: skip
def test_the_check_sees_a_comparison_in_a_view(line):
    assert judged_in(ast.parse(line)) == [1]


@pytest.mark.parametrize("line", ["row.is_open", "CATALOG.states[row.state]", "label(State(row.state))"])
def test_the_check_leaves_in_peace_what_only_names(line):
    assert judged_in(ast.parse(line)) == []


def test_no_exception_outlived_its_template():
    assert set(SHAPES) - {path.as_posix() for path in files()} == set()
