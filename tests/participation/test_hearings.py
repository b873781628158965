"""Hearings and enquiries: notice, sign-up, seats by lot, minutes, conclusions; a question and its answer (R65)."""

from datetime import datetime, timedelta

import pytest

from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries
from gongkai.participation.models import Enquiry, Signup
from gongkai.rules.draw import draw
from gongkai.rules.duties import LOCAL
from gongkai.rules.refusals import missing
from tests.covers import covers
from tests.factories.drafts import made_id
from tests.participation.asking import Asking, refusal

SEED = "2026年秋季听证，风调雨顺"


class Hearing(Asking):
    def draft(self, who="clerk", audience="party", seats=2, **more):
        held = datetime(2026, 10, 12, 9, 0, tzinfo=LOCAL)
        fields = {
            "title": "党费结余怎么用", "matter": "三种用法，各听一遍。", "audience": audience, "place": "村委会会议室",
            "held_at": held, "signup_until": self.desk.today + timedelta(days=7), "seats": seats, "seed": SEED,
        } | more  # fmt: skip
        return actions.draft_hearing(
            self.at(who), org_id=self.world.village.pk, now=self.tick(), today=self.desk.today, **fields
        )

    def move(self, row, verb, who, remark=""):
        return actions.move_hearing(
            self.at(who), number=row.number, verb=verb, now=self.tick(), today=self.desk.today, remark=remark
        )

    def announced(self, **more):
        row = self.draft(**more)
        self.move(row, "submit", "clerk")
        return self.move(row, "announce", "head")

    def sign(self, row, who="member", wants="想听听"):
        return actions.sign_up(self.at(who), number=row.number, wants=wants, now=self.tick(), today=self.desk.today)

    def members(self, count):
        """So many more members with an account."""
        for n in range(count):
            user = orgs.create_user(self.world.clock, username=f"dy{n}", name=f"党员{n}", now=self.now)
            orgs.enroll(
                self.world.clock, org_id=self.world.village.pk, roll_number=f"9{n:02}", name=user.name,
                from_date=self.desk.today, user_id=user.pk, now=self.now,
            )  # fmt: skip
            setattr(self.world, f"dy{n}", user)
        return [f"dy{n}" for n in range(count)]

    def waits(self, who, how):
        where = {"signing": (), "working": ()} | {how: (self.world.village.path,)}
        rows = queries.hearings_waiting(self.at(who), now=self.desk.now, today=self.desk.today, **where)
        return [one.pk for one in rows]

    def view(self, row, who):
        return queries.hearing_view(self.at(who), number=row.number, today=self.desk.today)


@pytest.fixture
def hall(desk):
    return Hearing(desk)


@covers("R65")
def test_a_hearing_goes_from_the_notice_to_its_conclusions(hall):
    row = hall.announced(seats=3)
    assert (row.number, row.state) == ("Z01-C01-TZ-2026-001", "announced")
    people = hall.members(5)
    assert [hall.sign(row, who).ticket for who in people] == [1, 2, 3, 4, 5]
    assert refusal(hall.move, row, "settle", "clerk").code == "signup_running"
    hall.later(8)
    assert refusal(hall.sign, row).code == "signup_closed"
    assert hall.waits("clerk", "working") == [row.pk]
    row = hall.move(row, "settle", "clerk")
    assert hall.waits("clerk", "working") == []
    assert (row.drawn, row.pool) == (True, [1, 2, 3, 4, 5])
    seen = hall.view(row, "member")
    assert seen.seated == list(draw(SEED, row.pool, 3)) and seen.signups is None
    assert refusal(hall.move, row, "minute", "clerk").code == "hearing_not_held"
    hall.later(8)
    assert refusal(hall.move, row, "minute", "clerk").code == "minutes_missing"
    actions.write_hearing(hall.at("clerk"), number=row.number, part="minutes", text="一、……", now=hall.tick())
    row = hall.move(row, "minute", "clerk")
    assert hall.waits("clerk", "working") == [row.pk] and hall.waits("head", "signing") == []
    assert refusal(hall.move, row, "conclude", "head").code == "conclusions_missing"
    actions.write_hearing(hall.at("clerk"), number=row.number, part="conclusions", text="用于便道。", now=hall.tick())
    row = hall.move(row, "conclude", "head")
    assert (row.state, queries.hearing(hall.at("member"), number=row.number).conclusions) == ("concluded", "用于便道。")
    assert refusal(
        actions.write_hearing, hall.at("clerk"), number=row.number, part="conclusions", text="改", now=hall.now
    ).code == "hearing_closed"  # fmt: skip


@covers("R65")
def test_without_too_many_all_sit_and_no_lots_are_drawn(hall):
    row = hall.announced(seats=2)
    hall.sign(row)
    hall.later(8)
    row = hall.move(row, "settle", "clerk")
    assert (row.drawn, hall.view(row, "clerk").seated) == (False, [1])
    assert [one.name for one in hall.view(row, "clerk").signups] == ["陈三"]


def test_a_ticket_given_back_is_not_given_again_and_does_not_sit(hall):
    row = hall.announced(seats=1)
    hall.sign(row)
    assert refusal(hall.sign, row).code == "signed_already"
    actions.take_back(hall.at("member"), number=row.number, now=hall.tick(), today=hall.desk.today)
    assert refusal(
        actions.take_back, hall.at("member"), number=row.number, now=hall.now, today=hall.desk.today
    ).code == "not_signed"  # fmt: skip
    assert hall.sign(row, hall.members(1)[0]).ticket == 2
    hall.later(8)
    row = hall.move(row, "settle", "clerk")
    assert (row.pool, hall.view(row, "clerk").seated) == ([2], [2])


def test_nobody_came(hall):
    row = hall.announced()
    hall.later(8)
    assert refusal(hall.move, row, "settle", "clerk").code == "signup_empty"
    assert refusal(hall.move, row, "cancel", "head").code == "remark_needed"
    assert hall.move(row, "cancel", "head", "没有人报名，改到11月。").state == "cancelled"


@covers("R13", "R158")
def test_a_hearing_inside_the_party_does_not_exist_for_others(hall):
    row = hall.announced()
    for who in ("villager", "charlie"):
        assert refusal(queries.hearing, hall.at(who), number=row.number).hidden
        assert refusal(hall.sign, row, who).hidden
        assert queries.open_hearings(hall.at(who), today=hall.desk.today) == []
        assert queries.hearings(hall.at(who)) == []
    assert queries.open_hearings(hall.world.visitor, today=hall.desk.today) == []
    assert [one.pk for one in queries.open_hearings(hall.at("member"), today=hall.desk.today)] == [row.pk]
    assert refusal(hall.sign, row, "head").code == "not_invited"
    assert not Signup.objects.exists()


@pytest.mark.parametrize(("more", "code"), [({"seats": 0}, "hearing_seats"), ({"seats": 1001}, "hearing_seats"), ({"seed": " "}, "seed_missing")])  # fmt: skip
def test_a_notice_names_seats_and_seed(hall, more, code):
    assert refusal(hall.draft, **more).code == code


def test_the_days_stand_in_order_when_the_notice_goes_out(hall):
    row = hall.draft(signup_until=hall.desk.today + timedelta(days=14))
    assert refusal(hall.move, row, "submit", "clerk").code == "hearing_days"


def test_the_seed_is_fixed_once_the_notice_is_out(hall):
    row = hall.draft()
    fields = {
        name: getattr(row, name)
        for name in ("title", "matter", "audience", "place", "held_at", "signup_until", "seats")
    }
    save = {"number": row.number, "now": hall.now, "seed": "另一句", **fields}
    assert actions.save_hearing(hall.at("clerk"), version=0, **save).seed == "另一句"
    assert refusal(actions.save_hearing, hall.at("clerk"), version=0, **save).code == "changed_meanwhile"
    hall.move(row, "submit", "clerk")
    assert hall.waits("head", "signing") == [row.pk] and hall.waits("clerk", "working") == []
    assert refusal(actions.save_hearing, hall.at("clerk"), version=2, **save).code == "hearing_closed"


def asked(desk, who="member", question="党费交了以后怎么用？", agreed=True, **more):
    return actions.ask(
        desk.at(who), org_id=desk.world.village.pk, question=question, agreed=agreed, now=desk.tick(), today=desk.today, **more
    )  # fmt: skip


def moved(desk, row, verb, who="clerk", remark=""):
    return actions.move_enquiry(desk.at(who), number=row.number, verb=verb, now=desk.tick(), remark=remark)


@covers("R65", "R176")
def test_an_enquiry_is_answered_and_becomes_a_common_question(desk):
    row = asked(desk)
    assert (row.number, row.audience, row.state) == ("Z01-C01-ZX-2026-001", "party", "asked")
    assert row.due_on > desk.today + timedelta(days=15)
    assert refusal(moved, desk, row, "answer").code == "remark_needed"
    row = moved(desk, row, "answer", remark="按党费收缴使用规定，每季度公布一次。")
    assert (row.answerer_name, queries.my_enquiries(desk.at("member"))[0].answer) == ("王五", row.answer)
    assert queries.common_questions(desk.at("member"), org_id=row.org_id) == []
    moved(desk, row, "show")
    assert [one.pk for one in queries.common_questions(desk.at("member"), org_id=row.org_id)] == [row.pk]
    for who in ("villager", "charlie"):
        assert queries.common_questions(desk.at(who), org_id=row.org_id) == []
    moved(desk, row, "hide", remark="规定改了")
    assert queries.common_questions(desk.at("member"), org_id=row.org_id) == []


def test_the_people_ask_inside_the_unit(desk):
    row = moved(desk, asked(desk, "villager"), "answer", remark="能。")
    moved(desk, row, "show")
    assert len(queries.common_questions(desk.at("villager"), org_id=row.org_id)) == 1


@pytest.mark.parametrize(("who", "code"), [("charlie", "not_yours_to_ask"), ("head", "not_yours_to_ask")])
def test_one_asks_where_one_belongs(desk, who, code):
    assert refusal(asked, desk, who).code == code
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("question", ["  ", "字" * 1001])
def test_a_question_is_written_and_not_too_long(desk, question):
    assert refusal(asked, desk, question=question).code == "enquiry_text"


def test_what_is_asked_is_known_to_the_asker_and_the_office(desk):
    row = asked(desk, agreed=False)
    for who in ("villager", "charlie"):
        assert refusal(queries.enquiry, desk.at(who), number=row.number).code == missing().code
    assert queries.enquiry(desk.at("member"), number=row.number) == row
    moved(desk, row, "answer", remark="好。")
    assert refusal(moved, desk, row, "show").code == "asker_disagrees"


def test_a_common_question_names_nobody(desk):
    row = moved(desk, asked(desk, question=f"身份证{made_id()}的补助发了吗？"), "answer", remark="发了。")
    assert refusal(moved, desk, row, "show").code == "personal_in_words"
