"""Acts in words: what stands in the trail as `edition.approve` is read as 公开件、签发 (P41)."""

from functools import cache

from gongkai.rules.procedures import PROCEDURES

KINDS = {
    "user": "账号", "org": "党组织", "edition": "公开件", "duty": "公开任务", "catalog": "目录", "catalog_version": "目录",
    "opinion": "意见", "request": "申请公开", "identity": "署名人姓名", "token": "给别的系统的钥匙", "round": "民主评议",
    "publication": "公开", "log": "公开记录", "release": "规则库", "regulation": "制度", "calendar": "公开日历", "report": "情况反映",
    "rectification": "限期整改", "post": "任职", "roll": "党员名册", "grant": "授权", "account": "账号", "fund": "工作经费",
    "agenda": "议事日程", "activity": "宣传教育", "spokesperson": "发言人", "message": "往来", "notices": "通知", "import": "导入",
}  # fmt: skip

ACTS = {
    "user.create": "开账号", "user.close": "停用账号", "user.set_password": "本人改了密码", "user.slip": "发登录凭条", "user.load": "批量开账号",
    "grant.give": "给角色", "grant.end": "结束角色", "post.appoint": "登记任职", "post.vacate": "结束任职",
    "sign_in.done": "登录", "sign_in.slowed": "输错太多，放慢", "session.end": "结束一处登录", "session.end_all": "结束各处登录",
    "second_factor.set": "设好动态码", "second_factor.clear": "停用动态码", "second_factor.renew": "重领备用码",
    "second_factor.recovery": "用了一个备用码", "factor_reset.ask": "申请重设动态码", "factor_reset.agree": "同意重设动态码",
    "factor_reset.refuse": "不同意重设动态码", "factor_reset.recall": "撤回重设动态码的申请", "token.make": "做了一把钥匙",
    "token.revoke": "作废一把钥匙", "sign_on.link": "接上统一登录", "sign_on.unlink": "断开统一登录",
}  # fmt: skip


@cache
def _moves() -> dict[str, str]:
    """The first row of a verb gives its name; further ones lead from other states."""
    return {
        f"{one.name}.{move.verb}": f"{one.label}：{move.label}" for one in PROCEDURES for move in reversed(one.moves)
    }


def act_words(verb: str) -> str:
    """An act in words; one that no table names is shown as it is stored."""
    if verb in ACTS:
        return ACTS[verb]
    return _moves().get(verb) or verb


def subject_words(subject: str) -> str:
    """What it was done to: kind and number, never a title and never a name."""
    kind, _, number = subject.partition(":")
    return f"{KINDS.get(kind, kind)} {number}".strip()
