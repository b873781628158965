"""What `gongkai bench` asks about the search: a million invented items, and how long readers wait for answers."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice, product

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from gongkai.disclosures.actions.history import PastDisclosure
from gongkai.disclosures.actions.history import load_history as load_disclosures
from gongkai.interfaces.jobs.demo import structure, texts
from gongkai.interfaces.jobs.demo.history import plain_words
from gongkai.ledger.bulk import into_empty_database, take_stock
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publication
from gongkai.publication import queries as reading
from gongkai.publication.actions.loading import search_at_the_end
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.duties import LOCAL
from gongkai.rules.methods import Audience
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Role
from gongkai.rules.search_text import mark

CLOCK, ROUNDS = Actor.clock(), 3
ITEMS, PIECE, ORGANIZATIONS, YEARS, COPIES = 1_000_000, 20_000, 1500, 8, 16  # two copies of the written items a year
CODES = (("C14", "3", "党费收缴、管理和使用情况"), ("C06", "2", "党组织会议情况"), ("C17", "6", "联系服务群众情况"),
         ("C04", "1", "上级决定的执行情况"), ("C15", "5", "党员发展情况"))  # fmt: skip
CIRCLES = (Audience.PUBLIC,) * 17 + (Audience.UNIT,) * 2 + (Audience.PARTY,)
# Characters that official texts use most: words of two, three and four are drawn from them, a few often, most hardly ever.
SIGNS = "的一国在人了有中是年和大业不为发会工经上地市要个产这出行作生家以成到日民来我部对进多全建他公开们场展时理新方主企资实学报制政济用同于法高长现本月定化加动合品重关机分力自外者区能设后就等体下万元社过前面农也得与说之员而务利电文事可种总改三各好金第司其从平代当天水省提商十管内小技位目起海所立已通入量子问度北保心还科委都术使明着次将增基名向门应里美由规今题记点计去强两些表系办教正条最达特革收二期并程厂如道际及西口京华任调性导组东路活广意比投决交统党南安此领结营项情解议义山先车然价放世间因共院步物界集把持无但城相书村求治取原处府研质信四运县军件育局干队团又造形级标联专少费效据手施权江近深更认果格几看没职服台式益想数单样只被亿老受优常销志战流很接乡头给至难观指创证织论别五协变风批见究支那查张精每林转划准做需传争税构具百或才积势举必型易视快李参回引镇首推思完消值该走装众责备州供包副极整确知贸己环话反身选亚么带采王策真女谈严斯况色打德告仅它气料神率识劳境源青护列兴许户马港则节款拉直案股光较河花根布线土克再群医清速律她族历非感占续师何影功负验望财类货约艺售连纪按讯史示象养获石食抓富模始住赛客越闻央席坚"
WORDS = 30_000
ASKED = (
    "党员", "群众", "公开", "会议", "党费", "活动室", "便民服务大厅", "清理河道淤积", "排水沟", "路灯",  # in many
    "党费收缴、管理和使用情况", "翻修活动室屋面", "东溪镇正街社区", "东溪镇", "2026年", "党费 路灯", "会议 120元",
    "航天飞机", "火星", "党员大会决定火星", "费", "水", "鑫", "党费 水", "C14",
)  # fmt: skip
RARE = (30, 300, 3_000, 20_000)  # places of invented words in the order of how often they are used


def _words(dice: random.Random) -> list[str]:
    return ["".join(dice.choices(SIGNS, k=dice.choice((2, 2, 2, 3, 4)))) for _ in range(WORDS)]


def _weights() -> list[float]:
    """Cumulative: the word at place n is used like one n-th, as in any language."""
    total, found = 0.0, []
    for place in range(1, WORDS + 1):
        total += 1 / place
        found.append(total)
    return found


def search_rows(size: float) -> dict:
    """Bring so many publications into an empty database: 1,500 organizations, eight years, three circles.

    One in sixteen is written as any history is; the database copies them, a year later each second time, since
    what costs a reader time is how many there are. A rare word stands in sixteen items of the million at least.
    """
    count, now, today = int(ITEMS * size) // COPIES, timezone.now(), timezone.localdate()
    began = time.perf_counter()
    with into_empty_database(), transaction.atomic():
        rows = structure.organizations(ORGANIZATIONS)
        orgs_actions.load_organizations(CLOCK, rows=rows, now=now, today=structure.FOUNDED)
        places = [org for org in orgs.subtree(CLOCK, path=orgs.county(CLOCK).path) if org.owes_duties]
        with search_at_the_end(CLOCK, coming=count * COPIES):
            waiting = _items(places, count, date(today.year - YEARS, 1, 4))
            while piece := list(islice(waiting, PIECE)):
                keys = load_disclosures(CLOCK, rows=[row for row, _, _, _ in piece])
                publication.load_history(
                    CLOCK, rows=[_public(*one, key) for one, key in zip(piece, keys, strict=True)], now=now
                )
            for number in range(1, COPIES):
                _copy(count, number, today.year - YEARS)
            written = time.perf_counter()
        take_stock()
    return {
        "items": count * COPIES, "write_seconds": round(written - began, 1),
        "index_seconds": round(time.perf_counter() - written, 1), "megabytes": _megabytes(),
    }  # fmt: skip


KEYS = {
    "disclosures.Disclosure": ("id",), "disclosures.Edition": ("id", "disclosure_id", "approved_revision_id"),
    "disclosures.Revision": ("id", "edition_id"),
    "publication.Publication": ("id", "disclosure_id", "edition_id", "revision_id", "register_number"),
    "publication.SearchDocument": ("publication_id",),
}  # fmt: skip


def _copy(count: int, number: int, first_year: int) -> None:
    """Copy the first `count` items of each table in the database, with keys and years moved on."""
    later = number // 2
    day = "published_on + %s" if connection.vendor == "postgresql" else "date(published_on, '+' || %s || ' days')"
    marks = mark("y", str(first_year)), mark("y", str(first_year + later))
    with connection.cursor() as cursor:
        for name, keys in KEYS.items():
            table, given, chosen = apps.get_model(name)._meta, [], []
            for field in table.concrete_fields:
                column = field.column
                if column in keys:
                    chosen.append(f"{column} + {count * number}")
                elif column == "number" and name == "disclosures.Disclosure":
                    chosen.append(f"number || '-{number}'")
                elif column == "published_on":
                    chosen.append(day)
                    given.append(365 * later)
                elif column == "grams":
                    chosen.append("replace(grams, %s, %s)")
                    given += marks
                else:
                    chosen.append(connection.ops.quote_name(column))
            named = ", ".join(connection.ops.quote_name(field.column) for field in table.concrete_fields)
            cursor.execute(
                f"INSERT INTO {table.db_table} ({named}) SELECT {', '.join(chosen)} "  # noqa: S608 - names of our own
                f"FROM {table.db_table} WHERE {table.pk.column} <= {count}",
                given,
            )


def _items(places: list, count: int, first: date) -> Iterator[tuple]:
    """Items of one year, oldest first, so far from its ends that a few leap days later they are in one year still."""
    dice = random.Random(ORGANIZATIONS)  # noqa: S311 - invented data
    words, weights = _words(dice), _weights()
    for number in range(count):
        org, (code, category, name) = dice.choice(places), dice.choice(CODES)
        day = first + timedelta(days=number * 355 // count)
        at = datetime(day.year, day.month, day.day, 10, tzinfo=LOCAL)
        text = texts.write(code=code, name=name, category=category, org=org.name, period=Period.of(day), rng=dice)
        text["content"] += "<p>" + "，".join(dice.choices(words, cum_weights=weights, k=12)) + "。</p>"
        circle = dice.choice(CIRCLES)
        serial = f"{org.code}-{day.year}-{number:07}"
        yield PastDisclosure(
            org.pk, org.path, None, code, category, str(Period.of(day)), None, serial, "closed", [circle], ["wz"], day,
            "谭光明", at, at, at, None, "代学林", **text,
        ), org, circle, at  # fmt: skip


def _public(row: PastDisclosure, org, circle: Audience, at: datetime, key: tuple[int, int, int]) -> dict:
    return {
        "disclosure_id": key[0], "edition_id": key[1], "revision_id": key[2], "org_id": org.pk, "org_path": org.path,
        "org_code": org.code, "org_name": org.short_name, "audience": circle, "code": row.code, "category": row.category,
        "period": row.period, "title": row.title, "text": plain_words(row), "published_at": at, "due_on": row.due_on,
    }  # fmt: skip


def _megabytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return round(cursor.fetchone()[0] / 1e6)


def _readers() -> dict[str, Actor]:
    """A visitor, a member of one village, its clerk, and one who reads a whole town."""
    village = orgs.organization_by_code(CLOCK, code=structure.TRY_VILLAGE)
    town = orgs.organization_by_code(CLOCK, code=structure.TRY_TOWN)
    clerk = HeldGrant(Role.CLERK, village.pk, village.path)
    above = HeldGrant(Role.SUPERIOR, town.pk, town.path, subtree=True)
    return {
        "visitor": Actor.visitor(), "member": Actor(ActorKind.PERSON, 1, "甲", party=(village.path,)),
        "clerk": Actor(ActorKind.PERSON, 2, "乙", grants=(clerk,)),
        "town": Actor(ActorKind.PERSON, 3, "丙", grants=(above,)),
    }  # fmt: skip


def _asked(today: date) -> list[dict]:
    """Every question: words that stand everywhere, in some, in one, in none; alone and narrowed."""
    dice = random.Random(ORGANIZATIONS)  # noqa: S311 - the same words as in the items
    words = _words(dice)
    terms = [*ASKED, *(words[place] for place in RARE)]
    town = orgs.organization_by_code(CLOCK, code=structure.TRY_TOWN)
    village = orgs.organization_by_code(CLOCK, code=structure.TRY_VILLAGE)
    narrowed = ({}, {"path": town.path}, {"path": village.path}, {"category": "3"}, {"year": today.year - 3})
    return [{"q": term, **more} for term, more in product(terms, narrowed)]


def searches(size: float) -> dict:
    """Milliseconds of every question of every reader, asked three times after once; the slowest are named.

    `quick_…`: of the quickest of three, that is without what other programs of the machine took.
    """
    asked = [(name, actor, one) for (name, actor), one in product(_readers().items(), _asked(timezone.localdate()))]
    rounds: list[list[float]] = []
    for _ in range(1 + ROUNDS):
        rounds.append([])
        for _, actor, question in asked:
            began = time.perf_counter()
            reading.search(actor, **question)
            rounds[-1].append(1000 * (time.perf_counter() - began))
    every = [one for took in rounds[1:] for one in took]
    quickest = [min(several) for several in zip(*rounds[1:], strict=True)]
    slowest = sorted(zip(quickest, asked, strict=True), key=lambda one: -one[0])[:12]
    return {
        "asked": len(every), **_cuts("", every), **_cuts("quick_", quickest),
        "slowest": [
            {"ms": round(ms, 1), "reader": name, "asked": question, "hits": reading.search(actor, **question).total}
            for ms, (name, actor, question) in slowest
        ],
    }  # fmt: skip


def _cuts(name: str, times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    found = {"p50_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98], "most_ms": max(times)}
    return {name + key: round(value, 1) for key, value in found.items()}
