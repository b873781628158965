"""The demonstration county's organizations: real towns as structure, everything below invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

COUNTY, TRY_TOWN, TRY_VILLAGE, NEXT_VILLAGE = "XW", "Z05", "Z05-C01", "Z05-C02"
FOUNDED = date(2005, 7, 1)
FEWEST = 14
TOWNS = (
    "古南街道", "文龙街道", "三江街道", "石角镇", "东溪镇", "赶水镇", "打通镇", "石壕镇", "永新镇", "三角镇", "隆盛镇",
    "郭扶镇", "篆塘镇", "丁山镇", "安稳镇", "扶欢镇", "永城镇", "新盛镇", "中峰镇", "横山镇",
)  # fmt: skip
LAZY = ("Z08", "Z14", "Z18", "Z20")  # towns where much is overdue
VILLAGES = ("柏树湾", "朝阳", "青杠坪", "石坝", "水井湾", "龙洞", "高坎", "白果", "竹林", "新桥", "瓦窑", "黄桷", "双河",
            "松林", "梨园", "响水", "大屋基", "枫香", "油房", "茶店")  # fmt: skip
COMMUNITIES = ("正街", "河沿", "新城", "老街", "滨河", "园丁", "桂花", "和平", "向阳", "建设")
SPECIAL = (
    # code, kind, superior, name, short name, more
    ("GW01", "work_committee", COUNTY, "中共綦江县委县直机关工作委员会", "县直机关工委", {"committee": "organs_committee"}),
    ("GW02", "work_committee", COUNTY, "中共綦江县委教育工作委员会", "县委教育工委", {"committee": "education_committee"}),
    ("GW03", "work_committee", COUNTY, "中共綦江县委“两新”组织工作委员会", "县委两新工委", {"committee": "two_new_committee"}),
)  # fmt: skip
COUNTY_OWN = {"directly_under_county": True}
FIRST = (
    ("Z05-S01", "community", "Z05", "东溪镇正街社区党总支", "正街社区", {}),
    ("X01", "school", "GW02", "南溪中学党总支", "南溪中学", {}),
    ("Y01", "hospital", COUNTY, "县第二人民医院党委", "县二医院", COUNTY_OWN),
    ("G01", "soe", COUNTY, "南溪水务公司党委", "南溪水务", COUNTY_OWN),
    ("N01", "new_org", "GW03", "金穗农机合作社党支部", "金穗合作社", {}),
)
INTERPRETERS = (("B91", "中共綦江县纪律检查委员会", "县纪委"), ("B92", "中共綦江县委组织部", "县委组织部"))
BUREAUS = ("财政局", "民政局", "卫生局", "农业局", "交通局", "水利局", "文广新局", "国土房管局")
ORGANS = ("县档案局", "县统计局", "县信访办", "县供销社", "县地震办", "县史志办")
SCHOOLS = ("石角中学", "打通中学", "城南小学", "河东小学", "实验幼儿园", "永新中学", "赶水小学")
HOSPITALS = ("县中医院", "县妇幼保健院")
SOES = ("南溪公交公司", "南溪粮油公司", "渝黔建材公司", "横山旅游公司")
MOST_BELOW_A_TOWN = 100  # more stand below the villages, so that no page has to list ten thousand
NEW_ORGS = ("鑫源商会", "永安物业", "惠民超市", "青山果业合作社", "众诚会计服务部")


@dataclass(frozen=True)
class Ended:
    """An organization that was merged into another: its code, its successor, months before today."""

    code: str
    successor: str
    months_ago: int


MERGED = (Ended("Z05-C09", "Z05-C02", 14), Ended("Z04-C09", "Z04-C01", 9))
RENAMED = ("Z06-C01", "赶水镇小坝村党支部", "小坝村", 11)  # its former name, until so many months ago


def _row(code: str, kind: str, superior: str | None, name: str, short: str, **more) -> dict:
    number = sum(ord(sign) * place for place, sign in enumerate(code, 1)) % 900 + 100
    row = {
        "code": code, "kind": kind, "name": name, "short_name": short, "established_on": FOUNDED,
        "phone": f"023-0000 0{number}", "phone_hours": "工作日 9:00–17:30", "address": f"{short}办公楼（演示数据）",
        **more,
    }  # fmt: skip
    return {**row, "superior_code": superior} if superior else row


INDOORS = "党员活动室"  # where the board for members hangs


def boards(kind: str, short: str) -> tuple[str, ...]:
    """Where an organization's paper hangs, the main board first."""
    return ("村委会门口", "二组院坝") if kind == "village" else (f"{short}办公楼一楼大厅",)


def _village(town: int, number: int) -> dict:
    code, name = f"Z{town:02}-C{number:02}", VILLAGES[(number - 1 + (town - 5) * 3) % len(VILLAGES)]
    place, short = TOWNS[town - 1], f"{name}村" if number <= len(VILLAGES) else f"{name}{number}村"
    return _row(code, "village", f"Z{town:02}", f"{place}{short}党支部", short)


def _branch(above: dict, number: int) -> dict:
    place = above["name"].removesuffix("党支部").removesuffix("党总支")
    short = f"{above['short_name']}{number}支部"
    return _row(f"{above['code']}-{number:03}", "village", above["code"], f"{place}第{number}党支部", short)


def is_branch(code: str) -> bool:
    """Is it one of those below villages and communities, which only large counties have?"""
    return code.count("-") == 2


def town_of(row: dict) -> str:
    """The code of the town in which an organization below a village or community lies."""
    return row["code"].partition("-")[0]


def _community(town: int, number: int) -> dict:
    name = COMMUNITIES[(town + number) % len(COMMUNITIES)]
    short = f"{name}社区"
    return _row(f"Z{town:02}-S{number:02}", "community", f"Z{town:02}", f"{TOWNS[town - 1]}{short}党总支", short)


def _town(number: int) -> dict:
    name = TOWNS[number - 1]
    committee = "党工委" if name.endswith("街道") else "党委"
    return _row(f"Z{number:02}", "town", COUNTY, f"中共{name}{committee}", f"{name}{committee}")


def _rest() -> list[dict]:
    """Everything that a county has but villages and communities, after the first fourteen."""
    rows = [_town(number) for number in range(1, len(TOWNS) + 1) if number != 5]
    rows.append(
        _row("B01", "bureau", COUNTY, "綦江气象局党组", "气象局党组", posted_agency=True, upper_department="市气象局")
    )
    rows += [_row(f"B{n:02}", "bureau", COUNTY, f"县{name}党委", f"县{name}党委") for n, name in enumerate(BUREAUS, 2)]
    for letter, kind, superior, names, suffix, more in (
        ("J", "organ", "GW01", ORGANS, "机关党支部", {}), ("X", "school", "GW02", SCHOOLS, "党支部", {}),
        ("Y", "hospital", COUNTY, HOSPITALS, "党总支", COUNTY_OWN), ("G", "soe", COUNTY, SOES, "党支部", COUNTY_OWN),
        ("N", "new_org", "GW03", NEW_ORGS, "党支部", {}),
    ):  # fmt: skip
        first = 1 if letter == "J" else 2
        rows += [
            _row(f"{letter}{n:02}", kind, superior, f"{name}{suffix}", name, **more)
            for n, name in enumerate(names, first)
        ]
    return rows


def organizations(count: int) -> list[dict]:
    """Rows for `orgs.actions.load_organizations`: `count` living organizations, at least `FEWEST`.

    The first fourteen have one of every kind and the two bodies of 第十四条; then the rest of the county; then villages and
    communities in every town, up to a hundred; then branches below those. Organizations that end are not counted.
    """
    rows = county(count)
    return rows + [branch for town in branches(rows, count) for branch in town]


def county(count: int) -> list[dict]:
    """The same without the branches below villages and communities: at most some two thousand rows."""
    rows = [_row(COUNTY, "county_committee", None, "中共綦江县委员会", "綦江县委")]
    rows += [_row(code, kind, above, name, short, **more) for code, kind, above, name, short, more in SPECIAL]
    rows += [_row(code, "bureau", COUNTY, name, short) for code, name, short in INTERPRETERS]
    rows += [_town(5), _village(5, 1), _village(5, 2)]
    rows += [_row(code, kind, above, name, short, **more) for code, kind, above, name, short, more in FIRST]
    rows += _rest()[: max(0, count - len(rows))]
    towns = [number for number in range(1, len(TOWNS) + 1) if any(row["code"] == f"Z{number:02}" for row in rows)]
    # What is there already keeps its place; the numbers of the merged villages stay free.
    held = {row["code"] for row in rows} | {one.code for one in MERGED}
    for turn in range(1, MOST_BELOW_A_TOWN + 1):
        for town in towns:
            row = _community(town, turn // 4) if turn % 4 == 0 else _village(town, turn - turn // 4)
            if row["code"] not in held and len(rows) < count:
                held.add(row["code"])
                rows.append(row)
    return rows


def branches(rows: list[dict], count: int) -> Iterator[list[dict]]:
    """The branches that fill a county of these rows up to `count`, shared out evenly, a town at a time."""
    above = [row for row in rows if row["kind"] in ("village", "community")]
    each, more = divmod(max(0, count - len(rows)), len(above))
    wanted = {row["code"]: each + (place < more) for place, row in enumerate(above)}
    by_town: dict[str, list[dict]] = {}
    for row in above:
        by_town.setdefault(row["superior_code"], []).append(row)
    for villages in by_town.values():
        found = [_branch(row, number) for row in villages for number in range(1, wanted[row["code"]] + 1)]
        if found:
            yield found


def ended(codes: set[str]) -> list[tuple[Ended, dict]]:
    """The organizations that ended by merging, where their successors exist."""
    names = {"Z05-C09": "下坝村", "Z04-C09": "小石村"}
    return [
        (one, _row(one.code, "village", one.code[:3], f"{TOWNS[int(one.code[1:3]) - 1]}{names[one.code]}党支部", names[one.code]))
        for one in MERGED
        if one.successor in codes
    ]  # fmt: skip
