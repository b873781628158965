"""A round from the list of voters to the use of its result, and everything that must not be possible."""

import json
from datetime import timedelta

import pytest

from gongkai.ledger import queries as ledger
from gongkai.obligations import queries as obligations
from gongkai.orgs import actions as orgs
from gongkai.orgs.models import Membership
from gongkai.participation import actions, envelopes, queries, tally
from gongkai.participation.models import AppraisalRound, Voter
from gongkai.rules.actor import Actor
from gongkai.rules.appraisals import Item, Mark
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.participation.urn import ENDS, NOW, TODAY, ballot, village

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys():
    return tally.keygen()


@pytest.fixture
def place(db, keys):
    return village(keys=keys)


def refusal(act, *args, **named):
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.code


def logged(kind, found):
    """What the members' log says of a round; None before it says anything."""
    leaf = ledger.evidence(Actor.clock(), log="party", key=f"{kind}:{found.pk}")
    return leaf and json.loads(leaf.entry)


@covers("R117", "R118", "R119", "R155")
def test_a_round_from_the_list_to_the_use_of_its_result(place):
    found = place.move("open")
    assert (found.state, Voter.objects.filter(round=found).count()) == ("open", 9)
    for number, mark in enumerate([Mark.SATISFIED] * 4 + [Mark.MOSTLY, Mark.DISSATISFIED, Mark.UNKNOWING]):
        place.vote(number, mark, advice="公开栏太高" if number == 0 else "")
    assert refusal(place.move, "close") == "round_running"
    place.end()
    found = place.move("close")
    assert len(found.box) == 7 and found.box == sorted(found.box)
    assert not Voter.objects.exclude(envelope="").exists()
    assert refusal(place.move, "count") == "box_unopened"
    place.hand_in()
    found = place.move("count")
    said = queries.outcome(place.at("head"), round_id=found.pk)
    overall = said.items[-1]
    assert (overall.item, overall.score, overall.satisfaction) == ("overall", 83.3, 83.3)
    assert overall.marks["unknowing"] == 1
    assert dict(said.words)["advice"] == ("公开栏太高",)
    assert (said.turnout.due, said.turnout.took_part, said.low) == (9, 7, False)
    assert queries.outcome(place.at("member"), round_id=found.pk) is None

    duty = [
        row for row in obligations.todo(place.at("clerk"), org_id=found.org_id, today=place.today) if row.code == "C41"
    ]
    assert [row.title for row in duty] == ["2026年党务公开民主评议结果"]
    place.move("publish")
    result = logged("poll-result", found)
    assert result["box"] == f"sha256:{found.box_hash}" and set(result) == {
        "at",
        "box",
        "content",
        "doc",
        "org",
        "prev",
        "t",
        "v",
    }
    assert queries.outcome(place.at("member"), round_id=found.pk).items[-1].satisfaction == 83.3
    assert queries.outcome(place.at("villager"), round_id=found.pk).items
    assert refusal(place.move, "conclude") == "use_missing"
    actions.record_use(place.at("clerk"), round_id=found.pk, text="列入年度党建考核", now=place.now)
    assert place.move("conclude").state == "used"


def test_key_urn_and_count_stand_in_the_members_log_in_time(place):
    """P36: what could be exchanged unseen is fixed before it could be of use."""
    found = place.move("open")
    opened = logged("poll-open", found)
    assert (
        opened["key"] == f"sha256:{envelopes.fingerprint(found.public_key.encode())}" and opened["doc"] == found.number
    )
    place.vote(0, Mark.SATISFIED)
    place.vote(1, Mark.DISSATISFIED)
    assert logged("poll-urn", found) is None, "nothing of a vote that still runs"
    place.end()
    found = place.move("close")
    sealed = logged("poll-urn", found)
    assert sealed["box"] == f"sha256:{found.box_hash}" and sealed["envelopes"] == len(found.box) == 2
    assert queries.logged_urn(place.at("member"), round_id=found.pk).intact
    with pytest.raises(Refused):
        queries.logged_urn(Actor.visitor(), round_id=found.pk)

    AppraisalRound.objects.filter(pk=found.pk).update(box=found.box[:1], box_hash="0" * 64)
    assert not queries.logged_urn(place.at("member"), round_id=found.pk).intact, "an envelope was taken out"


@covers("R117")
def test_one_member_one_vote_and_the_last_before_closing_counts(place):
    place.move("open")
    for mark in (Mark.DISSATISFIED, Mark.MOSTLY, Mark.SATISFIED):
        last = place.vote(1, mark)
    for number in range(2, 8):
        place.vote(number)
    assert queries.standing(place.world.actor(place.voters[1]), round_id=place.round_id).fingerprint == last
    place.end()
    place.move("close")
    assert last in queries.fingerprints(place.at("member"), round_id=place.round_id)
    place.hand_in()
    place.move("count")
    marks = AppraisalRound.objects.get().table[Item.OVERALL]
    assert (marks["satisfied"], marks["dissatisfied"], marks["mostly"]) == (7, 0, 0)


def test_nobody_votes_who_is_not_on_the_list_or_too_late(place):
    sealed = envelopes.pack(envelopes.seal(place.keys.public, round_ref="x", ballot=ballot()))
    clerk = place.at("clerk")
    assert refusal(actions.cast, clerk, round_id=place.round_id, envelope=sealed, now=NOW) == "not_open"
    assert refusal(place.vote, 0) == "not_found"  # a round in preparation is not there for voters
    place.move("open")
    assert refusal(actions.cast, clerk, round_id=place.round_id, envelope=sealed, now=NOW) == "not_a_voter"
    for stranger in ("villager", "charlie"):
        assert (
            refusal(actions.cast, place.at(stranger), round_id=place.round_id, envelope=sealed, now=NOW) == "not_found"
        )
    for broken in ("", "§", "AAAA", sealed[:-8]):
        assert (
            refusal(actions.cast, place.at("member"), round_id=place.round_id, envelope=broken, now=NOW)
            == "ballot_unreadable"
        )
    place.end()
    assert refusal(place.vote, 0) == "not_open"
    assert actions.close_ended(place.world.clock, now=place.now) == 1
    assert refusal(place.vote, 0) == "not_open"
    assert actions.close_ended(place.world.clock, now=place.now) == 0


def test_probationary_members_and_those_who_left_have_no_vote(keys):
    place = village(3, keys=keys)
    clock = place.world.clock
    left = []
    for number, status in enumerate(("probationary", "full")):
        left.append(
            orgs.enroll(
                clock, org_id=place.world.village.pk, roll_number=f"9{number}", name="某人", status=status,
                from_date=TODAY - timedelta(days=9), now=NOW,
            )
        )  # fmt: skip
    orgs.leave_roll(clock, membership_id=left[1].pk, on=TODAY - timedelta(days=1), now=NOW)
    place.move("open")
    assert Voter.objects.count() == 4


@covers("R117")
def test_papers_are_counted_by_two_people_apart(place):
    place.move("open")
    for number in range(4):
        place.vote(number)
    papers = list(Voter.objects.filter(voted=False))
    for voter in papers[:3]:
        actions.hand_paper(place.at("clerk"), round_id=place.round_id, voter_id=voter.pk, now=NOW)
    assert refusal(place.vote, 4) == "took_paper"
    voted = Voter.objects.filter(voted=True).first()
    assert (
        refusal(actions.hand_paper, place.at("clerk"), round_id=place.round_id, voter_id=voted.pk, now=NOW)
        == "voted_online"
    )
    place.end()
    place.move("close")
    place.hand_in()

    def counted(who, returned=3, valid=3, marks=None):
        table = {item: dict(marks or {"satisfied": 1, "dissatisfied": 2}) for item in Item}
        return actions.count_papers(
            place.at(who), round_id=place.round_id, returned=returned, valid=valid, table=table, now=place.now
        )

    assert refusal(counted, "clerk", 3, 2) == "paper_sum"
    counted("clerk")
    assert refusal(place.move, "count") == "papers_disagree"
    assert queries.paper_counts(place.at("head"), round_id=place.round_id) == []
    counted("head", marks={"satisfied": 3})
    assert refusal(place.move, "count") == "papers_disagree"
    counted("head")
    place.move("count")
    assert AppraisalRound.objects.get().table[Item.OVERALL] == {
        "satisfied": 5, "mostly": 0, "dissatisfied": 2, "unknowing": 0,
    }  # fmt: skip


def test_more_papers_back_than_out_is_no_round(place):
    place.move("open")
    for number in range(6):
        place.vote(number)
    voter = Voter.objects.filter(voted=False).first()
    actions.hand_paper(place.at("clerk"), round_id=place.round_id, voter_id=voter.pk, now=NOW)
    place.end()
    place.move("close")
    place.hand_in()
    for who in ("clerk", "head"):
        actions.count_papers(
            place.at(who), round_id=place.round_id, returned=2, valid=2, now=place.now,
            table={item: {"satisfied": 2} for item in Item},
        )  # fmt: skip
    assert refusal(place.move, "count") == "too_many_papers"
    assert place.move("void", remark="收回的票比发出的多").state == "void"
    assert AppraisalRound.objects.get().box == []


def test_half_of_those_due_is_not_a_quorum(keys):
    place = village(7, keys=keys)  # eight voters
    place.move("open")
    for number in range(4):
        place.vote(number)
    place.end()
    place.move("close")
    place.hand_in()
    assert refusal(place.move, "count") == "no_quorum"


def test_a_small_round_tells_the_turnout_only(keys):
    place = village(3, keys=keys)
    place.move("open")
    for number in range(4):
        place.vote(number, Mark.DISSATISFIED, missing="工程款")
    place.move("close")  # everyone has voted
    place.hand_in()
    place.move("count")
    place.move("publish")
    said = queries.outcome(place.at("member"), round_id=place.round_id)
    assert (said.items, said.words, said.aware, said.turnout.took_part) == ((), (), (), 4)
    assert queries.numbers(place.at("member"), round_id=place.round_id) == []


@covers("R119")
def test_a_low_result_asks_for_a_plan(place):
    place.move("open")
    for number in range(9):
        place.vote(number, Mark.DISSATISFIED if number < 5 else Mark.SATISFIED)
    place.move("close")
    place.hand_in()
    place.move("count")
    assert place.move("publish").plan_due is not None
    actions.record_use(place.at("clerk"), round_id=place.round_id, text="报镇党委", now=place.now)
    assert refusal(place.move, "conclude") == "plan_missing"
    actions.write_plan(place.at("clerk"), round_id=place.round_id, text="每月把票据贴出来。", now=place.now)
    assert place.move("conclude").state == "used"


TAMPERED = {
    "another urn": ({"box": "0" * 64}, "result_other_box"),
    "another round": ({"round": "f" * 32}, "result_other_box"),
    "fewer envelopes": ({"envelopes": 6}, "result_sum"),
    "one hidden as unreadable": ({"unreadable": 1}, "result_sum"),
    "sums made better": ({"sums": {item: {"satisfied": 7, "mostly": 0, "dissatisfied": 0, "unknowing": 0} for item in Item}}, "result_unreadable"),
    "votes left out": ({"votes": []}, "result_unreadable"),
    "no votes at all": ({"votes": None}, "result_unreadable"),
    "words for numbers": ({"envelopes": "7"}, "result_unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_result_is_refused(place, name):
    changed, code = TAMPERED[name]
    place.move("open")
    for number in range(7):
        place.vote(number, Mark.MOSTLY)
    place.end()
    place.move("close")
    assert refusal(place.hand_in, **changed) == code
    assert AppraisalRound.objects.get().result_given_at is None


def test_a_vote_changed_in_the_result_or_doubled_is_refused(place):
    place.move("open")
    for number in range(7):
        place.vote(number, Mark.MOSTLY)
    place.end()
    place.move("close")
    result = place.opened()
    better = [*result["votes"]]
    better[0] = better[0] | {"marks": dict.fromkeys(map(str, Item), "satisfied")}
    assert refusal(place.hand_in, votes=better) == "result_unreadable"
    assert refusal(place.hand_in, votes=[result["votes"][0], *result["votes"]]) == "result_unreadable"
    assert refusal(place.hand_in, votes=result["votes"][::-1]) == "result_unreadable"
    for text in ("", "[]", "{", json.dumps({"votes": []})):
        assert (
            refusal(actions.give_result, place.at("head"), round_id=place.round_id, text=text, now=place.now)
            == "result_unreadable"
        )


def test_an_envelope_stuffed_in_the_database_shows(place):
    """Someone with the database puts another ballot into the urn after its hash was published."""
    place.move("open")
    for number in range(7):
        place.vote(number)
    place.end()
    found = place.move("close")
    published = found.box_hash
    stuffed = envelopes.pack(envelopes.seal(place.keys.public, round_ref=found.ref, ballot=ballot(Mark.DISSATISFIED)))
    AppraisalRound.objects.update(box=sorted([*found.box, stuffed]))
    prints = queries.fingerprints(place.at("member"), round_id=found.pk)
    assert envelopes.box_hash(prints) != published


def test_who_may_do_and_see_what(place):
    assert refusal(place.move, "open", who="superior") == "no_permission"
    assert refusal(place.move, "open", who="charlie") == "not_found"
    place.move("open")
    for who in ("villager", "charlie"):
        assert refusal(queries.appraisal, place.at(who), round_id=place.round_id) == "not_found"
    assert queries.appraisal(place.at("superior"), round_id=place.round_id)
    assert refusal(queries.voters, place.at("member"), round_id=place.round_id) == "not_found"
    assert refusal(queries.box, place.at("head"), round_id=place.round_id) == "not_found"
    assert refusal(queries.box, place.at("superior"), round_id=place.round_id) == "not_found"
    assert refusal(
        actions.prepare_round, place.at("clerk"), org_id=place.world.village.pk, title="又一轮", ends_on=ENDS, now=NOW, today=TODAY
    ) == "round_running_already"  # fmt: skip


def test_a_member_who_moves_in_the_middle_of_a_round_votes_where_the_list_names_him_and_only_there(place):
    """The list stands from the opening: a move changes neither who is due nor the quorum."""
    place.move("open")
    clock, user = place.world.clock, place.voters[1]
    row = Membership.objects.get(user=user)
    orgs.leave_roll(clock, membership_id=row.pk, on=place.today, now=place.now, basis="转出")
    orgs.enroll(
        clock, org_id=place.world.other_village.pk, roll_number="900", name=row.name, from_date=place.today,
        user_id=user.pk, now=place.now,
    )  # fmt: skip
    place.now += timedelta(days=1)
    place.world.today = place.today
    assert [round_.pk for round_, _ in queries.my_rounds(place.world.actor(user))] == [place.round_id]
    assert len(place.vote(1)) == 64
    assert queries.turnout(place.at("head"), round_id=place.round_id).due == len(place.voters)


def test_the_smaller_forms_stand_open_where_their_act_is_taken(place):
    def standing(who="clerk"):
        forms = queries.round_forms(place.at(who), round_id=place.round_id)
        return {name for name, stands in vars(forms).items() if stands}

    assert standing() == {"key"}
    place.move("open")
    assert standing() == {"hand_paper"}
    for number in range(7):
        place.vote(number)
    place.end()
    place.move("close")
    assert standing() == {"result"}
    place.hand_in()
    assert standing() == set()
    place.move("count")
    place.move("publish")
    assert standing() == {"use"}
