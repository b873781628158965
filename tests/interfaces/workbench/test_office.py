"""The pages of superiors, catalog makers and the county office: who sees them, and what they change."""

import io
import re
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.workbench import finding
from gongkai.obligations import queries as obligations
from gongkai.obligations.models import Urge
from gongkai.obligations.views import BoardRow, HeatRow
from gongkai.orgs import queries as orgs
from gongkai.orgs.models import Grant, Membership, Organization, Post, User
from gongkai.rulebook import calendar_store
from gongkai.rulebook import queries as rulebook
from gongkai.rulebook.models import Binding, CalendarYear, CatalogVersion, Consultation, DayOverride, DisclosureDay
from gongkai.rules.catalog_table import row_of
from gongkai.rules.duties import LOCAL, Counts
from gongkai.rules.periods import Period
from tests.covers import covers
from tests.factories.duties import village_catalog
from tests.factories.world import build_world

YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()
LAST_MONTH = (timezone.localdate() - timedelta(days=30)).isoformat()


@pytest.fixture
def bound(db):
    """The small county with duties of the months before this one, as of the real day."""
    today = timezone.localdate()
    now = datetime.combine(today, time(8), LOCAL)
    calendar_store.forget()
    yield village_catalog(build_world(now, today), period_from=str(Period.of(today).plus(-2)))
    calendar_store.forget()


@pytest.fixture
def world(bound):
    return bound.world


@pytest.fixture
def see(client):
    """Ask as somebody: `see(user, name, *args, **query)`."""

    def ask(user, name, /, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"workbench:{name}", args=args), query)

    return ask


@pytest.fixture
def send(client):
    """Send a form as somebody."""

    def ask(user, name, /, *args, query="", **data):
        client.force_login(user)
        return client.post(reverse(f"workbench:{name}", args=args) + query, data)

    return ask


def text(response) -> str:
    return response.content.decode()


def sheet(response) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def problems(response) -> str:
    """The list of errors above a form, for the message of a failing test."""
    found = re.search(r'<div class="errors".*?</div>', text(response), re.S)
    return found[0] if found else ""


# ───────── who may open what

PAGES = (
    ("board", ()), ("late", ()), ("late_xlsx", ()), ("month_xlsx", ()), ("catalogs", ()), ("catalog_new", ()),
    ("organizations", ()), ("load", ()), ("calendar", ()),
)  # fmt: skip


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_county_office_opens_every_page_and_a_clerk_none(world, see, name, args):
    assert see(world.county_office, name, *args).status_code == 200
    assert see(world.charlie, name, *args).status_code == 404
    assert see(world.villager, name, *args).status_code == 404


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_visitors_are_asked_to_log_in(world, client, name, args):
    assert client.get(reverse(f"workbench:{name}", args=args)).status_code == 302


def test_pages_have_one_heading_a_title_and_no_inline_style_or_script(world, bound, see):
    pages = [
        see(world.county_office, name, *args)
        for name, args in (
            *((name, args) for name, args in PAGES if not name.endswith("xlsx")),
            ("organization", (world.village.pk,)),
            ("catalog", (bound.catalog.pk,)),
            ("version", (bound.version.pk,)),
        )  # fmt: skip
    ]
    for page in pages:
        body = text(page)
        assert body.count("<h1") == 1, page.request["PATH_INFO"]
        assert re.search(r"<title>[^<]+ · ", body), page.request["PATH_INFO"]
        assert " style=" not in body
        assert "<script>" not in body


# ───────── the board


@covers("R160")
def test_the_board_says_what_is_overdue_and_where(world, see):
    body = text(see(world.county_office, "board"))
    counts = obligations.totals(
        world.visitor, path=world.county.path, period=str(newest(world)), today=timezone.localdate()
    )
    assert counts.overdue
    assert f"仍有 {counts.overdue} 项没有交代" in body
    assert "全县公开看板" in body
    assert "东溪镇" in body
    assert "催办" in body


def newest(world) -> Period:
    today = timezone.localdate()
    here = Period.of(today)
    due = rulebook.disclosure_day(world.visitor, period=str(here)).due
    return here if due <= today else here.prev()


def test_a_town_sees_its_town_and_not_the_county(world, see):
    assert "东溪镇公开看板" in text(see(world.superior, "board"))
    assert see(world.superior, "board", org=world.county.code).status_code == 404
    assert see(world.superior, "board", org=world.village.code).status_code == 200


def test_the_board_of_a_past_day_knows_only_what_was_known_then(world, see, send):
    yesterday = timezone.localdate() - timedelta(days=1)
    body = text(see(world.county_office, "board", as_of=yesterday.isoformat(), period=str(newest(world))))
    assert "24时已经知道的情况" in body
    assert "哪里缺、缺什么" not in body.split("</form>", 1)[1].split("<footer", 1)[0]
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "这一天还没有到" in text(see(world.county_office, "board", as_of=tomorrow.isoformat()))


def test_the_board_asks_as_often_for_a_county_as_for_a_town(world, see, django_assert_max_num_queries):
    see(world.county_office, "board")
    with django_assert_max_num_queries(45):
        see(world.county_office, "board")


def late_row(world):
    rows, _ = obligations.overdue(world.visitor, path=world.village.path, today=timezone.localdate())
    return rows[0]


def test_urging_is_recorded_and_leads_back(world, send):
    row = late_row(world)
    facts = {"org_id": row.org_id, "period": row.period, "code": row.code, "trigger_id": row.trigger_id}
    back = reverse("workbench:late")
    done = send(world.superior, "urge", next=back, text="请在月底前补上。", **facts)
    assert done.status_code == 302
    assert done.url == back
    made = Urge.objects.get()
    assert (made.text, made.urged_by) == ("请在月底前补上。", world.superior.pk)
    send(world.superior, "urge", next="https://elsewhere.example/", text="再催一次", **facts)
    assert Urge.objects.count() == 1


def test_a_stranger_urges_nobody_and_asking_changes_nothing(world, send, see):
    row = late_row(world)
    facts = {"org_id": row.org_id, "period": row.period, "code": row.code, "trigger_id": row.trigger_id}
    send(world.charlie, "urge", text="快", **facts)
    assert see(world.superior, "urge").status_code == 405
    assert not Urge.objects.exists()


@covers("R160")
def test_the_monthly_report_has_one_row_per_organization_and_adds_up(world, see):
    period = str(newest(world))
    rows = sheet(see(world.county_office, "month_xlsx", period=period))
    head, body = rows[0], rows[1:]
    assert {row[0] for row in body} == {world.village.code, world.other_village.code}
    whole = obligations.totals(world.visitor, path=world.county.path, period=period, today=timezone.localdate())
    for column, number in (("应公开", whole.expected), ("逾期", whole.overdue), ("未到期", whole.pending)):
        assert sum(row[head.index(column)] for row in body) == number
    for row in body:
        parts = sum(
            row[head.index(c)] for c in ("已公开", "变更并说明", "本月无此类事项", "已备案暂不公开", "逾期", "未到期")
        )
        assert parts == row[head.index("应公开")]


def test_the_late_table_holds_every_row_and_no_formula(world, see):
    Organization.objects.filter(pk=world.village.pk).update(name="=1+1村党支部")
    response = see(world.county_office, "late_xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = list(book.worksheets[0].iter_rows())
    late, rest = obligations.overdue(world.visitor, path=world.county.path, today=timezone.localdate(), limit=100_000)
    assert not rest
    assert len(rows) - 1 == len(late)
    names = [row[0] for row in rows[1:] if row[0].value == "=1+1村党支部"]
    assert names
    assert {cell.data_type for cell in names} == {"s"}


# ───────── the finding in words


def test_the_finding_adds_up_and_names_places():
    counts = Counts(100, 80, 5, 5, 0, 10, 0, 2)
    rows = [
        BoardRow(1, "a", "打通镇", 3, Counts(50, 44, 0, 0, 0, 6)), BoardRow(2, "b", "石壕镇", 3, Counts(50, 46, 0, 0, 0, 4)),
        BoardRow(3, "c", "永新镇", 3, Counts(10, 10)),
    ]  # fmt: skip
    heat = [HeatRow(1, "a", "打通镇", {"6": 5, "3": 1}), HeatRow(2, "b", "石壕镇", {"6": 4})]
    said = finding.said(counts, rows, heat, [80, 81, 82, 83, 84, 88.0])
    assert said == (
        "按时率 88%，一年来最高。仍有 10 项没有交代，其中 10 项在打通镇、石壕镇；最缺的是“联系服务党员群众”。"
    )


def test_the_finding_of_a_quiet_month():
    assert finding.said(Counts(12, 12), [], [], []) == "按时率 100%。没有逾期：到期的 12 项都有交代。"
    assert "都还没有到期" in finding.said(Counts(12, pending=12), [], [], [])
    assert "还没有应公开的事项" in finding.said(Counts(), [], [], [])


# ───────── catalogs


@pytest.fixture
def draft(bound, send):
    """Version 2 of the villages' catalog, begun by its maker."""
    send(bound.world.maker, "catalog", bound.catalog.pk, verb="start_version")
    return CatalogVersion.objects.get(catalog=bound.catalog, number=2)


@covers("R43")
def test_a_new_version_begins_as_a_copy(bound, draft):
    actor = bound.world.actor(bound.world.maker)
    assert draft.state == "draft"
    assert [e.code for e in rulebook.entries(actor, version_id=draft.pk)] == [
        e.code for e in rulebook.entries(actor, version_id=bound.version.pk)
    ]


def test_a_draft_is_hidden_from_those_who_do_not_make_it(bound, draft, see):
    assert see(bound.world.maker, "version", draft.pk).status_code == 200
    assert see(bound.world.superior, "version", draft.pk).status_code == 404
    assert see(bound.world.superior, "version", bound.version.pk).status_code == 200
    assert see(bound.world.clerk, "version", bound.version.pk).status_code == 404


@covers("R43")
def test_those_who_follow_a_catalog_read_the_draft_while_they_are_asked(bound, draft, send, see):
    assert see(bound.world.head, "version", draft.pk).status_code == 404
    done = send(bound.world.maker, "version", draft.pk, form="move", verb="consult", remark="")
    assert done.status_code == 302, problems(done)
    page = see(bound.world.head, "version", draft.pk)
    assert page.status_code == 200
    assert "下一步" not in text(page)
    assert see(bound.world.villager, "version", draft.pk).status_code == 404


def entry_texts(bound, version_id: int):
    return row_of(rulebook.entry_facts(bound.world.actor(bound.world.maker), version_id=version_id)[0])


@covers("R42", "R43")
def test_an_entry_is_changed_in_texts_and_the_difference_is_shown(bound, draft, send, see):
    texts = entry_texts(bound, draft.pk)
    wrong = send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="put",
                 **(texts | {"公开时限": "有空再说"}))  # fmt: skip
    assert wrong.status_code == 200
    assert "公开时限" in problems(wrong)
    done = send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="put",
                **(texts | {"公开事项": "改过名字的事项"}))  # fmt: skip
    assert done.status_code == 302, problems(done)
    body = text(see(bound.world.maker, "version", draft.pk))
    assert "<ins>改过名字的事项</ins>" in body
    assert "1 个条目不同" in body


def test_an_entry_is_removed_only_from_the_draft(bound, draft, send):
    actor, texts = bound.world.actor(bound.world.maker), entry_texts(bound, draft.pk)
    send(bound.world.maker, "version", draft.pk, query=f"?entry={texts['编码']}", verb="remove")
    assert texts["编码"] not in {e.code for e in rulebook.entries(actor, version_id=draft.pk)}
    assert texts["编码"] in {e.code for e in rulebook.entries(actor, version_id=bound.version.pk)}


@covers("R32")
def test_gaps_are_explained_line_by_line(bound, draft, send, see):
    code = next(iter(draft.not_applicable))
    send(bound.world.maker, "version", draft.pk, form="gaps", **(draft.not_applicable | {code: ""}))
    draft.refresh_from_db()
    assert code not in draft.not_applicable
    body = text(see(bound.world.maker, "version", draft.pk))
    assert "还有 1 个没有交代" in body
    assert 'aria-disabled="true"' in body
    send(bound.world.maker, "version", draft.pk, form="gaps", **{code: "村里没有这项工作"})
    draft.refresh_from_db()
    assert draft.not_applicable[code] == "村里没有这项工作"


@covers("R39")
def test_consultation_is_recorded(bound, draft, send):
    send(bound.world.maker, "version", draft.pk, form="consultation", party="党员代表", held_on=LAST_MONTH,
         letter_number="", opinion="写得再细一点", result="已照办")  # fmt: skip
    assert Consultation.objects.get().party == "党员代表"


@covers("R43")
def test_approval_takes_a_month_and_lists_duties(bound, draft, send):
    month = str(Period.of(timezone.localdate()).next())
    done = send(bound.world.maker, "version", draft.pk, form="move", verb="approve", period_from=month, remark="")
    assert done.status_code == 302, problems(done)
    draft.refresh_from_db()
    assert (draft.state, draft.period_from) == ("approved", month)


@covers("R175")
def test_a_workbook_goes_out_and_comes_back(bound, draft, see, send, client):
    actor = bound.world.actor(bound.world.maker)
    content = see(bound.world.maker, "version_xlsx", draft.pk).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    page["B2"] = "表格里改的名字"
    target = io.BytesIO()
    book.save(target)
    shown = send(bound.world.maker, "version_load", draft.pk, file=SimpleUploadedFile("目录.xlsx", target.getvalue()))
    assert "<ins>表格里改的名字</ins>" in text(shown), problems(shown)
    assert "表格里改的名字" not in {e.name for e in rulebook.entries(actor, version_id=draft.pk)}
    looked = re.search(r'name="looked" value="([^"]+)"', text(shown))[1]
    assert send(bound.world.maker, "version_load", draft.pk, looked=looked).status_code == 302
    assert "表格里改的名字" in {e.name for e in rulebook.entries(actor, version_id=draft.pk)}
    send(bound.world.maker, "version_load", draft.pk, looked=looked[:-3] + "abc")
    again = send(bound.world.maker, "version_load", draft.pk, looked=looked)
    assert again.status_code == 200  # the draft was changed since the preview


def test_a_workbook_with_mistakes_names_row_and_remedy_and_changes_nothing(bound, draft, see, send):
    book = openpyxl.load_workbook(io.BytesIO(see(bound.world.maker, "version_xlsx", draft.pk).content))
    book.worksheets[0]["C3"] = "第九类"
    target = io.BytesIO()
    book.save(target)
    shown = send(bound.world.maker, "version_load", draft.pk, file=SimpleUploadedFile("目录.xlsx", target.getvalue()))
    body = text(shown)
    assert "第3行" in body
    assert "第九类" in body
    assert 'name="looked"' not in body


def test_a_catalog_is_begun_and_bound(world, send):
    done = send(world.county_maker, "catalog_new", maker=world.county.pk, org_kind="hospital", name="医院目录",
                profile="compact", for_org="")  # fmt: skip
    assert done.status_code == 302, problems(done)
    version = CatalogVersion.objects.get(catalog__name="医院目录")
    gaps = rulebook.completeness(world.actor(world.county_maker), version_id=version.pk)
    month = str(Period.of(timezone.localdate()).next())
    send(world.county_maker, "version", version.pk, form="gaps", **{item.code: "没有这项工作" for item in gaps})
    done = send(world.county_maker, "version", version.pk, form="move", verb="approve", period_from=month, remark="")
    assert done.status_code == 302, problems(done)
    done = send(
        world.county_maker, "catalog", version.catalog_id, verb="bind", orgs=[world.hospital.pk], period_from=month
    )
    assert done.status_code == 302, problems(done)
    assert Binding.objects.filter(org=world.hospital, catalog=version.catalog).exists()


# ───────── organizations


def test_the_tree_is_searched_and_walked(world, see):
    body = text(see(world.county_office, "organizations"))
    assert "东溪镇党委" in body
    assert "上书村党支部" not in body
    assert "上书村党支部" in text(see(world.county_office, "organizations", under="Z01"))
    assert "上书村党支部" in text(see(world.county_office, "organizations", q="上书"))
    assert "没有找到" in text(see(world.county_office, "organizations", q="没有的村"))


@covers("R7")
def test_what_is_lacking_is_listed(world, see):
    body = text(see(world.county_office, "organizations", gaps="1"))
    assert "没有经办人" in body
    assert "没有登记公开栏位置" in body


@covers("R6", "R40")
def test_an_organization_is_registered_with_its_maker(world, send):
    facts = {"superior": "Z01", "kind": "village", "name": "新桥村党支部", "short_name": "新桥村", "code": "Z01-C09"}
    done = send(world.county_office, "organizations", query="?new=Z01", **facts)
    assert done.status_code == 302, problems(done)
    made = Organization.objects.get(code="Z01-C09")
    assert made.catalog_maker == world.town


@covers("R6")
def test_a_code_is_used_once(world, send):
    facts = {"superior": "Z01", "kind": "village", "name": "新桥村党支部", "short_name": "", "code": world.village.code}
    again = send(world.county_office, "organizations", query="?new=Z01", **facts)
    assert again.status_code == 200
    assert world.village.code in problems(again)
    nowhere = send(
        world.county_office, "organizations", query="?new=", **(facts | {"superior": "没有的", "code": "Z9"})
    )
    assert "没有代码为“没有的”的党组织" in problems(nowhere)


@covers("R6")
@pytest.mark.parametrize(
    ("do", "data", "said", "proof"),
    [
        ("rename", {"name": "上书新村党支部", "short_name": "上书新村", "from_date": LAST_MONTH, "basis": "批复"},
         "全称由“上书村党支部”改为“上书新村党支部”", lambda org: org.name == "上书新村党支部"),
        ("move", {"superior": "GW02", "from_date": LAST_MONTH, "basis": "批复"},
         "改为演示县委教育工委", lambda org: org.superior.code == "GW02"),
        ("merge", {"successor": "Z01-C02", "on": LAST_MONTH, "basis": "批复"},
         "1 名党员转到朝阳村的名册", lambda org: org.status == "merged"),
    ],
)  # fmt: skip
def test_great_changes_list_their_effects_before_they_happen(world, send, do, data, said, proof):
    looked = send(world.county_office, "organization", world.village.pk, query=f"?do={do}", **data)
    assert looked.status_code == 200
    assert said in text(looked), problems(looked)
    assert not proof(Organization.objects.get(pk=world.village.pk))
    done = send(world.county_office, "organization", world.village.pk, query=f"?do={do}", step="confirmed", **data)
    assert done.status_code == 302, problems(done)
    assert proof(Organization.objects.get(pk=world.village.pk))


def test_abolishing_shows_what_stands_against_it(world, send):
    data = {"on": LAST_MONTH, "basis": "批复"}
    looked = send(world.county_office, "organization", world.village.pk, query="?do=abolish", **data)
    assert "名册上还有 1 名党员" in text(looked)
    assert 'value="confirmed"' not in text(looked)
    forced = send(world.county_office, "organization", world.village.pk, query="?do=abolish", step="confirmed", **data)
    assert forced.status_code == 200
    assert Organization.objects.get(pk=world.village.pk).status == "active"


@covers("R159")
def test_people_are_appointed_and_posts_vacated(world, send, see):
    assert "空缺" in text(see(world.county_office, "organization", world.village.pk))
    done = send(world.county_office, "organization", world.village.pk, query="?do=appoint", duty="keeper", title="",
                user="", username="newkeeper", person_name="卫五", phone="", from_date=LAST_MONTH, to_date="", basis="")  # fmt: skip
    assert done.status_code == 302, problems(done)
    post = Post.objects.get(duty="keeper")
    assert post.holder.username == "newkeeper"
    assert Grant.objects.filter(user=post.holder, org=world.village, to_date=None).exists()
    done = send(world.county_office, "organization", world.village.pk, query="?do=vacate", row_id=post.pk,
                on=timezone.localdate().isoformat())  # fmt: skip
    assert done.status_code == 302, problems(done)
    post.refresh_from_db()
    assert post.to_date is not None
    other = Post.objects.get(org=world.other_village, duty="head")
    foreign = send(world.county_office, "organization", world.village.pk, query="?do=vacate", row_id=other.pk,
                   on=timezone.localdate().isoformat())  # fmt: skip
    assert foreign.status_code == 404


def test_no_account_is_left_over_when_the_appointment_fails(world, send):
    send(world.county_office, "organization", world.village.pk, query="?do=appoint", duty="keeper", title="", user="",
         username="halfway", person_name="卫五", phone="", from_date=YESTERDAY, acting="on", to_date=LAST_MONTH, basis="")  # fmt: skip
    assert not User.objects.filter(username="halfway").exists()


@covers("R40")
def test_the_maker_is_named_outright_with_its_basis(world, send, see):
    assert "按规则应由东溪镇党委制定" in text(see(world.county_office, "organization", world.village.pk, do="maker"))
    refused = send(world.county_office, "organization", world.village.pk, query="?do=maker", maker="XW", basis="")
    assert refused.status_code == 200
    send(world.county_office, "organization", world.village.pk, query="?do=maker", maker="XW", basis="县委批复")
    assert Organization.objects.get(pk=world.village.pk).catalog_maker == world.county


@covers("R158")
def test_an_invitation_code_is_shown_once(world, send, client):
    send(world.county_office, "organization", world.village.pk, query="?do=code", valid_until="2099-12-31")
    page = reverse("workbench:organization", args=[world.village.pk])
    assert re.search(r"邀请码 [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text(client.get(page)))
    assert "邀请码 " not in text(client.get(page))


def test_rights_end_and_strangers_stay_out(world, send, see):
    assert see(world.superior, "organization", world.village.pk).status_code == 404
    assert see(world.county_office, "organization", world.village.pk, do="nothing").status_code == 404
    held = orgs.grants_of(world.clock, org_id=world.village.pk, today=timezone.localdate())[0]
    send(world.county_office, "organization", world.village.pk, query="?do=end_grant", row_id=held.pk,
         on=timezone.localdate().isoformat())  # fmt: skip
    held.refresh_from_db()
    assert held.to_date == timezone.localdate() - timedelta(days=1)


@covers("R175")
def test_the_empty_sheet_is_downloaded(world, see):
    rows = sheet(see(world.county_office, "load_template", "organizations"))
    assert "名称" in "".join(str(cell) for cell in rows[0])
    assert see(world.county_office, "load_template", "nothing").status_code == 404


@covers("R175")
def test_members_are_imported_after_a_look(world, see, send):
    rows = sheet(see(world.county_office, "load_template", "members"))
    book = openpyxl.Workbook()
    book.active.append(rows[0])
    column = {name: place for place, name in enumerate(rows[0])}
    line = [None] * len(rows[0])
    line[column["名册号"]], line[column["姓名"]] = "900", "秦七"
    code = next((name for name in column if "代码" in name), None)
    if code:
        line[column[code]] = world.village.code
    book.active.append(line)
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("名册.xlsx", target.getvalue())
    looked = send(world.county_office, "load", kind="members", org=world.village.code, file=file)
    assert looked.status_code == 302, problems(looked)
    pk = int(re.search(r"(\d+)/$", looked.url)[1])
    page = text(see(world.county_office, "look", pk))
    assert "都能用" in page, page
    assert not Membership.objects.filter(name="秦七").exists()
    send(world.county_office, "look", pk)
    assert Membership.objects.filter(name="秦七", org=world.village).exists()


# ───────── the calendar


@covers("R71")
def test_the_calendar_explains_its_days_and_warns_of_the_missing_year(world, see):
    body = text(see(world.county_office, "calendar", year="2026"))
    assert body.count("怎样定的") == 12
    assert "10月8日" in body
    assert "放假安排还没有录入" in body
    assert see(world.county_office, "calendar", year="1800").status_code == 404


@covers("R71")
def test_a_day_is_fixed_by_notice(world, send):
    period = Period.of(timezone.localdate()).next()
    due = rulebook.disclosure_day(world.visitor, period=str(period)).due
    day = period.opens_on + timedelta(days=20)
    done = send(
        world.county_office, "calendar", form="fix", period=str(period), due_on=day.isoformat(), notice="县通知1号"
    )
    assert done.status_code == 302, problems(done)
    assert DisclosureDay.objects.get(period=str(period)).due_on == day != due
    assert rulebook.disclosure_day(world.visitor, period=str(period)).due == day


def test_a_single_day_is_declared(world, send):
    send(world.county_office, "calendar", form="override", day="2099-03-04", is_workday="no", reason="县通知")
    assert DayOverride.objects.get().is_workday is False
    assert not rulebook.calendar(world.visitor).is_workday(date(2099, 3, 4))


TABLE = "2098-01-01 元旦\n2098-01-02　元旦\n\n2098-02-08 上班\n"


def test_a_year_is_loaded_and_wrong_lines_are_numbered(world, send):
    wrong = send(
        world.county_office,
        "calendar",
        form="year",
        year="2098",
        basis="通知",
        table="2098-01-01 元旦\n元月二日 元旦\n2098-01-03",
    )
    assert "第2行" in problems(wrong)
    assert "第3行" in problems(wrong)
    assert not CalendarYear.objects.exists()
    done = send(world.county_office, "calendar", form="year", year="2098", basis="通知", table=TABLE)
    assert done.status_code == 302, problems(done)
    row = CalendarYear.objects.get()
    assert (row.off, row.work) == ({"2098-01-01": "元旦", "2098-01-02": "元旦"}, ["2098-02-08"])
    outside = send(world.county_office, "calendar", form="year", year="2098", basis="通知", table="2099-01-01 元旦")
    assert outside.status_code == 200
