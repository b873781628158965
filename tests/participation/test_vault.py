"""The identity vault: sealed outside the database's reach, opened by two people, once, on record (R12, P32)."""

import json
import os
import stat
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.models import AuditEvent
from gongkai.participation import actions, keys, queries
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.participation.protectors import NOW, table

ESCAPED = json.dumps("独特姓名甲").strip('"').encode()
REASON = "要当面核对补助名单上的数字。"


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert explain(caught.value.code, caught.value.facts)
    return caught.value.code


def ask(protected, ref, opinion, who="handler", reason=REASON):
    return actions.ask_to_open(protected.actor(who), ref=ref, reason=reason, subject=f"opinion:{opinion.pk}", now=NOW)


def agreed(protected):
    opinion, ref = protected.signed()
    request = ask(protected, ref, opinion)
    actions.consent_to_open(protected.actor("second"), request_id=request.pk, now=NOW)
    return request, ref


@covers("R12")
def test_two_people_open_a_name_once(protected):
    opinion, ref = protected.signed()
    request = ask(protected, ref, opinion)
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=NOW) == "wrong_state"
    assert refused(actions.consent_to_open, protected.actor("handler"), request_id=request.pk, now=NOW) == "opening_own"
    actions.consent_to_open(protected.actor("second"), request_id=request.pk, now=NOW)
    assert refused(actions.open_name, protected.actor("second"), request_id=request.pk, now=NOW) == "opening_not_own"
    opened = actions.open_name(protected.actor("handler"), request_id=request.pk, now=NOW)
    assert (opened.name, opened.contact) == ("陈三", "000-0000201")
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=NOW) == "wrong_state"


@covers("R12")
def test_the_author_sees_every_look_with_reason_and_both_offices(protected):
    request, ref = agreed(protected)
    actions.open_name(protected.actor("handler"), request_id=request.pk, now=NOW)
    [look] = queries.looks_at_own(protected.actor("member"))
    assert look.reason == REASON and look.opened_at == NOW and look.state == "opened"
    assert look.asked_office == "东溪镇党委　保密受理人" and look.second_office == "东溪镇党委　保密受理人"
    assert queries.ledger_of_looks(protected.actor("auditor")) == [look]
    assert queries.looks_at_own(protected.actor("villager")) == []
    assert "陈三" not in repr(look)


def test_nothing_readable_lies_in_the_database(protected):
    _, ref = protected.signed(name="独特姓名甲", contact="唯一联系乙")
    row = table("Identity").get(ref=ref)
    raw = bytes(row.sealed)
    assert not any(form in raw for form in ("独特姓名甲".encode(), "独特姓名甲".encode("utf-16-le"), ESCAPED))
    user = str(protected.world.member.pk)
    assert row.owner and row.owner != user and len(raw) % 512 == 28  # nonce and tag around whole blocks
    same_length = protected.signed(name="王", contact="")[1]
    assert len(bytes(table("Identity").get(ref=same_length).sealed)) == len(raw)
    assert not AuditEvent.objects.filter(verb__startswith="identity").exists()  # sealing leaves no hour behind


def test_the_key_file_is_the_owners_alone_and_outside_the_database(protected, settings, tmp_path):
    settings.GONGKAI_IDENTITY_KEY = str(tmp_path / "elsewhere" / "names.key")
    protected.signed()
    path = tmp_path / "elsewhere" / "names.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert not (tmp_path / "identity.key").exists()
    assert sorted(os.listdir(path.parent)) == ["names.key"]


@pytest.mark.parametrize(("instead", "code"), [(False, "key_lost"), (True, "identity_key_missing")])
def test_without_the_key_nothing_opens_and_no_look_is_counted(protected, instead, code):
    request, ref = agreed(protected)
    keys.key_file().unlink()
    if instead:
        keys.write_ring((keys.new_key(),))
    before = AuditEvent.objects.count()
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=NOW) == code
    assert keys.key_file().exists() is instead
    assert AuditEvent.objects.count() == before
    assert table("Opening").get(pk=request.pk).state == "agreed"


def test_a_row_put_in_anothers_place_does_not_open(protected):
    """A DBA who copies sealed bytes from one row to another finds them refused."""
    _, first = protected.signed(name="陈三")
    _, second = protected.signed(name="褚四")
    copied = table("Identity").get(ref=first).sealed
    table("Identity").filter(ref=second).update(sealed=copied)
    assert refused(queries.show_own, protected.actor("member"), ref=second, now=NOW) == "identity_key_missing"
    assert queries.show_own(protected.actor("member"), ref=first, now=NOW).name == "陈三"


def test_the_record_comes_before_the_decryption_in_the_same_transaction(protected):
    request, ref = agreed(protected)
    with CaptureQueriesContext(connection) as asked:
        actions.open_name(protected.actor("handler"), request_id=request.pk, now=NOW)
    statements = [one["sql"] for one in asked]
    recorded = next(i for i, sql in enumerate(statements) if "INSERT INTO" in sql and "auditevent" in sql)
    read = next(i for i, sql in enumerate(statements) if "sealed" in sql and sql.startswith("SELECT"))
    assert recorded < read
    assert not any(sql.startswith(("RELEASE", "COMMIT")) for sql in statements[recorded:read])


def test_when_the_record_cannot_be_written_nobody_reads_the_name(protected):
    request, ref = agreed(protected)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_auditevent RENAME TO ledger_away")
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.open_name(protected.actor("handler"), request_id=request.pk, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_away RENAME TO ledger_auditevent")
    assert table("Opening").get(pk=request.pk).state == "agreed"


def test_a_consent_that_is_over_opens_nothing(protected):
    request, ref = agreed(protected)
    late = NOW + timedelta(days=8)
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=late) == "opening_over"
    assert actions.lapse_requests(Actor.clock(), now=late) == 1
    assert actions.lapse_requests(Actor.clock(), now=late) == 0
    assert queries.looks_at_own(protected.actor("member"))[0].state == "lapsed"


@pytest.mark.parametrize("when", ["asked", "agreed"])
def test_the_second_person_says_no_with_a_reason_even_after_agreeing(protected, when):
    opinion, ref = protected.signed()
    request = ask(protected, ref, opinion)
    if when == "agreed":
        actions.consent_to_open(protected.actor("security"), request_id=request.pk, now=NOW)
    act = actions.refuse_to_open
    assert refused(act, protected.actor("security"), request_id=request.pk, reason=" ", now=NOW) == "remark_needed"
    act(protected.actor("security"), request_id=request.pk, reason="不知道是谁也能办。", now=NOW)
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=NOW) == "wrong_state"
    assert queries.looks_at_own(protected.actor("member"))[0].answer == "不知道是谁也能办。"


def test_the_asker_takes_the_request_back(protected):
    request, ref = agreed(protected)
    assert (
        refused(actions.recall_request, protected.actor("second"), request_id=request.pk, now=NOW) == "opening_not_own"
    )
    actions.recall_request(protected.actor("handler"), request_id=request.pk, now=NOW)
    assert refused(actions.open_name, protected.actor("handler"), request_id=request.pk, now=NOW) == "wrong_state"


def test_one_request_at_a_time_with_a_real_reason(protected):
    opinion, ref = protected.signed()
    assert refused(ask, protected, ref, opinion, reason="想看看") == "opening_reason"
    first = ask(protected, ref, opinion)
    assert refused(ask, protected, ref, opinion, who="second") == "opening_waits"
    actions.recall_request(protected.actor("handler"), request_id=first.pk, now=NOW)
    ask(protected, ref, opinion, who="second")


def test_the_subject_must_be_the_opinion_that_was_signed(protected):
    opinion, ref = protected.signed()
    other, _ = protected.signed()
    assert refused(ask, protected, ref, other) == "not_found"


def test_refs_of_finds_ones_own_and_survives_rotation(protected):
    _, first = protected.signed()
    _, second = protected.signed()
    request, third = agreed(protected)
    before = keys.ring()[0].name
    assert actions.rotate_keys(Actor.clock(), now=NOW) == 3
    assert [key.name for key in keys.ring()][1:] == [before]
    assert queries.refs_of(protected.actor("member")) == {first, second, third}
    assert queries.refs_of(protected.actor("villager")) == queries.refs_of(Actor.visitor()) == set()
    assert actions.open_name(protected.actor("handler"), request_id=request.pk, now=NOW).name == "陈三"
    actions.rotate_keys(Actor.clock(), now=NOW)
    assert before not in [key.name for key in keys.ring()]
    assert refused(actions.rotate_keys, protected.actor("system"), now=NOW) == "not_found"


def test_a_rotation_that_was_killed_can_be_run_again(protected):
    _, ref = protected.signed()
    keys.write_ring((keys.new_key(), *keys.ring()))  # killed after the new ring, before the rows
    _, newer = protected.signed()
    assert queries.refs_of(protected.actor("member")) == {ref, newer}
    actions.rotate_keys(Actor.clock(), now=NOW)
    assert {queries.show_own(protected.actor("member"), ref=one, now=NOW).name for one in (ref, newer)} == {"陈三"}
