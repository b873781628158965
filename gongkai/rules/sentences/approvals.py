"""Sentences of refusals about review, off-catalog plans and changes."""

REFUSALS = {
    "secrecy_undecided": "保密审查四项都要勾选“是”或“否”。还没有选：{matters}。（第四条（二））",
    "secrecy_ticked": "勾选了“{matters}”，不能通过。请退回并说明；确实不能公开的，办理暂不公开或不能公开备案。（第四条（二））",
    "plan_closed": "现在是“{state}”，方案不能再改。已报送的请先撤回。（第六条（二））",
    "own_plan": "这个方案是您起草的，要由别人审核。（第六条（二））",
    "change_not_public": "现在是“{state}”，不用申请{kind}。只有已经公开的才走这一步。（第九条（二））",
    "change_open": "这一件已有一个申请在办。请等它办完，或先撤回那一个。（第九条（二））",
    "change_after_missing": "请写明改成什么。批准的人要看到改前和改后。（第九条（二））",
    "change_closed": "现在是“{state}”，说明不能再改。（第九条（二））",
}
