"""Sentences of refusals about disclosure on application."""

REFUSALS = {
    "request_not_member": "依申请公开由党员向自己所在的党组织或其上级党组织提出。您的问题可以作为询问提交，同样会答复。（第九条（三））",
    "request_fields": "“{field}”还没有写。写清要什么，才能给您找。（第九条（三））",
    "request_text_long": "“{field}”最多 {most} 字，现在 {length} 字。请写要点，其余当面说。",
    "request_applicant_unknown": "在{name}和下级组织的名册上没有找到这位党员。请核对姓名和名册号；不在册的，按询问登记。（第九条（三））",
    "request_corrected_once": "补正只通知一次，已经通知过了。请受理，或按现有内容答复。（第九条（三））",
    "request_consulted_once": "第三方意见已经征求过一次。请按已有意见办理。（第九条（三））",
    "request_extended": "答复期限只能延长一次，已经延长过了。（第九条（三））",
    "request_consent": "延长要经领导小组同意。请写谁在哪天同意的。（第九条（三））",
    "request_no_superior": "本组织没有上一级党组织，不能报请审定不公开。（第九条（三））",
    "request_ruling": "上级审定为“{ruling}”，要照审定意见办理。（第九条（三））",
    "request_day_left": "期限还没有过，先等对方。",
    "request_refusal_holds": "不公开的理由还没有到期。",
    "request_answer_missing": "要告诉申请人的内容还没有写。（第九条（三））",
    "request_reasons_missing": "拟不公开要写明理由和依据，两项都要有；不要写不能公开的内容本身。（第九条（三））",
    "request_until_wrong": "理由到期的日子要在今天以后。没有期限的请留空。",
    "request_secrecy": "答复以前要作保密审查，请勾选已经审查、可以公开。（第四条（二））",
    "request_answer_unfit": "答复里有“{shown}”：{reason}",
    "request_scope_missing": "请选在哪个目录条目下公开；目录里没有的，选“目录外”，按工作方案报审。（第六条（二））",
}
