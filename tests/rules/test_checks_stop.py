"""The checks that keep a draft from being sent: each stops what it must and nothing else."""

from dataclasses import replace

import pytest

from gongkai.rules import checks
from gongkai.rules.checks import AttachedFile, DraftFacts, EntryTerms, Part
from gongkai.rules.findings import Severity
from gongkai.rules.personal_numbers import id_check_digit
from tests.covers import covers

ENTRY = EntryTerms(("party",), ("hy", "gl 室内"), ("periodic",))
SOUND = DraftFacts(
    title="9月党费收缴、管理和使用情况",
    plain="9月交了180元党费，还剩412.60元。",
    content="9月，应交党费186.00元，实交180.00元。",
    procedure="9月30日支部委员会审核，应到5人，实到5人。",
    result="党员大会通报，31名党员没有异议。",
    audiences=("party",),
    methods=("hy", "gl"),
    time_kind="periodic",
    entry=ENTRY,
)


def codes(draft: DraftFacts) -> list[str]:
    return [found.code for found in checks.run(draft).stops]


def made_id() -> str:
    first = "50022219800101123"
    return first + id_check_digit(first)


def test_a_sound_draft_passes_everything():
    report = checks.run(SOUND)
    assert report.stops == () and report.warnings == ()
    assert {check.code for check in report.passed} == {check.code for check in checks.ALL}


def test_the_two_groups_keep_their_severity():
    broken = DraftFacts(
        title="题" * 90,
        plain="话" * 61,
        result="顺利",
        content="联系人手机13900000000，患有癌症的张三同志，家住3栋2单元401室",
        audiences=("public",),
        methods=("wz",),
        attachments=(AttachedFile("表.pdf", warnings=("没有文字。",), refused="打不开。"),),
    )
    report = checks.run(broken)
    assert {found.severity for found in report.stops} == {Severity.STOP}
    assert {found.severity for found in report.warnings} == {Severity.WARN}


@covers("R5")
@pytest.mark.parametrize("part", checks.THREE_PARTS)
def test_an_empty_part_stops_until_its_reason_is_stated(part):
    empty = replace(SOUND, **{str(part): "  "})
    assert [(found.code, found.part) for found in checks.run(empty).stops] == [("part_empty", part)]
    assert codes(replace(empty, empty_reasons={str(part): "  "})) == ["part_empty"]
    assert codes(replace(empty, empty_reasons={str(part): "待10月8日党员大会通报"})) == []


def test_title():
    assert codes(replace(SOUND, title=" ")) == ["title_missing"]
    assert codes(replace(SOUND, title="题" * 80)) == []
    assert codes(replace(SOUND, title="题" * 81)) == ["title_long"]


def test_scope_must_be_named_and_known():
    free = replace(SOUND, entry=None)
    assert "scope_missing" in codes(replace(free, audiences=()))
    assert "scope_unknown" in codes(replace(free, audiences=("party", "world")))


@covers("R60")
@pytest.mark.parametrize(
    ("audiences", "methods", "wanted"),
    [
        (("individual",), ("mt",), []),
        (("individual",), ("mt", "gl"), ["method_leaks"]),
        (("party",), ("hy", "wz"), ["method_leaks"]),
        (("party", "public"), ("hy", "wz"), []),
        (("party", "public"), ("hy",), ["audience_unreached"]),
        (("unit",), ("ds", "gl"), ["method_leaks"]),
        (("party",), ("xx", "hy"), ["method_unknown"]),
        (("party",), ("gl 室内",), []),
        (("party",), ("gl",), ["method_leaks", "audience_unreached"]),
    ],
)
def test_ways_must_suit_the_circles(audiences, methods, wanted):
    draft = replace(SOUND, entry=None, audiences=audiences, methods=methods, scope_reason="只与本人有关")
    assert codes(draft) == wanted


def test_a_board_that_the_catalog_hangs_indoors_suits_members():
    assert codes(replace(SOUND, methods=("hy", "gl"))) == []


@covers("R46")
def test_departing_from_the_catalog_stops():
    entry = EntryTerms(("party", "public"), ("hy", "gl", "wz"), ("periodic", "standing"))
    kept = replace(SOUND, entry=entry, audiences=("party", "public"), methods=("hy", "gl", "wz"))
    assert codes(kept) == []
    assert codes(replace(kept, methods=("hy", "gl", "wz", "xs"))) == []
    assert codes(replace(kept, methods=("hy", "wz"))) == ["methods_fewer"]
    assert codes(replace(kept, audiences=("public",))) == ["scope_narrower"]
    assert codes(replace(kept, audiences=("party", "unit", "public"))) == ["scope_wider"]
    assert codes(replace(kept, time_kind="standing")) == []
    assert codes(replace(kept, time_kind="instant")) == ["time_differs"]


@covers("R15")
def test_party_comes_before_public():
    draft = replace(SOUND, entry=None, audiences=("public", "party"), methods=("hy", "wz"))
    assert codes(draft) == ["order_wrong"]
    assert codes(replace(draft, audiences=("party", "public"))) == []
    assert codes(replace(draft, audiences=("party", "party", "public"))) == ["order_wrong"]


@covers("R13")
def test_fewer_than_the_members_needs_a_reason():
    draft = replace(SOUND, entry=None, audiences=("individual",), methods=("mt",))
    assert codes(draft) == ["below_members"]
    assert codes(replace(draft, scope_reason="只与本人有关，按谈话规定办")) == []


@covers("R61", "R77", "R78")
def test_cadre_matters_follow_their_own_rules():
    entry = EntryTerms(("party", "public"), ("hy", "wz"), ("instant",), notice_days=7)
    cadre = replace(
        SOUND, entry=entry, audiences=("party", "public"), methods=("hy", "wz"), time_kind="instant", by_rule=True,
        notice_days=7, content="拟任人选1名。受理电话见公开栏。",
    )  # fmt: skip
    assert codes(cadre) == []
    assert codes(replace(cadre, notice_days=None)) == ["notice_missing"]
    assert codes(replace(cadre, notice_days=6)) == ["notice_short"]
    assert codes(replace(cadre, content="拟任人选1名。")) == ["contact_missing"]
    narrower = replace(cadre, audiences=("party",), methods=("hy",))
    assert codes(narrower) == ["rule_scope_reason"]
    assert codes(replace(narrower, scope_reason="按任前公示的规定在单位内公示")) == []


@covers("R78")
def test_posting_lasts_at_least_as_long_as_the_entry_or_the_rulebook_says():
    posted = replace(SOUND, entry=replace(ENTRY, notice_days=5), content=SOUND.content + "联系电话见公开栏。")
    assert codes(replace(posted, notice_days=4)) == ["notice_short"]
    assert codes(replace(posted, notice_days=5)) == []
    cadre = replace(posted, entry=ENTRY, by_rule=True, notice_least=5)
    assert codes(replace(cadre, notice_days=4)) == ["notice_short"]
    assert codes(replace(posted, entry=ENTRY, notice_days=None)) == []


@pytest.mark.parametrize("part", ["title", "plain", "content", "procedure", "result"])
def test_a_personal_number_stops_wherever_it_stands(part):
    number = made_id()
    report = checks.run(replace(SOUND, **{part: f"张某某 {number} 3人"}))
    assert [(found.code, found.part, found.shown) for found in report.stops] == [
        ("personal_number", Part(part), number)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"links": (f"https://example.org/?id={made_id()}",)},
        {"empty_reasons": {"result": f"待 {made_id()} 到场"}},
        {"scope_reason": f"只告知 {made_id()}"},
        {"attachments": (AttachedFile("名单.xlsx", text=f"张某某\t{made_id()}"),)},
        {"attachments": (AttachedFile(f"{made_id()}.pdf"),)},
        {"attachments": (AttachedFile("照片.jpg", caption=f"{made_id()}"),)},
    ],
)
def test_a_personal_number_stops_in_hidden_places_too(change):
    assert codes(replace(SOUND, **change)) == ["personal_number"]


def test_a_second_persons_decision_lifts_exactly_that_number():
    draft = replace(SOUND, content=f"{made_id()} 和 13900000000，共2人。")
    first, second = checks.run(draft).stops
    report = checks.run(draft, decided={(first.code, first.digest)})
    assert report.stops == (second,) and report.lifted == (first,)
    assert first.shown not in first.digest and len(first.digest) == 64
    assert "personal_numbers" not in {check.code for check in report.passed}
    changed = replace(draft, content="13800000000")
    assert checks.run(changed, decided={(second.code, second.digest)}).stops != ()


def test_a_mark_of_secrecy_cannot_be_lifted_but_an_internal_one_can():
    marked = checks.run(replace(SOUND, content="密级：机密\n内部资料，3份。")).stops
    assert [found.code for found in marked] == ["secrecy_mark", "internal_mark"]
    report = checks.run(
        replace(SOUND, content="密级：机密\n内部资料，3份。"), decided={(one.code, one.digest) for one in marked}
    )
    assert [found.code for found in report.stops] == ["secrecy_mark"]
    assert [found.code for found in report.lifted] == ["internal_mark"]


@covers("R14")
def test_marks_in_attachments_stop():
    draft = replace(SOUND, attachments=(AttachedFile("会议纪要.docx", text="注意保密，不得外传"),))
    assert set(codes(draft)) == {"internal_mark"}


def test_a_file_that_is_gone_stops():
    assert codes(replace(SOUND, attachments=(AttachedFile("表.pdf", refused="已经不在这一稿里。"),))) == [
        "file_refused"
    ]


def test_every_finding_has_a_title_a_sentence_and_an_article():
    drafts = [
        DraftFacts(),
        DraftFacts(title="题" * 99, audiences=("public", "world", "party"), methods=("xx", "mt"), by_rule=True),
        replace(SOUND, entry=EntryTerms(("unit", "public"), ("wz",), ("staged",), 5), notice_days=1),
        replace(SOUND, audiences=("individual",), methods=("gl",), content=f"{made_id()} 绝密★ 内部资料"),
        replace(SOUND, attachments=(AttachedFile("表.pdf", refused="打不开。"),), by_rule=True, audiences=("unit",)),
    ]
    seen = set()
    for draft in drafts:
        for found in checks.run(draft).stops:
            seen.add(found.code)
            assert found.title and found.sentence.endswith("。") and found.article.startswith("第")
            assert "{" not in found.title + found.sentence
    assert len(seen) >= 17
