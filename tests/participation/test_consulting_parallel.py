"""Answering, signing up and publishing at the same moment: each counts once, nothing slips past the adoption table."""

import pytest

from gongkai.participation import actions
from gongkai.participation.models import Consultation, ConsultationReply, SaidWords, Signup
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.parallel import at_once, file_database, seen
from tests.participation.asking import Asking
from tests.participation.test_hearings import Hearing


@covers("R64")
@pytest.mark.django_db(transaction=True)
def test_one_member_answering_eight_times_at_once_is_one_reply(tmp_path):
    asking = Asking(Desk())
    row = asking.opened()
    member, now, today = asking.at("member"), asking.tick(), asking.desk.today

    def answer():
        return actions.answer_consultation(
            member, number=row.number, said={0: "同意"}, words="早点开工", now=now, today=today
        ).way

    with file_database(tmp_path):
        assert set(at_once([answer] * 8)) == {"online"}
        assert seen(ConsultationReply.objects.count) == 1
        assert seen(SaidWords.objects.count) == 1


@covers("R64")
@pytest.mark.django_db(transaction=True)
def test_what_is_typed_in_while_the_head_publishes_is_in_the_table_or_refused(tmp_path):
    asking = Asking(Desk())
    row = asking.opened()
    asking.later(11)
    asking.result(row)
    clerk, head, now, today = asking.at("clerk"), asking.at("head"), asking.tick(), asking.desk.today

    def publish():
        return actions.move_consultation(head, number=row.number, verb="publish", now=now, today=today).state

    def type_in():
        return actions.type_reply(
            clerk,
            number=row.number,
            way="paper",
            people=1,
            source="意见箱",
            said={},
            words="先修桥",
            now=now,
            today=today,
        ).way

    with file_database(tmp_path):
        results = at_once([publish, type_in, publish, type_in])
        state = seen(lambda: Consultation.objects.get(pk=row.pk).state)
        words = seen(SaidWords.objects.count)
    assert (state, words) in {("published", 0), ("open", 2)}
    assert results.count("published") == (state == "published")


@covers("R65")
@pytest.mark.django_db(transaction=True)
def test_members_signing_up_at_once_get_different_tickets(tmp_path):
    hall = Hearing(Desk())
    row = hall.announced()
    people = [hall.at(who) for who in hall.members(6)]
    now, today = hall.tick(), hall.desk.today

    def sign(actor):
        return lambda: actions.sign_up(actor, number=row.number, wants="", now=now, today=today).ticket

    with file_database(tmp_path):
        assert sorted(at_once([sign(actor) for actor in people])) == [1, 2, 3, 4, 5, 6]
        assert seen(Signup.objects.count) == 6
