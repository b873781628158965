"""The shipped rulebook is sound: every figure dated and founded, every digest place known."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.rulebook.parameter_files import RULEBOOK, digest, parameters, releases
from gongkai.rulebook.regulation_files import decode
from gongkai.rules import disclosure_day
from gongkai.rules.parameters import Mark
from gongkai.rules.provisions import anchor
from tests.covers import covers

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "qijiang-2011-detailed-rules.txt"
IN_FORCE = date(2011, 6, 21)
TODAY = date(2031, 5, 6)
LONGEST_SHARED_RUN = 24


@covers("R142")
@pytest.mark.parametrize("release", ["qijiang-2011", "2017"])
def test_every_parameter_is_dated_from_the_day_in_force_and_founded(release):
    for parameter in parameters(release):
        assert parameter.values[0].effective_from == IN_FORCE, parameter.key
        for dated in parameter.values:
            assert dated.basis, parameter.key
            assert (dated.mark is Mark.DEFAULT) == (dated.basis == "默认"), parameter.key
            assert dated.mark is Mark.DEFAULT or anchor(dated.basis), parameter.key
        assert parameter.words(TODAY)


@pytest.mark.parametrize(
    ("key", "value", "basis"),
    [
        ("disclosure_day_week_rule", "first_weekday_of_month", "第八条（二）"),
        ("disclosure_day_weekday", 5, "第八条（二）"),
        ("disclosure_day_holiday_shift", "next_workday", "默认"),
        ("monthly_content_period", "previous_month", "默认"),
        ("periodic_interval", 1, "第八条（二）"),
        ("plan_filing", 10, "第十三条"),
        ("catalog_regime", "superior_makes", "第六条（一）"),
        ("instant_publish", 1, "默认"),
        ("long_term_publish", 5, "默认"),
        ("stage_publish", 5, "默认"),
        ("summary_publish", 10, "默认"),
        ("publish_after_approval", 2, "默认"),
        ("party_before_public_gap_days", 0, "默认"),
        ("exemption_review_months", 6, "默认"),
        ("exemption_objection", 5, "默认"),
        ("off_catalog_answer_normal", 5, "默认"),
        ("off_catalog_answer_instant", 1, "默认"),
        ("change_approval", 5, "默认"),
        ("change_filing", 3, "默认"),
        ("change_explanation", 2, "默认"),
        ("application_check", 3, "默认"),
        ("application_answer", 10, "默认"),
        ("application_extension", 10, "默认"),
        ("application_superior", 5, "默认"),
        ("application_tell", 2, "默认"),
        ("application_file", 5, "默认"),
        ("opinion_ack", 1, "默认"),
        ("opinion_assign", 3, "默认"),
        ("opinion_close", 15, "默认"),
        ("opinion_tell", 3, "默认"),
        ("rectification", 30, "默认"),
        ("appraisal_publish", 5, "默认"),
        ("supervisors_meeting_months", 6, "默认"),
        ("yellow_days", 3, "默认"),
        ("year_end_stage", True, "默认"),
    ],
)
def test_the_decided_defaults(key, value, basis):
    assert parameters().value(key, TODAY) == value
    assert parameters().basis(key, TODAY) == basis


def test_the_second_release_changes_who_makes_the_catalog_and_nothing_else():
    base, later = parameters(), parameters("2017")
    changed = {p.key for p in base if later[p.key] != p}
    assert changed == {"catalog_regime"}
    assert len(later) == len(base)
    assert later.value("catalog_regime", TODAY) == "self_makes_and_files"
    assert later.value("catalog_regime", IN_FORCE) == "superior_makes"


def test_releases_are_listed_the_default_first():
    assert releases() == ("qijiang-2011", "2017")


def test_choices_of_the_disclosure_day_are_those_the_rules_know():
    assert {key for key, _ in parameters()["disclosure_day_week_rule"].options} == set(disclosure_day.WeekRule)
    assert {key for key, _ in parameters()["disclosure_day_holiday_shift"].options} == set(disclosure_day.HolidayShift)


def test_weights_of_the_assessment_add_up():
    shares = ["daily", "inspection", "appraisal", "supervisors"]
    assert sum(parameters().int(f"assessment_weight_{share}", TODAY) for share in shares) == 100


def test_an_unknown_release_is_named():
    with pytest.raises(KeyError, match="1999"):
        parameters("1999")


def write(root, release, text):
    (root / release).mkdir()
    (root / release / "parameters.yaml").write_text(text, encoding="utf-8")


def test_an_unsound_file_names_itself_and_its_fault(tmp_path):
    write(tmp_path, "draft", "parameters:\n  - key: a\n    name: 数\n    unit: count\n    values: []\n")
    with pytest.raises(ValueError, match="draft/parameters.yaml\na：没有任何取值"):
        parameters("draft", tmp_path)


def test_releases_that_rest_on_each_other_are_refused(tmp_path):
    value = "{effective_from: 2031-01-01, value: 1, basis: 默认, mark: default}"
    own = f"parameters:\n  - {{key: a, name: 数, unit: count, values: [{value}]}}\n"
    write(tmp_path, "one", f"base: two\n{own}")
    write(tmp_path, "two", f"base: one\n{own}")
    with pytest.raises(ValueError, match="one → two → one"):
        parameters("one", tmp_path)


@covers("R1", "R9")
def test_the_digest_has_every_article_and_item():
    book = digest()
    assert [chapter.anchor for chapter in book.chapters] == [f"ch-{n}" for n in range(1, 7)]
    articles = [article for chapter in book.chapters for article in chapter.articles]
    assert [article.anchor for article in articles] == [f"art-{n}" for n in range(1, 16)]
    items = {article.anchor: len(article.items) for article in articles if article.items}
    assert items == {"art-4": 6, "art-5": 8, "art-6": 4, "art-8": 4, "art-9": 8}
    for slug, place in book.places().items():
        assert anchor(place.citation) == slug
        assert 8 <= len(place.digest) <= 90, slug


def test_every_place_of_the_digest_says_what_it_became_here():
    for slug, place in digest().places().items():
        assert place.here, slug
        for here in place.here:
            assert here.what and here.where
            assert here.requirements, slug
            numbers = [int(requirement.removeprefix("R")) for requirement in here.requirements]
            assert numbers == sorted(numbers) and 1 <= numbers[0] and numbers[-1] <= 176, slug


def test_the_digest_cites_the_articles_the_parameters_rest_on():
    places = digest().places()
    for parameter in parameters():
        cited = [dated.basis for dated in parameter.values if dated.mark is Mark.TEXT]
        for citation in [*cited, *([parameter.article] if parameter.article else [])]:
            assert anchor(citation) in places, parameter.key


def longest_shared_run(own, other):
    """Return the longest stretch of `own` that stands in `other`."""
    best, start = "", 0
    for end in range(1, len(own) + 1):
        while own[start:end] not in other:
            start += 1
        best = max(best, own[start:end], key=len)
    return best


def test_the_longest_shared_run_is_found():
    assert longest_shared_run("甲乙丙丁戊", "戊乙丙丁甲") == "乙丙丁"


@pytest.mark.skipif(not SEED.is_file(), reason="the folder shared/ with the real rules is not beside the checkout")
@pytest.mark.parametrize("name", ["digest.yaml", "parameters.yaml"])
def test_the_rulebook_is_in_our_own_words(name):
    original = "".join(decode(SEED.read_bytes()).split())
    own = "".join((RULEBOOK / "qijiang-2011" / name).read_text(encoding="utf-8").split())
    run = longest_shared_run(own, original)
    assert len(run) <= LONGEST_SHARED_RUN, run
