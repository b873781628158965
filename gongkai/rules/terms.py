"""The glossary: every state, role, permission and refusal with its Chinese words, read by pages, API and docs."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import ModuleType
from typing import Any

import gongkai.rules
import gongkai.rules.sentences
from gongkai.rules.permissions import Permission, Role
from gongkai.rules.procedures import PROCEDURES, access_request, change, exemption

ROLES = {
    Role.COUNTY_LEADER: "县委、领导小组领导", Role.COUNTY_OFFICE: "县领导小组办公室", Role.MAKER: "目录制定机关经办",
    Role.SUPERIOR: "上级党组织经办", Role.HEAD: "主要负责人", Role.DEPUTY: "分管领导", Role.CLERK: "经办人",
    Role.SECRECY_REVIEWER: "保密审查员", Role.OPINION_KEEPER: "意见收集专人", Role.ARCHIVIST: "归档员",
    Role.SUPERVISOR: "监督员", Role.INTERPRETER: "解释机关", Role.CONFIDENTIAL: "保密受理人",
    Role.SYSTEM_ADMIN: "系统管理员", Role.SECURITY_ADMIN: "安全管理员", Role.AUDIT_ADMIN: "审计管理员",
}  # fmt: skip

PERMISSIONS = {
    Permission.READ_WORK: "查看办理过程", Permission.READ_INSIDE: "查看党内公开件", Permission.DRAFT: "起草",
    Permission.REVIEW_SECRECY: "保密审查", Permission.REVIEW: "分管审核", Permission.APPROVE: "签发",
    Permission.RELEASE: "公开", Permission.SIGN_NIL: "签零报告", Permission.FILE_EXEMPTION: "报暂不公开备案",
    Permission.RECEIVE_FILING: "收备案", Permission.URGE: "催办", Permission.MAKE_CATALOG: "编制目录",
    Permission.APPROVE_CATALOG: "确定目录", Permission.PROPOSE_ENTRY: "建议目录条目",
    Permission.DECIDE_OFF_CATALOG: "审核目录外事项", Permission.DECIDE_CHANGE: "批准变更、撤销、终止",
    Permission.FILE_CHANGE: "变更备案登记", Permission.TAKE_DOWN: "紧急下架", Permission.OVERRIDE_CHECK: "对检查结果作决定",
    Permission.CORRESPOND: "办理情况反映、咨询和上下往来", Permission.RUN_APPRAISAL: "组织党员评议", Permission.OVERSEE: "查看下级情况", Permission.MANAGE_ORGS: "管理组织", Permission.MANAGE_PEOPLE: "管理人员",
    Permission.KEEP_ROLL: "管理党员名册", Permission.KEEP_GROUP: "登记、公布领导小组",
    Permission.KEEP_AGENDA: "登记研究党务公开的会议",
    Permission.HANDLE_REQUEST: "办理依申请公开", Permission.RULE_REQUEST: "审定不予公开",
    Permission.MANAGE_CALENDAR: "管理公开日历", Permission.MANAGE_RULEBOOK: "管理制度", Permission.MANAGE_SYSTEM: "管理系统",
    Permission.MANAGE_ACCOUNTS: "开账号、停账号、发登录凭条", Permission.GIVE_ADMIN: "授予、收回管理员角色",
    Permission.READ_AUDIT: "查看操作记录", Permission.COLLECT_OPINION: "收集、交办意见",
    Permission.HANDLE_OPINION: "办理意见", Permission.DECIDE_OPINION: "定下意见的办理结果",
    Permission.OPEN_IDENTITY: "申请打开署名人姓名",
    Permission.CONSENT_IDENTITY: "同意打开署名人姓名", Permission.PROTECT: "保护提意见的人", Permission.INSPECT: "监督检查",
    Permission.KEEP_POINTS: "建联系点、示范点",
    Permission.ASSESS: "年度考评", Permission.HOLD_TO_ACCOUNT: "责任追究",
    Permission.SUPERVISE: "监督、提监督意见", Permission.KEEP_SUPERVISORS: "管理监督员",
    Permission.INTERPRET: "解释条款", Permission.KEEP_ARCHIVE: "管理档案", Permission.DISPOSE_ARCHIVE: "批准销毁档案",
}  # fmt: skip


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name not in (__name__, "gongkai.rules.sentences", "gongkai.rules.procedures"):
            yield importlib.import_module(found.name)


def _collect() -> tuple[dict[tuple[type, Any], str], dict[str, str]]:
    words: dict[tuple[type, Any], str] = {}
    sentences: dict[str, str] = {}
    for module in (*_modules(gongkai.rules), *_modules(gongkai.rules.sentences)):
        for member, word in getattr(module, "TERMS", {}).items():
            words[type(member), member] = word
        sentences.update(getattr(module, "REFUSALS", {}))
    for kinds in (change.KINDS, exemption.KINDS, access_request.RULINGS, access_request.RESULTS):
        words.update({(type(member), member): word for member, word in kinds.items()})
    for procedure in PROCEDURES:
        for state, word in procedure.states.items():
            words[type(state), state] = word
    for member, word in (*ROLES.items(), *PERMISSIONS.items()):
        words[type(member), member] = word
    return words, sentences


WORDS, SENTENCES = _collect()


def label(member: StrEnum) -> str:
    """The official Chinese term of an enum member. KeyError when the glossary has none."""
    return WORDS[type(member), member]


def explain(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The sentence of a refusal: what is wrong, why (article), what to do next."""
    given = dict(facts or {})
    if "permission" in given:
        given["permission_name"] = PERMISSIONS[Permission(str(given["permission"]))]
    return SENTENCES[code].format(**given)


def role_name(role: str) -> str:
    """The Chinese name of a stored role."""
    return ROLES[Role(role)]
