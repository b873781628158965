"""Letters, files, yearly figures, and what is asked for again and again (R45, R95, R96, R166)."""

from datetime import date

import pytest

from gongkai.access_requests import actions, queries
from gongkai.rulebook.models import EntryProposal
from tests.access_requests.asking import ANSWER, refusal
from tests.covers import covers


def paper(tmp_path, text="附件内容"):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def attach(asking, row, who, side, tmp_path, text="附件内容"):
    return actions.attach_file(
        asking.at(who),
        number=row.number,
        side=side,
        path=paper(tmp_path, text),
        name="说明.txt",
        now=asking.desk.tick(),
    )


@covers("R92", "R95")
def test_letters_are_written_from_the_steps_they_tell_of(asking):
    row = asking.move(asking.ruled(until=date(2026, 12, 31)), "tell")
    clerk, member = asking.at("clerk"), asking.at("member")
    assert [one.kind for one in queries.letters(member, number=row.number)] == ["receipt", "refusal"]
    shown = queries.letters(clerk, number=row.number)
    assert [one.kind for one in shown] == ["receipt", "refusal", "filing"]
    receipt, told, up = (queries.letter(clerk, number=row.number, key=one.key) for one in shown)
    assert "2026年10月8日" in receipt.letter.paragraphs[1] and receipt.document_number == ""
    assert told.document_number == "上书村依申请〔2026〕1号"
    assert told.letter.attachment_title == "上级审定意见"
    assert "核查还没有结束。" in told.letter.paragraphs[1] and "2026年12月31日" in told.letter.paragraphs[1]
    assert up.letter.addressee == "东溪镇党委" and "同意不公开" in "".join(up.letter.paragraphs)
    assert refusal(queries.letter, member, number=row.number, key="filing") == "not_found"
    assert refusal(queries.letter, asking.at("charlie"), number=row.number, key="receipt") == "not_found"


@covers("R90", "R91")
def test_every_notice_on_the_way_is_a_letter_with_its_own_number_and_day(asking):
    row = asking.move(asking.apply(), "ask_correction", remark="请写明年份。")
    row = asking.move(asking.move(row, "correct", "member", remark="2025年"), "accept")
    row = asking.move(row, "extend", remark="要查旧账。", consent="领导小组同意")
    row = asking.move(row, "grant", **ANSWER)
    actor = asking.at("member")
    letters = [
        queries.letter(actor, number=row.number, key=one.key) for one in queries.letters(actor, number=row.number)
    ]
    assert [one.row.kind for one in letters] == ["receipt", "correction", "extension", "grant"]
    assert [one.document_number[-3:] for one in letters[1:]] == ["〕1号", "〕2号", "〕3号"]
    assert "2026年10月13日" in "".join(letters[1].letter.paragraphs)
    assert "2026年10月30日" in "".join(letters[2].letter.paragraphs)
    assert ANSWER["answer"] in letters[3].letter.paragraphs


def test_files_belong_to_their_side_and_their_time(asking, tmp_path):
    row = asking.apply()
    mine = attach(asking, row, "member", "application", tmp_path)
    assert refusal(attach, asking, row, "clerk", "application", tmp_path) == "no_permission"
    assert refusal(attach, asking, row, "member", "answer", tmp_path) == "no_permission"
    assert refusal(attach, asking, row, "clerk", "answer", tmp_path) == "request_files_closed"
    asking.move(row, "accept")
    answer = attach(asking, row, "clerk", "answer", tmp_path)
    material = attach(asking, row, "clerk", "material", tmp_path)
    tokens = lambda who: {one.file.token for one in asking.view(row, who).files}  # noqa: E731
    assert tokens("member") == {mine.file.token}
    assert tokens("clerk") == {mine.file.token, answer.file.token, material.file.token}
    member = asking.at("member")
    assert refusal(queries.request_file, member, number=row.number, token=answer.file.token) == "not_found"
    asking.move(row, "grant", **ANSWER)
    assert tokens("member") == {mine.file.token, answer.file.token}
    assert queries.request_file(member, number=row.number, token=answer.file.token)[1].name == "说明.txt"
    assert (
        refusal(
            actions.detach_file, asking.at("clerk"), number=row.number, token=answer.file.token, now=asking.desk.now
        )
        == "request_files_closed"
    )


def test_a_file_is_taken_off_while_open_and_a_secret_one_stops_the_answer(asking, tmp_path):
    row = asking.accepted()
    hung = attach(asking, row, "clerk", "answer", tmp_path, text="机密★10年")
    assert refusal(asking.move, row, "grant", **ANSWER) == "request_answer_unfit"
    actions.detach_file(asking.at("clerk"), number=row.number, token=hung.file.token, now=asking.desk.tick())
    assert asking.move(row, "grant", **ANSWER).result == "granted"
    assert (
        refusal(actions.detach_file, asking.at("clerk"), number=row.number, token="0", now=asking.desk.now)
        == "not_found"
    )


@covers("R96", "R166")
def test_the_years_figures_are_numbers_for_everybody(asking):
    asking.move(asking.accepted(matter="甲事"), "grant", **ANSWER)
    late = asking.apply(matter="乙事")
    asking.later(20)
    asking.move(asking.move(late, "accept"), "extend", remark="查账", consent="领导小组")
    asking.move(asking.ruled(row=asking.accepted(matter="丙事")), "tell")
    visitor, village, town = asking.at("visitor"), asking.world.village.pk, asking.world.town.pk
    year = queries.yearly(visitor, org_id=village, year=2026, today=asking.today)
    assert (year.received, year.open, year.days, year.extended, year.late, year.ruled) == (3, 1, 0.0, 1, 1, 1)
    assert {kind: number for kind, number in year.results.items() if number} == {"granted": 1, "refused": 1}
    assert queries.yearly(visitor, org_id=town, year=2026, today=asking.today).received == 0
    assert queries.yearly(visitor, org_id=town, year=2026, today=asking.today, below=True).received == 3
    rows = queries.yearly_by_organization(visitor, org_id=town, year=2026, today=asking.today)
    assert [(org.pk, one.received) for org, one in rows] == [(village, 3)]
    assert queries.years(visitor, org_id=town) == [2026]


@covers("R45")
def test_three_members_who_ask_the_same_make_a_proposal_to_the_maker_once(asking):
    for number in ("011", "012", "013"):
        asking.enroll(f"m{number}", number)
    questions = ("党员活动经费支出明细", "申请公开党员活动经费支出情况", "想了解党员活动经费支出")
    first = asking.accepted(matter=questions[0])
    again = asking.accepted(matter=questions[1])
    asking.accepted(who="m011", matter=questions[2])
    assert not EntryProposal.objects.exists()  # one member who asks twice is one
    asking.accepted(who="m012", matter="发展党员的公示材料")
    assert not EntryProposal.objects.exists()
    asking.accepted(who="m013", matter=questions[0])
    proposal = EntryProposal.objects.get()
    assert (proposal.org_id, proposal.name, proposal.category) == (asking.world.village.pk, questions[0], "8")
    assert {first.number, again.number} < set(proposal.body["questions"]) and "第九条（三）" in proposal.reason
    asking.accepted(who="m012", matter=questions[0])
    assert EntryProposal.objects.count() == 1


@pytest.mark.parametrize("steps", [1, 4])
def test_the_view_asks_the_same_number_of_questions_whatever_the_length(asking, steps, django_assert_num_queries):
    row = asking.accepted()
    if steps > 1:
        row = asking.move(row, "consult", remark="同意吗？", third_party="某店")
        row = asking.move(row, "resume", remark="同意")
    actor = asking.at("clerk")
    asking.view(row, "clerk")
    with django_assert_num_queries(8):
        queries.request_view(actor, number=row.number, today=asking.today)
    with django_assert_num_queries(1):
        queries.inbox(actor)
