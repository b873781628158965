"""The logs over HTTP: heads, proofs, consistency, entries, tiles; an item's words and proof to take home (P16–P18)."""

import hashlib
import json
import re
from base64 import b64decode

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.models import Revision
from gongkai.interfaces.ui import verifier
from gongkai.ledger import actions as ledger
from gongkai.publication.numbers import slug
from gongkai.rules import tlog
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.interfaces.scan import scanned
from tests.publication.county import BOARD, FUNDS, MEETING, county

pytestmark = pytest.mark.django_db
CLOCK = Actor.clock()


@pytest.fixture
def place(db):
    return county()


def sign(place):
    for log in tlog.LOGS:
        ledger.sign_log(CLOCK, log=log, now=place.later())


def browser(place, name=""):
    client = Client()
    if name:
        client.force_login(getattr(place.world, name))
    return client


def read(client, name, *args, code=200):
    answer = client.get(reverse(f"portal:{name}", args=args))
    assert answer.status_code == code
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@covers("R20", "R82")
def test_a_visitor_takes_an_item_home_and_checks_it(place):
    edition = place.published(FUNDS)
    where, visitor = slug(edition.disclosure.number), browser(place)
    assert "一分钟内签名" in read(visitor, "item", where).decode()
    read(visitor, "item_proof", where, code=404)
    sign(place)
    shown = read(visitor, "item", where).decode()
    assert "这一页没有被改过" in shown and reverse("portal:item_proof", args=[where]) in shown
    keys = read(visitor, "log_keys").decode().split()
    for words, proof, args in (
        ("item_words", "item_proof", [where]), ("version_words", "version_proof", [where, 1]),
    ):  # fmt: skip
        found = verifier.check(read(visitor, words, *args), read(visitor, proof, *args), keys)
        assert found["content"]["title"] == edition.approved_revision.title
    assert verifier.WELL in verifier.report(found, 0)
    word = re.search(r'这一版的核对字：</p><p class="word">([0-9A-F ]{19})<', read(visitor, "item", where).decode())
    assert f"核对字：{word[1]}（" in verifier.report(found, 0)


def test_an_altered_page_says_so_and_its_download_fails(place):
    edition = place.published(FUNDS)
    sign(place)
    Revision.objects.filter(pk=edition.approved_revision_id).update(title="另一个题目")
    where, visitor = slug(edition.disclosure.number), browser(place)
    assert "请不要采信" in read(visitor, "item", where).decode()
    keys = read(visitor, "log_keys").decode().split()
    with pytest.raises(verifier.Wrong, match="文字被改过"):
        verifier.check(read(visitor, "item_words", where), read(visitor, "item_proof", where), keys)


def test_the_log_can_be_mirrored_and_followed(place):
    place.published(FUNDS)
    sign(place)
    visitor = browser(place)
    first = tlog.parse_checkpoint(tlog.parse_note(read(visitor, "log_checkpoint", "public").decode()).text)
    edition = place.approved("C06")
    place.release(edition, MEETING)
    place.release(edition, BOARD)
    sign(place)
    answer = visitor.get(reverse("portal:log_checkpoint", args=["public"]))
    assert answer["Cache-Control"] == "public, max-age=5" and answer["Content-Type"].startswith("text/plain")
    head = tlog.parse_checkpoint(tlog.parse_note(answer.content.decode()).text)
    lines = read(visitor, "log_consistency", "public", first.size, head.size).decode().split()
    path = [b64decode(one) for one in lines]
    assert tlog.verify_consistency(first.size, head.size, first.root, head.root, path)
    entries = read(visitor, "log_entries", "public").decode().split("\n")[:-1]
    assert len(entries) == head.size
    address = reverse("portal:log_entries", args=["public"])
    rest = b"".join(visitor.get(f"{address}?from={first.size}").streaming_content).decode().split("\n")[:-1]
    assert rest == entries[first.size :]
    assert len(b"".join(visitor.get(f"{address}?from=-1x").streaming_content)) > 0
    proof = tlog.parse_proof(read(visitor, "log_proof", "public", head.size - 1).decode())
    leaf = tlog.leaf_hash(entries[-1].encode())
    assert tlog.verify_inclusion(proof.index, head.size, leaf, proof.hashes, head.root)
    tile = read(visitor, "log_tile", "public", 0, f"000.p/{head.size}")
    assert tile == b"".join(tlog.leaf_hash(one.encode()) for one in entries)
    bundle = read(visitor, "log_bundle", "public", f"000.p/{head.size}")
    assert bundle[2 : 2 + len(entries[0].encode())] == entries[0].encode()
    for name, args in (
        ("log_proof", ("public", head.size)), ("log_consistency", ("public", 0, 1)),
        ("log_consistency", ("public", 1, head.size + 1)), ("log_tile", ("public", 0, "000")),
        ("log_tile", ("public", 9, "000")), ("log_checkpoint", ("nonsense",)), ("log_poster", ("nonsense",)),
    ):  # fmt: skip
        read(visitor, name, *args, code=404)


def test_the_signed_head_can_be_hung_up_and_read_off_the_paper(place):
    place.published(FUNDS)
    sign(place)
    visitor = browser(place)
    note = read(visitor, "log_checkpoint", "public").decode()
    page = read(visitor, "log_poster", "public").decode()
    assert f'<pre class="note-lines">{note}</pre>' in page
    assert scanned(page) == note
    assert f"{read(visitor, 'log_keys').decode()}</pre>" in page, "the key stands on the paper"
    assert reverse("portal:log_poster", args=["public"]) in read(visitor, "log").decode()


def test_the_party_log_is_behind_the_door_and_exactly_a_missing_page(place):
    edition = place.approved(FUNDS)
    place.release(edition, MEETING)
    ledger.drop_anchor(CLOCK, day=place.today, now=place.later())
    sign(place)
    member, visitor, villager = (browser(place, name) for name in ("member", "", "villager"))
    where, day = slug(edition.disclosure.number), place.today.isoformat()
    asked = (
        ("log_checkpoint", ("party",)), ("log_poster", ("party",)), ("log_proof", ("party", 0)), ("log_entries", ("party",)),
        ("log_tile", ("party", 0, "000.p/1")), ("log_bundle", ("party", "000.p/1")), ("log_anchor", (day,)),
        ("item_words", (where,)), ("item_proof", (where,)),
    )  # fmt: skip
    for name, args in asked:
        assert read(member, name, *args)
        for stranger in (visitor, villager):
            assert read(stranger, name, *args, code=404) == read(stranger, "log_checkpoint", "nothing", code=404)
    keys = read(member, "log_keys").decode().split()
    assert len(keys) == 2 and len(read(visitor, "log_keys").decode().split()) == 1
    assert verifier.check(read(member, "item_words", where), read(member, "item_proof", where), keys)
    opened = json.loads(read(member, "log_anchor", day))
    anchored = json.loads(read(visitor, "log_entries", "public").decode().split("\n")[-2])
    digest = hashlib.sha256(bytes.fromhex(opened["salt"]) + opened["checkpoint"].encode()).hexdigest()
    assert anchored["c"] == f"sha256:{digest}"
    assert where not in read(member, "log_entries", "party").decode()


def test_a_withdrawn_page_proves_its_explanation(place):
    from gongkai.publication import actions as publishing

    edition = place.published(FUNDS)
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    sign(place)
    where, visitor = slug(edition.disclosure.number), browser(place)
    assert "这一页没有被改过" in read(visitor, "item", where).decode()
    keys = read(visitor, "log_keys").decode().split()
    found = verifier.check(read(visitor, "item_words", where), read(visitor, "item_proof", where), keys)
    assert found["entry"]["t"] == "withdraw" and found["content"]["text"]


def test_the_page_of_the_log_hands_out_the_tools(place):
    visitor = browser(place)
    assert "还没有签过名" in read(visitor, "log").decode()
    sign(place)
    page = read(visitor, "log").decode()
    assert "党内的记录" not in page and read(visitor, "log_keys").decode().strip() in page
    assert "党内的记录" in read(browser(place, "member"), "log").decode()
    for name in ("log_script", "log_page"):
        answer = visitor.get(reverse(f"portal:{name}"))
        assert answer["Content-Disposition"].startswith("attachment")
    assert reverse("portal:log") in read(visitor, "rules").decode()
