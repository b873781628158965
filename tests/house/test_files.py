"""Files stay small, are named for what they are, and carry nothing of one machine or of other people."""

import re

from tests.house.source import ROOT, files, python, text

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base_views"}
MACHINE = re.compile(r"/(tmp|root|home|work|farm)/[a-z]")
REGISTRY = re.compile(r"pypi\.org/simple|registry\.npmjs|deb\.debian\.org|files\.pythonhosted|--(extra-)?index-url")
FOREIGN_SUFFIXES = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".whl", ".jar", ".so", ".exe", ".dll", ".zip", ".gz"}
FOREIGN_NAMES = re.compile(r"(\.min\.(js|css)|htmx|jquery|bootstrap|prosemirror|lucide).*\.(js|css|map|svg)$|\.min\.")
FOREIGN_BANNER = re.compile(r"@license|\bCopyright\b|/\*!", re.IGNORECASE)
TARGETS_ALLOWED = 12


def lines(path):
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def targets():
    return re.findall(r"^([a-z]+):.*## ", text(ROOT / "Makefile"), re.MULTILINE)


def test_no_python_file_is_longer_than_400_lines():
    assert [(str(path), lines(path)) for path in python() if lines(path) > 400] == []


def test_no_template_is_longer_than_250_lines():
    templates = [path for path in files() if path.suffix in {".html", ".svg"} and "templates" in path.parts]
    assert [(str(path), lines(path)) for path in templates if lines(path) > 250] == []


def test_every_file_is_named_for_what_it_is():
    assert [str(path) for path in python() if path.stem in FORBIDDEN_NAMES] == []


def test_decisions_are_numbered_in_a_row():
    records = [path for path in files() if path.parent.name == "decisions"]
    numbers = [(int(path.name[:4]), int(text(path).split(".")[0].removeprefix("# "))) for path in sorted(records)]
    assert numbers == [(number, number) for number in range(1, len(records) + 1)]


def test_every_module_says_what_it_is_for():
    starts = {path: text(path).lstrip() for path in python("gongkai/")}
    assert [str(path) for path, start in starts.items() if start and not start.startswith('"""')] == []


def test_no_line_knows_a_machine_or_a_registry():
    found = []
    for path in files():
        content = text(path)
        if content is None or path.name == "test_files.py":
            continue
        numbered = enumerate(content.splitlines(), 1)
        found += [f"{path}:{number}" for number, line in numbered if MACHINE.search(line) or REGISTRY.search(line)]
    assert found == []


def test_no_asset_of_others_is_committed():
    found = [path for path in files() if path.suffix in FOREIGN_SUFFIXES or FOREIGN_NAMES.search(path.name)]
    static = [path for path in files() if path.suffix in {".js", ".css", ".svg"}]
    found += [path for path in static if FOREIGN_BANNER.search(text(path)[:600])]
    found += [
        path for path in files() if path.suffix in {".png", ".jpg", ".gif"} and path.parts[:2] != ("docs", "images")
    ]
    assert [str(path) for path in found] == []


def test_make_explains_at_most_twelve_targets():
    assert {"run", "test", "check", "fix"} <= set(targets())
    assert len(targets()) <= TARGETS_ALLOWED


def test_every_make_command_of_the_documents_exists():
    documents = [path for path in files() if path.suffix == ".md"]
    named = {
        (str(path), name)
        for path in documents
        for name in re.findall(r"(?:^|`|\s[A-Z]+=\S+ )make ([a-z]+)", text(path), re.MULTILINE)
    }
    assert {name for path, name in named if path == "README.md"} >= {"run", "test"}
    assert [place for place in sorted(named) if place[1] not in targets()] == []
