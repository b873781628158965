"""Search finds every text that holds the word, within the reader's circles only, newest first."""

import random
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from gongkai.ledger.models import StoredFile
from gongkai.publication import search as index
from gongkai.publication.actions import rebuild_search
from gongkai.publication.models import Publication, SearchDocument
from gongkai.publication.queries import search
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import characters, title_marks
from tests.publication.rows import START, published

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
VILLAGE = "000100020003"
MEMBER = Actor(ActorKind.PERSON, 5, "陈三", party=(VILLAGE,))
SIGNS = "上书村党费收支公开王桂郁林，。 换届选举2026年C15元"


def titles(actor=VISITOR, **asked):
    return [row.title for row in search(actor, **asked).rows]


def test_every_word_of_two_characters_is_found_wherever_it_stands_and_nothing_else():
    chance = random.Random(7)
    texts = {}
    for _ in range(60):
        text = "".join(chance.choices(SIGNS, k=40))
        (row,) = published(VILLAGE, "public", title="一件", content=f"<p>{text}</p>")
        texts[row.pk] = index.text_of(Publication.objects.select_related("revision").get(pk=row.pk))
    words = {text[at : at + size] for text in texts.values() for size in (2, 3) for at in range(0, 38, 5)}
    words = {word for word in words if all("\u4e00" <= sign <= "\u9fff" for sign in word)}
    assert len(words) > 60
    for word in words:
        held = {pk for pk, text in texts.items() if word in text}
        found = {hit.row.publication_id for hit in search(VISITOR, q=word, limit=100).hits}
        assert found == held, word


@pytest.mark.parametrize(
    "asked",
    ["党费", "8月 党费", "Ｃ１５", "c15", "1363.50", "1,363.50", "𬭎林", "费", "上书", "〇六", "第5期", "党费 费"],
)
def test_words_in_other_forms(asked):
    published(VILLAGE, "public", title="上书村8月党费", content="<p>C15第5期𬭎林共1,363.50元，二〇六户</p>")
    published(VILLAGE, "public", title="别的", content="<p>没有关系</p>")
    assert titles(q=asked) == ["上书村8月党费"]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "  ",
        "！？…",
        "'",
        '"',
        "*",
        '党费" OR "别的',
        "') | ('",
        "NEAR(",
        "-党",
        ":*",
        "\\",
        "%",
        "__",
        "\x00",
        "AND",
        "党费\ue000apublic",
    ],
)
def test_signs_of_query_languages_are_only_signs(asked):
    published(VILLAGE, "party", title="党费", content="<p>里面的</p>")
    assert titles(q=asked) == []


def test_attachments_and_plain_words_are_searched():
    (row,) = published(VILLAGE, "public")
    StoredFile.objects.create(
        token="a" * 32, name="票据清单.pdf", extension="pdf", media_type="application/pdf", size=1, sha256="0",
        text="村道维修三家报价", stored_at=START,
    )  # fmt: skip
    row.revision.attachments = ["a" * 32]
    row.revision.plain = "一句话说清"
    row.revision.save()
    index.refresh(row.disclosure_id)
    for asked in ("三家报价", "票据", "说清"):
        assert len(titles(q=asked)) == 1, asked


def test_nobody_finds_or_counts_more_than_their_circles_hold():
    published(VILLAGE, "party", title="党费甲")
    published("00010005", "party", title="党费乙")
    published(VILLAGE, "individual", title="党费丙")
    published(VILLAGE, "party", "public", title="党费丁")
    nobody = search(VISITOR, q="党费")
    assert [row.title for row in nobody.rows] == ["党费丁"]
    assert (nobody.total, [facet.count for facet in nobody.organizations]) == (1, [1])
    assert titles(MEMBER, q="党费") == ["党费丁", "党费甲"]
    assert titles(q="费") == ["党费丁"] and titles(MEMBER, q="费") == ["党费丁", "党费甲"]
    assert search(VISITOR, q="党费甲") == search(VISITOR, q="党费甲甲甲").__class__("党费甲")


def test_narrowing_and_paging():
    for n in range(5):
        published(VILLAGE, "public", title=f"党费{n}", at=START + timedelta(days=n))
    published("00010005", "public", title="党费别处", category="5", at=START.replace(year=2027))
    assert titles(q="党费", path="00010002") == [f"党费{n}" for n in (4, 3, 2, 1, 0)]
    assert titles(q="党费", category=5) == titles(q="党费", year=2027) == titles(q="费", year=2027) == ["党费别处"]
    first = search(VISITOR, q="党费", limit=4)
    second = search(VISITOR, q="党费", limit=4, after=first.next_after)
    assert len(first.hits) == 4 and len(second.hits) == 2 and second.next_after == ""
    assert (first.total, second.total, first.total_words) == (6, 6, "6")
    assert [(facet.value, facet.count) for facet in first.years] == [("2027", 1), ("2026", 5)]
    assert [(facet.label, facet.count) for facet in first.categories] == [("组织建设", 5), ("干部选任和管理", 1)]
    for wrong in ("x", "-1", "9" * 30):
        with pytest.raises(Refused):
            search(VISITOR, q="党费", after=wrong)


def test_totals_are_capped(monkeypatch):
    monkeypatch.setattr("gongkai.publication.queries.searching.MOST", 3)
    for _ in range(5):
        published(VILLAGE, "public")
    results = search(VISITOR, q="党费")
    assert (results.total, results.capped, results.total_words) == (3, True, "3+")


def test_a_hit_shows_the_word_in_its_surroundings():
    published(VILLAGE, "public", title="党费收缴", content=f"<p>{'前' * 80}缴纳党费{'后' * 80}</p>")
    (hit,) = search(VISITOR, q="缴纳").hits
    assert ("缴纳", True) in hit.snippet and len("".join(text for text, _ in hit.snippet)) <= 74
    assert hit.title == (("党费收缴", False),)


def test_an_edition_is_found_once_at_its_widest_living_circle():
    rows = published(VILLAGE, "party", "unit", "public")
    assert list(SearchDocument.objects.values_list("audience", flat=True)) == ["public"]
    Publication.objects.filter(pk=rows[2].pk).update(ended_at=START, end_kind="superseded")
    index.refresh(rows[0].disclosure_id)
    assert list(SearchDocument.objects.values_list("audience", flat=True)) == ["unit"]
    assert titles(q="党费") == [] and len(titles(MEMBER, q="党费")) == 1


def test_the_index_can_be_rebuilt_from_nothing():
    published(VILLAGE, "party", "public")
    published(VILLAGE, "individual")
    published(VILLAGE, "party")
    before = list(SearchDocument.objects.order_by("pk").values())
    assert rebuild_search(Actor.clock()) == len(before) == 2
    assert list(SearchDocument.objects.order_by("pk").values()) == before
    assert len(titles(q="党费")) == 1
    with pytest.raises(Refused):
        rebuild_search(MEMBER)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (0, 8), (7, 9), (1, 70), (512, 1024), (0, 100_003), (5, 2_000_000), (3, 3)]
)
def test_stretches_hold_just_what_is_asked_and_are_few(low, high):
    found = index.stretches(low, high)
    held = []
    for one in found:
        bits, number = map(int, one.removeprefix(index.STRETCH).split("_"))
        held.append((number << bits - index.FINEST, (number + 1) << bits - index.FINEST))
    held.sort()
    assert [end for _, end in held] == [*(begin for begin, _ in held[1:]), high][: len(held)]
    assert (held[0][0] == low if held else low == high) and len(found) <= 100


def test_hits_far_apart_come_newest_first_and_none_twice():
    for n in range(5):
        (row,) = published(VILLAGE, "public", title=f"党费{n}")
        kept = SearchDocument.objects.get(pk=row.pk)
        SearchDocument.objects.filter(pk=row.pk).delete()
        Publication.objects.filter(pk=row.pk).update(id=row.pk + 100_000 + n * 30_000)  # as in a large register
        kept.publication_id = row.pk + 100_000 + n * 30_000
        kept.save(force_insert=True)
    wanted = [f"党费{n}" for n in (4, 3, 2, 1, 0)]
    assert titles(q="党费") == titles(q="费") == wanted
    first = search(VISITOR, q="党费", limit=2)
    assert titles(q="党费", limit=9, after=first.next_after) == wanted[2:]


def test_one_character_is_looked_for_in_titles_and_beside_a_word_in_texts():
    published(VILLAGE, "public", title="水费", content="<p>电</p>")
    published(VILLAGE, "public", title="电费", content="<p>水</p>")
    assert titles(q="水") == ["水费"] and titles(q="水 电") == []
    assert titles(q="电费 水") == ["电费"]


def test_postgresql_asks_its_index_and_not_every_text():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has an index of another kind")
    published(VILLAGE, "public")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT 1 FROM publication_searchdocument WHERE {index.TOKENS} @@ '党费'::tsquery")
        assert index.INDEX in str(cursor.fetchall())


def test_a_large_load_is_indexed_at_the_end_as_if_one_by_one(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    rows = [published(VILLAGE, "public", title=f"党费{n}")[0] for n in range(3)]
    held = [SearchDocument.objects.get(pk=row.pk) for row in rows]
    SearchDocument.objects.all().delete()
    with index.indexed_at_the_end(coming=3), index.indexed_at_the_end(since=rows[0].pk, coming=3):
        SearchDocument.objects.bulk_create(held)
    assert titles(q="党费") == ["党费2", "党费1", "党费0"]
    published(VILLAGE, "public", title="党费3")
    assert titles(q="党费")[0] == "党费3"


def test_documents_of_an_older_index_get_their_single_characters():
    published(VILLAGE, "public", title="水费𬭎", content="<p>三组修路</p>")
    fresh = SearchDocument.objects.get()
    kept, single = fresh.grams, {*title_marks("水费𬭎"), *characters(fresh.text)}
    fresh.grams = " ".join(token for token in kept.split(" ") if token not in single)
    fresh.save()
    assert titles(q="水") == titles(q="水费 组") == [] and titles(q="水费") == ["水费𬭎"]
    import_module("gongkai.publication.migrations.0010_search_at_scale").add_characters(apps, None)
    assert titles(q="水") == titles(q="水费 组") == titles(q="水费") == ["水费𬭎"]
    assert set(SearchDocument.objects.get().grams.split(" ")) == set(kept.split(" "))
