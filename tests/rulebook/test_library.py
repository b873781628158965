"""The rulebook's files of categories, ways and default catalogs against the law and the brief."""

import shutil

import pytest
import yaml

from gongkai.rulebook import library
from gongkai.rulebook.library import DIRECTORY, RELEASE, LibraryError
from gongkai.rules import categories as law
from gongkai.rules import methods as ways
from gongkai.rules.catalog_table import entry_of, row_of
from gongkai.rules.catalogs import completeness
from gongkai.rules.entries import TimeKind, duty_time
from gongkai.rules.entry_checks import fit, validate
from gongkai.rules.methods import Audience, MethodUse
from gongkai.rules.organizations import CATALOG_KINDS, OrgKind
from tests.covers import covers

ENTRIES = {entry.code: entry for entry in library.all_entries()}


@pytest.fixture
def release(tmp_path):
    """A copy of the rulebook whose files a test may change."""
    shutil.copytree(DIRECTORY / RELEASE, tmp_path / RELEASE)

    def change(name, edit):
        path = tmp_path / RELEASE / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return tmp_path

    return change


@covers("R23", "R33")
def test_the_files_say_what_the_law_says():
    found = library.categories()
    assert tuple(c.category for c in found) == law.CATEGORIES
    assert tuple(item for c in found for item in c.sub_items) == (*law.SUB_ITEMS, law.OTHER)
    assert library.pairs() == law.PAIRS
    assert tuple(m.method for m in library.methods()) == ways.METHODS
    assert all(m.record for m in library.methods())


def test_the_written_articles_are_the_derived_ones():
    path = DIRECTORY / RELEASE / "categories.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["categories"]
    assert [row["article"] for row in rows] == [c.article for c in law.CATEGORIES]


def test_there_are_42_core_items_and_108_of_the_kinds():
    counts = {}
    for code in ENTRIES:
        counts[code[0]] = counts.get(code[0], 0) + 1
    assert counts == {"C": 42, "V": 14, "Q": 12, "J": 13, "X": 14, "Y": 13, "G": 13, "N": 13, "T": 16}


@covers("R18")
@pytest.mark.parametrize(
    ("kind", "core", "full", "short"),
    [
        (OrgKind.VILLAGE, 37, 51, 39),
        (OrgKind.COMMUNITY, 37, 49, 37),
        (OrgKind.ORGAN, 42, 55, 39),
        (OrgKind.SCHOOL, 42, 56, 40),
        (OrgKind.HOSPITAL, 42, 55, 40),
        (OrgKind.SOE, 41, 54, 39),
        (OrgKind.NEW_ORG, 27, 40, 31),
        (OrgKind.TOWN, 42, 58, 42),
    ],
)
def test_the_sizes_of_the_default_catalogs(kind, core, full, short):
    assert sum(kind in e.types for code, e in ENTRIES.items() if code.startswith("C")) == core
    assert len(library.default_entries(kind, "full")) == full
    assert len(library.default_entries(kind)) == short


@covers("R8", "R18")
def test_departments_borrow_the_catalog_of_organs_and_the_county_has_none():
    assert library.default_entries(OrgKind.BUREAU) == library.default_entries(OrgKind.ORGAN)
    assert library.default_entries(OrgKind.COUNTY_COMMITTEE) == ()


@covers("R32")
@pytest.mark.parametrize("kind", CATALOG_KINDS)
def test_the_short_catalog_drops_no_sub_item_of_the_core(kind):
    core = [e for e in library.default_entries(kind, "full") if e.code.startswith("C")]
    short = [e for e in library.default_entries(kind) if e.code.startswith("C")]
    assert completeness(short, {}) == completeness(core, {})


@covers("R32")
@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (OrgKind.VILLAGE, {"2d", "5a", "5d", "6b", "7c"}),
        (OrgKind.COMMUNITY, {"2d", "5a", "5d", "6b", "7c"}),
        (OrgKind.ORGAN, set()),
        (OrgKind.SCHOOL, set()),
        (OrgKind.HOSPITAL, set()),
        (OrgKind.SOE, {"6a"}),
        (OrgKind.TOWN, set()),
    ],
)
def test_what_a_maker_has_to_declare_not_applicable(kind, missing):
    assert {item.code for item in completeness(library.default_entries(kind), {})} == missing


@covers("R42", "R68")
@pytest.mark.parametrize("profile", ["compact", "full"])
@pytest.mark.parametrize("kind", CATALOG_KINDS)
def test_every_default_entry_is_sound_fits_and_survives_the_table(kind, profile):
    for entry in library.default_entries(kind, profile):
        assert validate(entry) == ()
        assert fit(entry) == ()
        assert entry_of(row_of(entry)) == entry


def test_some_entries_word_by_word():
    dues = ENTRIES["C14"]
    assert dues.scope == (Audience.PARTY,)
    assert dues.ways(Audience.PARTY) == (MethodUse("hy"), MethodUse("gl", "室内"), MethodUse("jy"))
    assert dues.kinds == (TimeKind.PERIODIC, TimeKind.STAGED)
    assert dues.basis == ("第五条（三）", "第八条（二）", "第八条（三）")
    assert duty_time(ENTRIES["C16"]).kind is TimeKind.PERIODIC
    assert ENTRIES["C11"].time.notice_days == 5
    assert ENTRIES["C38"].scope == (Audience.INDIVIDUAL, Audience.PARTY)
    assert ENTRIES["V08"].privacy and ENTRIES["V08"].default
    assert not ENTRIES["V03"].default


@covers("R61")
def test_cadre_items_yield_to_the_cadre_rules():
    by_rule = {code for code, entry in ENTRIES.items() if entry.by_rule}
    assert by_rule == {"C24", "J03", "Y06", "G03", "T09", "T11"}
    assert all("第七条" in ENTRIES[code].basis for code in by_rule)


@covers("R23")
def test_the_county_may_add_a_sub_item_and_use_it(release):
    release("categories.yaml", lambda data: data["categories"][2]["sub_items"].update({"3k": "党员公开承诺"}))
    directory = release("catalog-core.yaml", lambda data: data["entries"][10]["sub_items"].append("3k"))
    assert library.categories(directory=directory)[2].sub_items[-1].name == "党员公开承诺"
    found = library.all_entries(directory=directory)
    assert found[10].sub_items == ("3e", "3k")


@covers("R23")
@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data["categories"].append({"code": 9, "name": "第九类", "sub_items": {}}),
        lambda data: data["categories"].pop(),
        lambda data: data["categories"][0].update(name="决议"),
        lambda data: data["categories"][0]["sub_items"].pop("1a"),
        lambda data: data["categories"][0]["sub_items"].update({"1a": "改名"}),
        lambda data: data["categories"][0]["sub_items"].update({"2x": "放错了类"}),
    ],
)
def test_categories_that_contradict_the_law_are_not_read(release, edit):
    with pytest.raises(LibraryError, match="categories.yaml"):
        library.categories(directory=release("categories.yaml", edit))


@covers("R55")
@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data["methods"].pop(),
        lambda data: data["methods"][0].update(family="public"),
    ],
)
def test_ways_that_contradict_the_law_are_not_read(release, edit):
    with pytest.raises(LibraryError, match="第七条"):
        library.methods(directory=release("methods.yaml", edit))


@covers("R42", "R60")
def test_an_unsound_entry_stops_the_reading_with_its_reason(release):
    def put_dues_on_the_website(data):
        data["entries"][13]["audiences"]["party"].append("wz")

    directory = release("catalog-core.yaml", put_dues_on_the_website)
    with pytest.raises(LibraryError, match="C14 公开方式：“党建网站”会让党内以外的人看到"):
        library.all_entries(directory=directory)


def test_a_code_may_be_used_only_once(release):
    directory = release("catalog-types/village.yaml", lambda data: data["entries"][0].update(code="C01"))
    with pytest.raises(LibraryError, match="重复：C01"):
        library.all_entries(directory=directory)


def test_an_extra_basis_is_added_to_the_derived_one(release):
    directory = release("catalog-core.yaml", lambda data: data["entries"][0].update(basis=["《意见》第三条"]))
    assert library.all_entries(directory=directory)[0].basis[-1] == "《意见》第三条"


def test_unknown_release_and_profile_are_told(tmp_path):
    with pytest.raises(LibraryError, match="categories.yaml 不在"):
        library.categories(directory=tmp_path)
    with pytest.raises(LibraryError, match="compact、full"):
        library.default_entries(OrgKind.VILLAGE, "short")
