"""The anonymous conversation: written by nobody, delivered mixed, read with the receipt alone (P30, P31)."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.ledger.sources import Sources, household
from gongkai.participation import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.anonymous import ABOVE_ONLY
from gongkai.rules.duties import LOCAL
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.participation.protectors import TEXT, TODAY, table

NEXT_MORNING = datetime(2026, 10, 15, 8, 0, tzinfo=LOCAL)


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert explain(caught.value.code, caught.value.facts)
    return caught.value.code


def write(protected, text=TEXT, source="a", today=TODAY, **more) -> str:
    return actions.write_anonymous(
        Actor.visitor(), org_code=more.pop("org", protected.world.village.code), text=text,
        kind=more.pop("kind", "suggestion"), source=source, today=today, **more,
    )  # fmt: skip


def read(code, source="a", today=TODAY):
    return queries.dialogue(Actor.visitor(), code=code, source=source, today=today)


def deliver(at=NEXT_MORNING):
    return actions.deliver(Actor.clock(), today=at.date(), now=at)


def answer(note_ref, text="已经查过，名单作废重定。"):
    table("Opinion").filter(anonymous_ref=note_ref).update(state="decided", answer=text, decided_on=date(2026, 10, 16))


@covers("R11", "R12")
def test_from_writing_to_the_answer_with_the_receipt_alone(protected):
    code = write(protected)
    assert read(code).delivered_on is None and read(code).answer is None
    assert deliver().notes == 1
    [note] = table("AnonymousNote").all()
    assert note.delivered_on == NEXT_MORNING.date()
    opinion = table("Opinion").get(anonymous_ref=note.ref)
    assert (opinion.text, opinion.received_on, opinion.identity_ref, opinion.signed) == (TEXT, TODAY, "", False)
    answer(note.ref)
    actions.say_more(Actor.visitor(), code=code, text="谢谢，还有一户漏了。", source="a", today=date(2026, 10, 16))
    found = read(code, today=date(2026, 10, 16))
    assert found.answer.answer == "已经查过，名单作废重定。" and found.waiting == (
        ("谢谢，还有一户漏了。", date(2026, 10, 16)),
    )
    assert deliver(datetime(2026, 10, 19, 8, 5, tzinfo=LOCAL)).words == 1
    assert read(code).answer.messages == ((True, "谢谢，还有一户漏了。", date(2026, 10, 16)),)


def test_what_is_kept_is_one_row_with_a_day_and_a_digest(protected):
    events, outbox = AuditEvent.objects.count(), Outbox.objects.count()
    code = write(protected)
    row = table("AnonymousNote").values().get()
    assert set(row) == {
        "id", "ref", "receipt", "org_id", "text", "kind", "about_leaders", "above_only", "from_member", "received_on",
        "delivered_on",
    }  # fmt: skip
    assert type(row["received_on"]) is date
    assert code not in repr(row) and code.replace("-", "") not in repr(row)
    assert (AuditEvent.objects.count(), Outbox.objects.count()) == (events, outbox)


@pytest.mark.parametrize("who", ["member", "clerk", "head"])
def test_somebody_with_a_name_cannot_write_namelessly(protected, who):
    act = actions.write_anonymous
    assert refused(
        act, protected.actor(who), org_code=protected.world.village.code, text=TEXT, kind="report", source="a", today=TODAY
    ) == "not_found"  # fmt: skip


SPELLINGS = {
    "as shown": lambda code: code,
    "small letters": str.lower,
    "without dashes": lambda code: code.replace("-", ""),
    "with blanks": lambda code: f"  {code.replace('-', ' ')} ",
    "full width": lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
    "letter O for zero": lambda code: code.replace("0", "O"),
    "letters I and L for one": lambda code: code.replace("1", "I", 1).replace("1", "l"),
    "long dashes": lambda code: code.replace("-", "——"),
}


@covers("R12")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_receipt_opens_however_it_is_written(protected, spelling):
    code = write(protected)
    assert read(SPELLINGS[spelling](code)).text == TEXT


WRONG = {
    "one sign off": lambda code: code[:-1] + ("0" if code[-1] != "0" else "2"),
    "one sign short": lambda code: code[:-1],
    "one sign more": lambda code: code + "0",
    "turned round": lambda code: code[::-1] if code[::-1] != code else "0" * 24,
    "empty": lambda code: "",
    "blanks": lambda code: "   ",
    "the stored digest": lambda code: table("AnonymousNote").get().receipt,
    "the reference": lambda code: table("AnonymousNote").get().ref,
    "the key": lambda code: str(table("AnonymousNote").get().pk),
    "SQL": lambda code: "' OR '1'='1",
    "zero bytes": lambda code: "\x00" * 24,
    "very long": lambda code: code * 1000,
}


@covers("R12")
@pytest.mark.parametrize("kind", WRONG)
def test_nothing_else_opens_it(protected, kind):
    code = write(protected)
    assert refused(read, WRONG[kind](code)) == "receipt_wrong"


def test_a_wrong_and_a_well_formed_unknown_code_cost_the_same(protected, django_assert_num_queries):
    write(protected)
    for code in ("nonsense", "0" * 24):
        with django_assert_num_queries(1):
            assert refused(read, code) == "receipt_wrong"


def test_guessing_ends_after_so_many_and_hits_nobody_else(protected):
    code = write(protected)
    for _ in range(20):
        assert refused(read, "0" * 24, source="guesser") == "receipt_wrong"
    assert refused(read, "0" * 24, source="guesser") == "receipt_tries"
    assert refused(read, code, source="guesser") == "receipt_tries"
    assert read(code, source="author").text == TEXT
    assert read(code, source="guesser", today=TODAY + timedelta(days=1)).text == TEXT


def test_a_flood_from_one_source_stops_and_others_still_write(protected):
    for number in range(5):
        write(protected, text=f"第{number}条", source="flood")
    assert refused(write, protected, source="flood") == "anonymous_many"
    assert write(protected, source="other")
    assert write(protected, source="flood", today=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "kind", "org", "code"),
    [
        ("", "suggestion", "", "anonymous_text"), (" \n ", "suggestion", "", "anonymous_text"),
        ("长" * 1001, "suggestion", "", "anonymous_text"), (TEXT, "gossip", "", "anonymous_choice"),
        (TEXT, "suggestion", "Z99-C99", "anonymous_org"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing_and_spends_nothing(protected, text, kind, org, code):
    assert refused(write, protected, text=text, kind=kind, org=org or protected.world.village.code) == code
    assert not table("AnonymousNote").exists()
    for number in range(5):
        write(protected, text=f"第{number}条")


@covers("R12")
@pytest.mark.parametrize(
    ("more", "above"),
    [({}, False), ({"about_leaders": True}, True), ({"above_only": True}, True), ({"kind": "report"}, True)],
)
def test_what_concerns_the_leaders_goes_to_the_superior(protected, more, above):
    write(protected, **more)
    deliver()
    opinion = table("Opinion").get()
    assert opinion.handler_path == (protected.world.town if above else protected.world.village).path
    assert opinion.confidential is above
    assert opinion.text.startswith(ABOVE_ONLY) is bool(more.get("above_only"))


MOMENTS = {
    "the same day": (datetime(2026, 10, 14, 23, 59, tzinfo=LOCAL), 0),
    "before eight": (datetime(2026, 10, 15, 7, 59, tzinfo=LOCAL), 0),
    "eight o'clock": (datetime(2026, 10, 15, 8, 0, tzinfo=LOCAL), 1),
    "a Saturday": (datetime(2026, 10, 17, 9, 0, tzinfo=LOCAL), 0),
    "Monday after": (datetime(2026, 10, 19, 8, 0, tzinfo=LOCAL), 1),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_delivered_on_the_next_working_day_from_eight(protected, moment):
    write(protected)
    at, delivered = MOMENTS[moment]
    assert deliver(at).notes == delivered


def test_delivered_once_however_often_the_clock_comes(protected):
    write(protected)
    assert deliver().notes == 1
    assert deliver().notes == 0
    table("AnonymousNote").update(delivered_on=None)  # killed between the two rooms' writes
    deliver()
    assert table("Opinion").count() == 1


def test_a_word_sent_twice_is_one_word_and_a_closed_matter_takes_none(protected):
    code = write(protected)
    for _ in range(2):
        actions.say_more(Actor.visitor(), code=code, text="还有一户", source="a", today=TODAY)
    assert len(read(code).waiting) == 1
    deliver()
    table("Opinion").update(state="closed")
    assert (
        refused(actions.say_more, Actor.visitor(), code=code, text="再说一句", source="a", today=TODAY)
        == "anonymous_closed"
    )
    assert read(code).closed


@covers("R12")
def test_a_slip_proves_a_member_once_and_names_nobody(protected):
    slip = actions.take_slip(protected.actor("member"), today=TODAY)
    assert refused(actions.take_slip, protected.actor("member"), today=TODAY) == "slip_taken"
    assert refused(actions.take_slip, protected.actor("villager"), today=TODAY) == "slip_not_member"
    write(protected, slip=slip.lower())
    assert table("AnonymousNote").get().from_member
    assert refused(write, protected, slip=slip) == "slip_wrong"
    taken, spent = table("SlipTaken").values().get(), table("SlipSpent").values().get()
    assert set(taken) == {"id", "user_id", "month"} and set(spent) == {"id", "nonce", "month"}
    halves = slip.replace("-", "")[:16], slip.replace("-", "")[16:]
    assert not any(half in repr((taken, spent)) for half in halves)


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 9, 30)])
def test_a_slip_holds_in_its_month_and_the_next(protected, day):
    slip = actions.take_slip(protected.actor("member"), today=TODAY)
    assert refused(write, protected, slip=slip, today=day) == "slip_wrong"
    assert write(protected, slip=slip, today=date(2026, 11, 30))


def test_a_forged_slip_is_none_and_the_words_are_not_taken(protected):
    slip = actions.take_slip(protected.actor("member"), today=TODAY)
    forged = ("0" if slip[0] != "0" else "2") + slip[1:]
    assert refused(write, protected, slip=forged) == refused(write, protected, slip="党员") == "slip_wrong"
    assert not table("AnonymousNote").exists()
    write(protected, slip=slip)


def test_old_slips_are_forgotten_and_every_row_survives_the_mixing(protected):
    write(protected, slip=actions.take_slip(protected.actor("member"), today=TODAY))
    code = write(protected)
    actions.say_more(Actor.visitor(), code=code, text="还有一户", source="a", today=TODAY)
    before = {
        name: sorted(table(name).values_list()) for name in ("AnonymousNote", "AnonymousWord", "SlipTaken", "SlipSpent")
    }
    assert actions.mix_rows(Actor.clock(), today=TODAY) == 5
    assert {name: sorted(table(name).values_list()) for name in before} == before
    actions.mix_rows(Actor.clock(), today=date(2026, 12, 1))
    assert not table("SlipTaken").exists() and not table("SlipSpent").exists()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.1.2.3", "10.1.2.3", True), ("10.1.2.3", "10.1.2.4", False), ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False), ("::ffff:10.1.2.3", "10.1.2.3", True), ("", "rubbish", True),
    ],
)  # fmt: skip
def test_a_household_is_one_source(one, other, same):
    assert (household(one) == household(other)) is same


def test_a_mark_says_nothing_the_day_after_nor_to_another_installation(tmp_path):
    here, there = Sources(tmp_path / "here"), Sources(tmp_path / "there")
    mark = here.mark("10.1.2.3", today=TODAY)
    assert mark == here.mark("10.1.2.3", today=TODAY) and "10.1.2.3" not in mark
    assert mark != there.mark("10.1.2.3", today=TODAY)
    assert mark == Sources(tmp_path / "here").mark("10.1.2.3", today=TODAY)
    assert mark != here.mark("10.1.2.3", today=TODAY + timedelta(days=1))
    assert mark != here.mark("10.1.2.3", today=TODAY)
