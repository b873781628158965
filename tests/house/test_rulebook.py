"""Every figure of the rulebook is dated and says on which article it rests."""

from datetime import date

import pytest
import yaml

from tests.covers import covers
from tests.house.source import ROOT, files

PARAMETERS = [path for path in files() if path.parts[0] == "rulebook" and path.name == "parameters.yaml"]
YEARS = [path for path in files() if path.parts[:2] == ("rulebook", "calendar")]


def read(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def values(path):
    for parameter in read(path)["parameters"]:
        assert parameter["values"], parameter["key"]
        for value in parameter["values"]:
            yield parameter, value


def test_both_regimes_are_there():
    assert {path.parent.name for path in PARAMETERS} >= {"qijiang-2011", "2017"}


@covers("R137")
@pytest.mark.parametrize("path", PARAMETERS, ids=str)
def test_every_value_is_dated(path):
    assert [p["key"] for p, value in values(path) if type(value.get("effective_from")) is not date] == []


@pytest.mark.parametrize("path", PARAMETERS, ids=str)
def test_every_value_of_the_text_cites_its_article(path):
    cited = {(p["key"], value["basis"]) for p, value in values(path) if value["mark"] == "text"}
    assert cited
    assert sorted(place for place in cited if "条" not in place[1]) == []


@pytest.mark.parametrize("path", PARAMETERS, ids=str)
def test_every_default_says_that_it_is_one(path):
    assert [p["key"] for p, value in values(path) if value["mark"] == "default" and value["basis"] != "默认"] == []


@pytest.mark.parametrize("path", YEARS, ids=str)
def test_every_year_names_the_notice_it_comes_from(path):
    year = read(path)
    assert year["basis"].strip()
    assert year["year"] == int(path.stem)
