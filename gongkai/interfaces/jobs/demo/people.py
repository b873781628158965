"""Invented people of the demonstration county: four officers for every organization, members on the rolls."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from gongkai.interfaces.jobs.demo.accounts import ACCOUNTS
from gongkai.interfaces.jobs.demo.structure import COUNTY, FOUNDED, TRY_VILLAGE, is_branch
from gongkai.rules.permissions import Role

SURNAMES = "陈李张王刘周杨罗何黄吴赵谭邓蒋唐冉向文代封霍穆翁"
GIVEN = ("素兰", "光明", "建国", "明华", "春燕", "世全", "德文", "永红", "小琴", "正刚", "成英", "天富", "家惠", "长青",
         "道平", "秀珍", "学林", "朝贵", "显芬", "国栋", "玉梅", "远志", "开容", "兴禄", "海棠", "维新")  # fmt: skip
ON_THE_ROLL = ("dangyuan", "jianduyuan")  # members of the try-out village with an account
HEADS = {"town": "党委书记", "bureau": "党委书记", "work_committee": "工委书记", "county_committee": "县委书记"}
DUTIES = (
    ("head", "党组织书记"), ("deputy", "党组织副书记"), ("secrecy", "保密审查员"), ("clerk", "党务公开经办人"),
    ("keeper", "意见收集专人"),
)  # fmt: skip


def invented_name(rng: Random) -> str:
    """A name that nobody in particular bears."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


@dataclass(frozen=True)
class Officer:
    """One who signs: the user's key, name, and the title of the post."""

    user_id: int
    name: str
    title: str


def _title(duty: str, title: str, kind: str) -> str:
    return HEADS.get(kind, "党支部书记") if duty == "head" else title


def rows(orgs: list[dict], seed: str) -> list[dict]:
    """Rows for `orgs.actions.load_people`: officers of every organization, and those who try the system."""
    return own_people(orgs, seed) + [
        {
            "username": account.username, "name": account.name, "password": account.password,
            "grants": [
                {"org_code": account.org, "role": role, "subtree": subtree, "from_date": FOUNDED}
                for role, subtree in account.grants
            ],
        }
        for account in ACCOUNTS
        if not account.duty
    ]  # fmt: skip


def own_people(orgs: list[dict], seed: str) -> list[dict]:
    """The same without accounts for trying that hold no post."""
    tried = {(account.org, account.duty): account for account in ACCOUNTS if account.duty}
    made = []
    for org in orgs:
        rng = Random(f"{seed}:people:{org['code']}")  # noqa: S311 - invented data
        for place, (duty, title) in enumerate(DUTIES):
            account = tried.get((org["code"], duty))
            if duty == "keeper" and rng.random() < 0.3 and account is None:
                continue  # a vacancy
            post = {
                "org_code": org["code"], "duty": duty, "title": _title(duty, title, org["kind"]), "from_date": FOUNDED,
                "phone": f"023-0000 0{100 + (rng.randrange(800) + place) % 900}",
            }  # fmt: skip
            made.append(
                {
                    "username": account.username if account else f"{org['code'].lower()}-{duty}",
                    "name": account.name if account else invented_name(rng), "posts": [post],
                    **({"password": account.password} if account else {}),
                }
            )  # fmt: skip
        if org["kind"] in ("town", "work_committee"):
            made += _above(org["code"], rng)
    return made


def officers(listed: list[dict], orgs: dict[str, int], users: dict[str, int]) -> dict[int, dict[str, Officer]]:
    """Who signs at each organization, by duty; `listed`: the rows that were loaded, `orgs` and `users`: keys by name."""
    found: dict[int, dict[str, Officer]] = {key: {} for key in orgs.values()}
    for person in listed:
        for post in person.get("posts", ()):
            officer = Officer(users[person["username"]], person["name"], post["title"])
            found[orgs[post["org_code"]]][post["duty"]] = officer
    return found


def _above(code: str, rng: Random) -> list[dict]:
    """The people of a town or work committee who look after those below; the try-out town has its own."""
    if any(account.org == code and account.grants for account in ACCOUNTS):
        return []
    return [
        {
            "username": f"{code.lower()}-{role}", "name": invented_name(rng),
            "grants": [{"org_code": code, "role": role, "subtree": True, "from_date": FOUNDED}],
        }
        for role in (Role.SUPERIOR, Role.MAKER)
    ]  # fmt: skip


def members(orgs: list[dict], users: dict[str, int], seed: str) -> Iterator[dict]:
    """Rows for `orgs.actions.load_members`: 12 to 40 for every organization below the county, a branch has 3 to 9."""
    for org in orgs:
        if org["code"] == COUNTY:
            continue
        rng = Random(f"{seed}:roll:{org['code']}")  # noqa: S311 - invented data
        size = rng.randint(3, 9) if is_branch(org["code"]) else rng.randint(12, 40)
        for number in range(1, size + 1):
            row = {
                "org_code": org["code"], "roll_number": f"{org['code']}-{number:04}", "name": invented_name(rng),
                "group": f"第{number % 3 + 1}党小组", "from_date": FOUNDED, "joined_on": FOUNDED,
                "status": "probationary" if number == 12 else "full",
            }  # fmt: skip
            if org["code"] == TRY_VILLAGE and number <= len(ON_THE_ROLL):
                account = next(one for one in ACCOUNTS if one.username == ON_THE_ROLL[number - 1])
                row |= {"user_id": users[account.username], "name": account.name}
            yield row
