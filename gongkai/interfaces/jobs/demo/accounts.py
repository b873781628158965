"""The accounts with which visitors of the demonstration try the system; all have the same password."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai.interfaces.jobs.demo.structure import COUNTY, INTERPRETERS, NEXT_VILLAGE, TRY_TOWN, TRY_VILLAGE
from gongkai.rules.permissions import Role

PASSWORD = "gongkai-demo"  # noqa: S105 - known to everyone, for invented data only
FILE = "demo-accounts.json"
DISCIPLINE, ORGANIZING = (code for code, _, _ in INTERPRETERS)


@dataclass(frozen=True)
class Account:
    """`duty`: the post it holds; `grants`: roles without a post, each with whether it reaches below."""

    username: str
    name: str
    role: str
    org: str
    duty: str = ""
    grants: tuple[tuple[str, bool], ...] = ()
    password: str = PASSWORD


ACCOUNTS = (
    Account("cun-jingban", "陈素兰", "村的经办人：起草、送审、公开", TRY_VILLAGE, "clerk"),
    Account("cun-baomi", "罗永红", "村的保密审查员", TRY_VILLAGE, "secrecy"),
    Account("cun-fenguan", "何天富", "村的分管负责人：审核", TRY_VILLAGE, "deputy"),
    Account("cun-shuji", "谭光明", "村党支部书记：签字", TRY_VILLAGE, "head"),
    Account("cun-zhuanren", "向玉梅", "村的意见收集专人：收意见、交办、告知", TRY_VILLAGE, "keeper"),
    Account("cun-dangan", "穆兴禄", "村的归档责任人：管档案、借阅、封盒", TRY_VILLAGE, grants=((Role.ARCHIVIST, False),)),
    Account("zhen-shangji", "周远志", "镇党委：上一级党组织，收备案、催办", TRY_TOWN, grants=((Role.SUPERIOR, True),)),
    Account("zhen-mulu", "蒋明华", "镇党委：制定所属党组织的目录", TRY_TOWN, grants=((Role.MAKER, True),)),
    Account("zhen-jiwei", "封正刚", "镇的保密受理人：办理反映村负责人的意见", TRY_TOWN, grants=((Role.CONFIDENTIAL, False),)),
    Account("xian-jiwei", "霍维新", "县的保密受理人", COUNTY, grants=((Role.CONFIDENTIAL, False),)),
    Account("xian-bangongshi", "冉国栋", "县党务公开工作领导小组办公室", COUNTY, grants=((Role.COUNTY_OFFICE, True),)),
    Account("xian-mulu", "向道平", "县委：制定镇街、部门的目录", COUNTY, grants=((Role.MAKER, False),)),
    Account("jiwei-jieshi", "石敬民", "县纪委：解释条款，第一家盖章", DISCIPLINE, grants=((Role.INTERPRETER, False),)),
    Account("zuzhi-jieshi", "汪春华", "县委组织部：解释条款，第二家盖章", ORGANIZING, grants=((Role.INTERPRETER, False),)),
    Account("dangyuan", "唐家惠", "村的党员", TRY_VILLAGE),
    Account("jianduyuan", "穆长青", "村的党务公开监督员：在手机上看公开件、提监督意见", TRY_VILLAGE),
    Account("cunmin", "文学林", "村的群众", TRY_VILLAGE),
    Account("ling-cun", "代春燕", "另一个村的经办人", NEXT_VILLAGE, "clerk"),
    Account("zhen-shouli", "霍成英", "镇的保密受理人：办理涉及村负责人的意见，保护提意见的人", TRY_TOWN, grants=((Role.CONFIDENTIAL, False),)),
    Account("xian-shouli", "穆正刚", "县的保密受理人：第二个人，同意或者不同意打开姓名", COUNTY, grants=((Role.CONFIDENTIAL, True),)),
    Account("anquan", "邓秀珍", "安全管理员：授权，同意重设动态码，同意或者不同意打开姓名", COUNTY, grants=((Role.SECURITY_ADMIN, True),)),
    Account("shenji", "代朝贵", "审计管理员：看操作记录，看谁打开过姓名", COUNTY, grants=((Role.AUDIT_ADMIN, True),)),
    Account("xitong", "翁海棠", "系统管理员：开账号、停账号、发登录凭条，看运行情况", COUNTY, grants=((Role.SYSTEM_ADMIN, True),)),
)  # fmt: skip


def write_list(folder: Path, names: dict[str, str]) -> Path:
    """Put the list where the login page finds it; `names`: organizations by code."""
    path = folder / FILE
    listed = [
        {key: value for key, value in asdict(account).items() if key in ("username", "name", "role", "password")}
        | {"organization": names[account.org], "org_code": account.org}
        for account in ACCOUNTS
    ]
    half = path.with_suffix(".part")
    half.write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(path)
    return path
