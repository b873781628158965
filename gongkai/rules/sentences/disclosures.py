"""Sentences of refusals about drafting."""

REFUSALS = {
    "entry_unknown": "{period} 的公开目录里没有“{entry}”。请核对编码；目录外的事项先报工作方案。（第六条（二））",
    "plan_needed": "目录外的事项要先有工作方案，目录里的事项不用。请从工作方案页开始起草。（第六条（二））",
    "edition_closed": "现在是“{state}”，不能再改文字。审批中的请先撤回；已公开的请走变更。（第六条（二））",
    "edition_open": "第{number}版正在办理。请接着办那一版，不用另开。",
    "edition_kind": "新版要选一种：更正、再次公开；变更要先有批准的变更申请。（第九条（二））",
    "not_public_yet": "这件事还没有公开过，不用出新版，直接改草稿。",
    "change_note_missing": "请写明改了什么、为什么改。公开以后大家都看得到。（第八条（四））",
    "text_too_long": "“{part}”有{length}字，最多{most}字。没有保存，请缩短后再存，文字还在这一页上。",
    "file_not_here": "有一个附件已经不在这一稿里。请刷新后重新选附件。",
    "files_too_many": "附件最多{most}个。请合并成一个文件，或去掉用不着的。",
    "notice_days_wrong": "公示期要在1到{most}个工作日之间。（第八条（四））",
    "own_check": "这一稿您写过，不适用检查要由别人决定。请找审核人。（第六条（二））",
    "check_gone": "这一条检查已经没有了，或者不能由人放行。请刷新后再看。（第四条（二））",
}
