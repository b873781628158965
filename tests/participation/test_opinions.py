"""An opinion from the author's words to the answer, in time and never without an answer (R51, R98–R101)."""

from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.ledger.models import AuditEvent, Outbox
from gongkai.participation import actions, queries
from gongkai.participation.models import Opinion, OpinionNotice, OpinionStep
from gongkai.rules.actor import Actor
from gongkai.rules.opinions import TYPED_IN
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.participation.voices import TODAY


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R98", "R99", "R100", "R51", "R151")
def test_a_signed_opinion_from_the_word_to_the_end(voices):
    opinion = voices.submit()
    assert (opinion.number, opinion.state, opinion.submitter) == ("Z01-C01-YJ-2026-0001", "received", "member")
    assert (opinion.due_on, opinion.answer_by) == (date(2026, 10, 22), date(2026, 11, 9))
    voices.move(opinion, "assign", assigned_to="王五", remark="请本周内问清楚。")
    voices.move(opinion, "handle", "clerk", remark="问过施工队。")
    decided = voices.move(opinion, "decide", "head", result="explained", answer="十一月底修好。", remark="同意")
    assert (decided.state, decided.due_on, decided.late) == ("decided", date(2026, 10, 22), False)
    assert refusal(voices.move, opinion, "close") == "opinion_not_told"
    told = voices.move(opinion, "tell", told_on=TODAY, way="by_phone", by_name="许五", text="打电话说明了。")
    assert (told.state, told.rating_due) == ("told", date(2026, 11, 2))
    notice = OpinionNotice.objects.get(opinion=opinion)
    assert (notice.told_on, notice.way, notice.by_name, notice.text) == (TODAY, "by_phone", "许五", "打电话说明了。")
    assert refusal(voices.move, opinion, "close") == "opinion_rating_open"
    voices.later(15)
    assert voices.move(opinion, "close").state == "closed"
    verbs = [step.verb for step in OpinionStep.objects.filter(opinion=opinion).order_by("pk")]
    assert verbs == ["assign", "handle", "decide", "tell", "close"]


@covers("R12")
def test_nothing_in_the_register_or_the_trail_names_the_author(voices):
    opinion = voices.submit("member", contact="三组陈家院子")
    columns = {name: str(value) for name, value in vars(opinion).items()}
    member = voices.world.member
    assert "陈三" not in str(columns) and "三组" not in str(columns) and len(opinion.identity_ref) == 32
    events = AuditEvent.objects.filter(subject=f"opinion:{opinion.pk}")
    assert [(event.user_id, event.actor_kind, event.at.astimezone(voices.now.tzinfo).hour) for event in events] == [
        (None, "clock", 0)
    ]
    assert str(member.pk) not in str(opinion.concerned)


@covers("R11")
@pytest.mark.parametrize("channel", TYPED_IN)
def test_every_channel_enters_one_register(voices, channel):
    opinion = actions.enter(
        voices.at("clerk"), org_id=voices.world.village.pk, text="路灯坏了。", kind="suggestion", channel=channel,
        received_on=TODAY - timedelta(days=1), submitter="resident", **voices.when,
    )  # fmt: skip
    assert (opinion.channel, opinion.submitter, opinion.signed) == (channel, "resident", False)
    rows, _ = queries.register(voices.at("keeper"), today=voices.today, channel=channel)
    assert [row.pk for row in rows] == [opinion.pk]


@covers("R11", "R100")
def test_on_behalf_of_one_without_a_phone_with_the_name_in_the_vault(voices):
    enter = {
        "org_id": voices.world.village.pk,
        "text": "低保评议怎么评的？",
        "kind": "inquiry",
        "channel": "visit",
        "received_on": TODAY,
    }
    opinion = actions.enter(voices.at("keeper"), name="李大娘", contact="二组", **enter, **voices.when)
    assert opinion.signed and opinion.acknowledged_on is None
    assert voices.move(opinion, "acknowledge").acknowledged_on == voices.today
    assert refusal(voices.move, opinion, "acknowledge") == "opinion_acknowledged"
    assert refusal(actions.enter, voices.at("keeper"), name="李大娘", **enter, **voices.when) == "opinion_contact"
    assert refusal(actions.enter, voices.at("charlie"), **enter, **voices.when) == "not_found"
    assert (
        refusal(actions.enter, voices.at("keeper"), **(enter | {"channel": "web"}), **voices.when) == "opinion_choice"
    )
    ahead = enter | {"received_on": TODAY + timedelta(days=1)}
    assert refusal(actions.enter, voices.at("keeper"), **ahead, **voices.when) == "opinion_future"


@covers("R52")
@pytest.mark.parametrize(("who", "said", "kept"), [("member", "resident", "member"), ("villager", "member", "resident"), ("visitor", "resident", "resident"), ("charlie", "unsaid", "unsaid")])  # fmt: skip
def test_the_class_of_the_author_is_recorded(voices, who, said, kept):
    assert voices.submit(who, sign=False, submitter=said).submitter == kept


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "  "}, "opinion_text"), ({"text": "长" * 1001}, "opinion_text"), ({"kind": "song"}, "opinion_choice"),
        ({"concern": "x"}, "opinion_choice"), ({"about": "item:nothing"}, "opinion_about"),
        ({"about": "duty:2026-10:C99"}, "opinion_about"), ({"about": "nonsense"}, "opinion_about"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_words_and_nothing_is_kept(voices, more, code):
    assert refusal(voices.submit, **more) == code
    assert not Opinion.objects.exists()


def test_a_visitor_who_signs_leaves_a_name_and_a_way_to_be_told(voices):
    assert refusal(voices.submit, "visitor", contact="") == "opinion_contact"
    assert refusal(voices.submit, "visitor", name="某某", contact="长" * 61) == "text_too_long"
    assert voices.submit("visitor", name="某某").signed


def test_five_a_day_from_one_account(voices):
    for _ in range(5):
        voices.submit()
    assert refusal(voices.submit) == "opinion_many"
    assert voices.submit("villager").signed
    voices.later(1)
    assert voices.submit().signed


@covers("R101")
def test_dissatisfied_once_is_handled_anew_and_twice_goes_to_the_superior(voices):
    opinion = voices.told()
    assert refusal(voices.rate, opinion, "dissatisfied") == "remark_needed"
    again = voices.rate(opinion, "dissatisfied", "没有说清楚钱从哪里来。")
    assert (again.state, again.reopened, again.told_on, again.handling) == ("handling", 1, None, "")
    voices.move(opinion, "handle", "clerk", remark="查了账。")
    voices.move(opinion, "decide", "head", result="partly", reason="资金分两年到位", answer="今年先修一半。")
    voices.move(opinion, "tell", way="in_person", by_name="许五", text="当面说了。")
    up = voices.rate(opinion, "dissatisfied", "还是没说清。")
    assert (up.state, up.handler_path, up.went_up) == ("received", voices.world.town.path, True)
    assert voices.sees("keeper", opinion) and voices.sees("superior", opinion)
    assert refusal(voices.move, opinion, "assign", "keeper", assigned_to="王五") == "no_permission"
    voices.move(opinion, "assign", "superior", assigned_to="镇村建办")
    voices.move(opinion, "handle", "superior", remark="到村里看了。")
    voices.move(opinion, "decide", "town_head", result="adopted", answer="镇里补足资金。")
    voices.move(opinion, "tell", "superior", way="in_person", by_name="周九", text="当面说了。")
    assert voices.rate(opinion, "dissatisfied", "太慢。").state == "closed"
    assert opinion.ratings.count() == 3


@covers("R101")
def test_a_rating_ends_it_once_and_not_after_its_time(voices):
    opinion = voices.told()
    assert voices.rate(opinion, "mostly").state == "closed"
    assert refusal(voices.rate, opinion) == "wrong_state"
    other = voices.told()
    voices.later(15)
    assert refusal(voices.rate, other) == "opinion_rating_over"
    assert refusal(actions.rate, Actor.visitor(), receipt="1.x", value="satisfied", **voices.when) == "not_found"


@covers("R99")
def test_extended_once_with_its_reason(voices):
    opinion = voices.submit()
    voices.move(opinion, "assign", assigned_to="王五")
    extended = voices.move(opinion, "extend", "head", remark="要等施工队的单据。")
    assert extended.answer_by == date(2026, 11, 30) == extended.due_on
    assert refusal(voices.move, opinion, "extend", "head", remark="还要等。") == "opinion_extended"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"result": "rejected", "answer": "不行。"}, "opinion_reason"), ({"result": "explained", "answer": " "}, "opinion_field"),
        ({"result": "", "answer": "好。"}, "opinion_choice"),
    ],
)  # fmt: skip
def test_a_result_has_its_answer_and_a_refusal_its_reason(voices, fields, code):
    opinion = voices.submit()
    voices.move(opinion, "assign", assigned_to="王五")
    voices.move(opinion, "handle", "clerk", remark="查过了。")
    assert refusal(voices.move, opinion, "decide", "head", **fields) == code
    assert refusal(voices.move, opinion, "reassign", assigned_to=" ", remark="换人") == "opinion_person"


@covers("R51", "R99")
def test_what_is_overdue_goes_on_the_superiors_list_once(voices):
    opinion = voices.submit()
    clock = Actor.clock()
    assert actions.escalate_overdue(clock, **voices.when) == 0
    assert queries.escalated(voices.at("superior"), path=voices.world.town.path) == []
    voices.later(4)
    assert [actions.escalate_overdue(clock, **voices.when) for _ in range(2)] == [1, 0]
    assert Outbox.objects.filter(kind="opinion_overdue").count() == 1
    assert [row.pk for row in queries.escalated(voices.at("superior"), path=voices.world.town.path)] == [opinion.pk]
    assert queries.opinion(voices.at("superior"), opinion_id=opinion.pk).handler_path == voices.world.village.path
    assert refusal(voices.move, opinion, "assign", "superior", assigned_to="王五") == "no_permission"
    row = queries.overdue_counts(voices.at("superior"), path=voices.world.town.path, today=voices.today)[0]
    assert (row.org_name, row.open, row.overdue, row.steps) == ("上书村", 1, 0, 1)  # handed on late, answer not yet due
    assert queries.escalated(voices.at("charlie"), path=voices.world.town.path) == []
    assert refusal(actions.escalate_overdue, voices.at("clerk"), **voices.when) == "not_found"


def test_the_public_counter_tells_a_number_and_the_oldest_day(voices):
    village = voices.world.village.pk
    assert queries.unanswered(Actor.visitor(), org_id=village, today=voices.today).count == 0
    voices.submit()
    voices.later(3)
    voices.submit("villager")
    found = queries.unanswered(Actor.visitor(), org_id=village, today=voices.today)
    assert (found.count, found.oldest_days) == (2, 3)


@covers("R51", "R152")
def test_results_are_published_in_general_words(voices):
    opinion = voices.decided(voices.submit("visitor", sign=False))
    published = voices.move(opinion, "publish", question="村道何时修好？", public_answer="十一月底完工。")
    assert published.published_on == voices.today and published.state == "decided"
    one = queries.general_results(Actor.visitor(), org_id=voices.world.village.pk)[0]
    assert (one.question, one.answer, one.days, one.result) == ("村道何时修好？", "十一月底完工。", 0, "explained")
    assert voices.move(opinion, "close").state == "closed"


def test_the_author_reads_the_answer_only_with_the_receipt(voices):
    opinion = voices.submit()
    view = queries.by_receipt(Actor.visitor(), receipt=opinion.receipt, today=voices.today)
    assert (view.state_name, view.answer, view.may_rate) == ("已收到", "", False)
    voices.told(opinion)
    view = queries.by_receipt(Actor.visitor(), receipt=opinion.receipt, today=voices.today)
    assert (view.answer, view.may_rate) == ("十一月底修好。", True)
    assert refusal(queries.by_receipt, Actor.visitor(), receipt=f"{opinion.pk}.x", today=voices.today) == "not_found"
    assert [one.number for one in queries.own_opinions(voices.at("member"), today=voices.today)] == [opinion.number]
    assert queries.own_opinions(voices.at("villager"), today=voices.today) == []
    assert queries.own_opinions(Actor.visitor(), today=voices.today) == []


def test_words_between_author_and_office(voices):
    opinion = voices.submit()
    actions.add_message(Actor.visitor(), receipt=opinion.receipt, text="是三组那一段。", now=voices.tick())
    voices.move(opinion, "speak", remark="收到，三组一并看。")
    view = queries.by_receipt(Actor.visitor(), receipt=opinion.receipt, today=voices.today)
    assert [(one.from_author, one.by_name, one.text) for one in view.messages] == [
        (True, "", "是三组那一段。"), (False, "许五", "收到，三组一并看。"),
    ]  # fmt: skip
    assert refusal(actions.add_message, Actor.visitor(), receipt="", text="x", now=voices.now) == "not_found"


@covers("R100")
def test_an_anonymous_one_comes_by_the_clock_and_is_answered_by_its_reference(voices):
    clock = Actor.clock()
    given = {
        "org_id": voices.world.village.pk,
        "text": "食堂太贵。",
        "kind": "criticism",
        "received_on": TODAY,
        "anonymous_ref": "a" * 64,
    }
    opinion = actions.receive(clock, now=voices.now, **given)
    assert actions.receive(clock, now=voices.now, **given).pk == opinion.pk
    assert (opinion.channel, opinion.signed, opinion.submitter, opinion.confidential) == (
        "anonymous_web",
        False,
        "unsaid",
        False,
    )
    actions.add_message(clock, anonymous_ref="a" * 64, text="说的是学校食堂。", now=voices.now, on=TODAY)
    voices.decided(opinion, answer="已经降价。")
    view = queries.public_answer(clock, anonymous_ref="a" * 64)
    assert (view.answer, view.messages) == ("已经降价。", ((True, "说的是学校食堂。", TODAY),))
    assert refusal(queries.public_answer, voices.at("clerk"), anonymous_ref="a" * 64) == "not_found"
    assert refusal(queries.public_answer, clock, anonymous_ref="") == "not_found"
    assert refusal(actions.receive, voices.at("clerk"), now=voices.now, **given) == "not_found"
    event = AuditEvent.objects.get(subject=f"opinion:{opinion.pk}", verb="opinion.receive")
    assert (event.user_id, event.at.astimezone(voices.now.tzinfo).time().isoformat()) == (None, "00:00:00")


def test_what_an_anonymous_one_was_about_may_have_gone(voices):
    opinion = actions.receive(
        Actor.clock(), org_id=voices.world.village.pk, text="账目看不懂。", kind="inquiry", about="item:gone",
        received_on=TODAY, now=voices.now,
    )  # fmt: skip
    assert (opinion.about, opinion.disclosure_id) == ("", None)


@covers("R12")
def test_keys_tell_nothing_of_the_order(voices):
    made = [voices.submit("visitor", sign=False).pk for _ in range(12)]
    assert made != sorted(made) and max(made) > 2**40
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            rows = cursor.execute("SELECT rowid, id FROM participation_opinion").fetchall()
        assert {rowid for rowid, _ in rows} == {key for _, key in rows} == set(made)


def test_two_people_at_once_do_not_both_act(voices):
    opinion = voices.submit()
    stale = queries.opinion(voices.at("keeper"), opinion_id=opinion.pk)
    voices.move(opinion, "assign", assigned_to="王五")
    assert refusal(voices.move, stale, "assign", assigned_to="赵六") == "wrong_state"


@covers("R167")
def test_a_years_figures(voices):
    voices.rate(voices.told(), "satisfied")
    voices.rate(voices.told(voices.submit("villager")), "dissatisfied", "没有说清。")
    voices.decided(voices.submit("visitor", sign=False), result="adopted")
    voices.submit("visitor", sign=False)
    found = queries.opinion_report(voices.at("keeper"), year=2026)
    assert (found.total, found.signed, found.answered, found.in_time, found.taken_up) == (4, 2, 3, 3, 1)
    assert (found.rated, found.satisfied, found.reopened, found.went_up) == (2, 1, 1, 0)
    assert "收到4条，署名2条" in found.sentence
    assert queries.opinion_report(voices.at("charlie"), year=2026).total == 0


def test_lists_cost_the_same_however_long_they_are(voices, django_assert_num_queries):
    def reads():
        queries.register(voices.at("keeper"), today=voices.today)
        queries.inbox(voices.at("keeper"), today=voices.today)
        queries.overdue_counts(voices.at("superior"), path=voices.world.town.path, today=voices.today)
        queries.opinion_report(voices.at("keeper"), year=2026)
        queries.general_results(Actor.visitor(), org_id=voices.world.village.pk)

    def cost():
        with django_assert_num_queries(1000, exact=False) as counted:
            reads()
        return len(counted)

    voices.submit("visitor", sign=False)
    few = cost()
    for _ in range(8):
        voices.decided(voices.submit("visitor", sign=False))
    assert cost() == few < 30
