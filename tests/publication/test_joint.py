"""Joint columns: another system's list is shown once, under its source, and never on a liar's word (R17, P22–P25)."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.interfaces.portal import feeds
from gongkai.ledger.models import AuditEvent
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.feed_reading import day_of
from gongkai.publication.models import JointItem, JointRun, JointSource
from gongkai.rules.joint_columns import LARGEST, MOST_ENTRIES
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published

HOME = "https://cunwu.example.cn/"
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>村务</title>
<entry><id>urn:1</id><title>低保名单公示</title><link href="https://cunwu.example.cn/1"/><updated>{day}T23:30:00+08:00</updated></entry>
<entry><id>urn:2</id><title>集体资金收支</title><link rel="alternate" href="https://cunwu.example.cn/2"/><published>{day}T09:00:00Z</published></entry></feed>"""
RSS = """<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>村务</title>
<item><guid>urn:1</guid><title>低保名单公示</title><link>https://cunwu.example.cn/1</link><pubDate>Mon, 05 Jan 2026 09:00:00 +0800</pubDate></item>
<item><title>集体资金收支</title><link>https://cunwu.example.cn/2</link><pubDate>Tue, 06 Jan 2026 09:00:00 +0800</pubDate></item></channel></rss>"""
CSV = "标题,网址,日期\n低保名单公示,https://cunwu.example.cn/1,2026-01-05\n集体资金收支,https://cunwu.example.cn/2,2026年1月6日\n"


def feed(*items, version="https://jsonfeed.org/version/1.1") -> bytes:
    return json.dumps({"version": version, "title": "村务", "items": list(items)}, ensure_ascii=False).encode()


def line(**changed):
    return {
        "id": "1", "url": "https://cunwu.example.cn/1", "title": "低保名单公示", "date_published": "2026-01-05T09:00:00+08:00",
    } | changed  # fmt: skip


@pytest.fixture
def world(db):
    today = timezone.localdate()
    return build_world(moment_of(today), today)


@pytest.fixture
def source(world):
    return register(world)


def register(world, who="clerk", **changed):
    asked = {"kind": "village", "name": "上书村村务公开平台", "home": HOME} | changed
    return publishing.register_joint(world.actor(getattr(world, who)), org_id=world.village.pk, now=world.now, **asked)


def look(world, source, content, name="村务.xml", who="clerk"):
    if isinstance(content, str):
        content = content.replace("{day}", str(world.today - timedelta(days=2))).encode()
    return publishing.look_through_joint(
        world.actor(getattr(world, who)), source_id=source.pk, content=content, name=name, now=world.now, today=world.today
    )  # fmt: skip


def take(world, source, content, **more):
    run = look(world, source, content, **more)
    publishing.apply_joint(world.actor(world.clerk), run_id=run.pk, now=world.now)
    return run


def shown(world) -> list[str]:
    return [
        item.title for one in publication.joint_columns(world.visitor, org_id=world.village.pk) for item in one.items
    ]


@covers("R17")
@pytest.mark.parametrize(
    "content",
    [ATOM, RSS.encode("gbk"), CSV, CSV.encode("gb18030"), b"\xef\xbb\xbf" + CSV.encode(),
     feed(line(), line(id="2", url="https://cunwu.example.cn/2", title="集体资金收支", date_published="2026-01-06"))],
)  # fmt: skip
def test_a_list_is_shown_under_its_source_and_twice_is_once(world, source, content):
    run = take(world, source, content)
    assert (run.to_add, run.to_change) == (2, 0)
    assert sorted(shown(world)) == ["低保名单公示", "集体资金收支"]
    again = take(world, source, content)
    assert (again.to_add, again.to_change) == (0, 0) and JointItem.objects.count() == 2
    page = Client().get(f"/org/{world.village.code}/joint/").content.decode()
    assert "上书村村务公开平台" in page and "村务公开" in page and 'href="https://cunwu.example.cn/1"' in page
    assert page.count("低保名单公示") == 1 and "nofollow" in page


@covers("R17")
def test_our_own_feeds_are_read_by_the_same_reader(world, settings):
    settings.GONGKAI_URL = "https://dangwu.example.cn"
    source = register(world, home="https://www.dangwu.example.cn/")
    published(world.other_village.path, "public", title="“换届”结果 & 名单", at=world.now - timedelta(days=1))
    for form in feeds.KINDS:
        take(world, source, Client().get(f"/feed.{form}").content, name=f"feed.{form}")
    assert shown(world) == ["朝阳村党支部：“换届”结果 & 名单"]


def test_a_changed_line_is_changed_and_one_that_was_taken_out_stays_out(world, source):
    take(world, source, feed(line(), line(id="2", title="另一条")))
    run = take(world, source, feed(line(title="低保名单公示（更正）")))
    assert (run.to_add, run.to_change) == (0, 1) and set(shown(world)) == {"低保名单公示（更正）", "另一条"}
    item = JointItem.objects.get(title="另一条")
    drop = {"item_id": item.pk, "now": world.now}
    with pytest.raises(Refused, match="remark_needed"):
        publishing.drop_joint_item(world.actor(world.clerk), reason=" ", **drop)
    publishing.drop_joint_item(world.actor(world.clerk), reason="重复", **drop)
    take(world, source, feed(line(id="2", title="另一条")))
    assert shown(world) == ["低保名单公示（更正）"]
    publishing.end_joint(world.actor(world.head), source_id=source.pk, now=world.now)
    assert shown(world) == []
    with pytest.raises(Refused, match="joint_source_ended"):
        look(world, source, CSV)
    assert register(world).pk != source.pk
    verbs = AuditEvent.objects.filter(subject=f"joint:{source.pk}").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["joint.register", "joint.import", "joint.import", "joint.drop", "joint.import", "joint.end"]


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'


@covers("R17")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "joint_entities"), (OUTSIDE, "joint_entities"), (b" " * (LARGEST + 1), "joint_large"),
        ("低保名單公示,網址,日期\n".encode("big5"), "file_encoding"), (CSV.encode()[:20] + b"\xff\xfe" + CSV.encode()[20:], "file_encoding"),
        (CSV.encode("utf-16-le"), "file_encoding"), ("<rss><channel>", "joint_broken"), ("<html><body>没有权限</body></html>", "joint_form"),
        ("<rss><channel/></rss>", "joint_empty"), ("{", "joint_broken"), ("{" + '"a":[' * 100_000, "joint_broken"), ("{}", "joint_form"),
        (feed(version="1"), "joint_form"), (feed(), "joint_empty"), (feed("x"), "joint_broken"), ("你好", "joint_form"), ("", "joint_form"),
        ('标题,网址,日期\n"没有关上,https://a.cn/,2026-01-01\n', "joint_broken"), (feed(*[line(id=str(n)) for n in range(MOST_ENTRIES + 1)]), "joint_many"),
        (feed(line(title="<script>alert(1)</script>")), "joint_script"), (feed(line(title="<img src=x onerror=alert(1)>")), "joint_script"),
        (feed(line(title="&lt;script&gt;")), "joint_script"), (feed(line(url="javascript:alert(1)")), "joint_script"),
        ("<rss><channel><item><title>名单<script>x</script></title><link>https://a.cn/</link><pubDate>2026-01-05</pubDate></item></channel></rss>", "joint_script"),
        (feed(line(title="")), "joint_title"), (feed(line(title="长" * 161)), "joint_title"), (feed(line(title="反\u202e转")), "joint_title"),
        (feed(line(url="")), "joint_link"), (feed(line(url="ftp://a.cn/")), "joint_link"), (feed(line(url="https://user@bank.cn/")), "joint_link"),
        (feed(line(url="https://a.cn/ x")), "joint_link"), (feed(line(url="//a.cn/")), "joint_link"), (feed(line(url="https://[a.cn/")), "joint_link"),
        (feed(line(url="https://evil.example.org/1")), "joint_elsewhere"), (feed(line(url="https://cunwu.example.cn.evil.org/1")), "joint_elsewhere"),
        (feed(line(title="身份证：510222197003071234")), "joint_personal"),
        (feed(line(date_published="")), "joint_undated"), (feed(line(date_published="昨天")), "joint_undated"), (feed(line(date_published="2026-13-01")), "joint_undated"),
        (feed(line(date_published="2999-01-01T00:00:00Z")), "joint_future"), (feed(line(date_published="1970-01-01")), "joint_future"),
        (feed(line(title="王五 身份证 110101199003070011")), "joint_personal"), (feed(line(), line(id="2", title="")), "joint_title"),
    ],
)  # fmt: skip
def test_a_lying_list_is_refused_whole_with_a_sentence(world, source, content, code):
    with pytest.raises(Refused) as refused:
        look(world, source, content)
    assert refused.value.code == code
    assert not JointRun.objects.exists() and not JointItem.objects.exists()
    content = content if isinstance(content, bytes) else content.encode()
    if content and len(content) <= LARGEST:
        page = desk(world.clerk).post(f"/desk/joint/{source.pk}/", {"file": SimpleUploadedFile("村务.xml", content)})
        assert page.status_code == 200 and page.context["form"].errors


def test_only_those_who_make_public_there_may_and_others_hear_nothing(world, source):
    run = look(world, source, CSV)
    for who in ("charlie", "member", "villager"):
        actor = world.actor(getattr(world, who))
        for act in (
            lambda actor=actor: publishing.register_joint(actor, org_id=world.village.pk, kind="village", name="x", home=HOME, now=world.now),
            lambda who=who: look(world, source, CSV, who=who),
            lambda actor=actor: publishing.apply_joint(actor, run_id=run.pk, now=world.now),
            lambda actor=actor: publishing.end_joint(actor, source_id=source.pk, now=world.now),
        ):  # fmt: skip
            with pytest.raises(Refused, match="not_found"):
                act()
    with pytest.raises(Refused, match="no_permission"):
        look(world, source, CSV, who="superior")
    with pytest.raises(Refused, match="not_found"):
        publishing.apply_joint(world.actor(world.head), run_id=run.pk, now=world.now)
    publishing.apply_joint(world.actor(world.clerk), run_id=run.pk, now=world.now)
    with pytest.raises(Refused, match="joint_applied"):
        publishing.apply_joint(world.actor(world.clerk), run_id=run.pk, now=world.now)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "party"}, "joint_kind"), ({"name": " "}, "joint_name"), ({"name": "长" * 61}, "joint_name"),
        ({"home": "javascript:alert(1)"}, "joint_home"), ({"home": ""}, "joint_home"), ({}, "joint_name_taken"),
    ],
)  # fmt: skip
def test_a_source_says_who_it_is(world, source, changed, code):
    with pytest.raises(Refused, match=code):
        register(world, **changed)
    assert JointSource.objects.count() == 1


def test_each_source_shows_its_newest_whatever_the_others_hold(world, source, monkeypatch):
    other = register(world, name="镇政务公开网", kind="government")
    take(world, source, feed(*[line(id=str(n), title=f"村务{n}") for n in range(8)]))
    take(world, other, feed(line(title="政务", date_published="2020-01-01")))
    columns = publication.joint_columns(world.visitor, org_id=world.village.pk, limit=5)
    assert [(len(one.items), one.more) for one in columns] == [(1, False), (5, True)]


def test_from_the_desk_to_the_public_in_three_pages(world):
    clerk = desk(world.clerk)
    made = clerk.post("/desk/joint/", {"kind": "village", "name": "村务平台", "home": HOME})
    assert made.status_code == 302, made.content.decode()
    looked = clerk.post(made["Location"], {"file": SimpleUploadedFile("村务.csv", CSV.encode())})
    assert "低保名单公示" in clerk.get(looked["Location"]).content.decode()
    public = f"/org/{world.village.code}/joint/"
    assert "低保名单公示" not in Client().get(public).content.decode()
    assert clerk.post(looked["Location"]).status_code == 302
    assert "低保名单公示" in Client().get(public).content.decode()
    item = JointItem.objects.get(title="低保名单公示")
    for wrong, said in (("", "还没有写"), ("长" * 201, "最多 200 字，现在 201 字"), ("重\x00复", "不能保存的字符")):
        page = clerk.post(f"{made['Location']}drop/{item.pk}/", {"reason": wrong}).content.decode()
        assert f"“为什么不再显示”{said}" in page.replace("里有", "") and wrong in page  # nothing that was typed is lost
    assert "低保名单公示" in Client().get(public).content.decode()
    clerk.post(f"{made['Location']}drop/{item.pk}/", {"reason": "重复"})
    assert "低保名单公示" not in Client().get(public).content.decode()
    page = clerk.get(made["Location"]).content.decode()
    assert "<summary>停用这个来源</summary>" in page and "停用以后不能恢复" in page  # said before the button
    assert clerk.post(f"{made['Location']}end/").status_code == 302
    assert "村务平台" not in Client().get(public).content.decode()
    assert (
        desk(world.charlie).get(made["Location"]).status_code
        == desk(world.charlie).get(looked["Location"]).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-01-05", "2026-01-05"), ("2026/1/5", "2026-01-05"), ("2026年1月5日", "2026-01-05"),
        ("2026-01-05T20:00:00Z", "2026-01-06"), ("Mon, 05 Jan 2026 20:00:00 GMT", "2026-01-06"), ("2026-01-05 23:59:00", "2026-01-05"),
        ("2026-02-30", None), ("", None), ("0000-00-00", None), ("Mon, 99 Jan 2026", None), ("9999-12-31T23:59:59-12:00", None),
    ],
)  # fmt: skip
def test_days_as_others_write_them(said, day):
    assert str(day_of(said)) == str(day)
