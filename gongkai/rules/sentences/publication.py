"""Sentences of refusals about publication."""

REFUSALS = {
    "notice_missing": "这一项要公示不少于{least}个工作日（{article}），请先写上公示期。",
    "notice_short": "公示期写了{days}个工作日，这一项不少于{least}个工作日（{article}）。请改长后再公开。",
    "notice_none": "这一件没有公示期，不用登记公示结果。（第八条（四））",
    "notice_running": "公示期到{until:%Y年%-m月%-d日}为止，期满后再登记结果。（第八条（四））",
    "notice_concluded": "公示结果已经登记过。刷新页面可以看到。",
    "notice_text": "请写一句公示结果，比如“公示期内没有收到异议。”",
    "not_individual": "只有对个人公开的件才登记个人告知。（第七条）",
    "individual_method": "“{method}”会让别人看到，个人告知请用：{instead}。（第七条）",
    "individual_place": "{method}要写明在哪里告知的，比如“村委会办公室”。（第七条）",
    "individual_fields": "告知谁、由谁告知，两项都要写。（第七条）",
    "told_in_future": "告知时间还没有到，请在告知以后登记。",
    "placement_order": "撤下时间早于张贴时间，请核对。",
    "unsigned_revision": "这一稿还没有签字同意的文本，不能公开。（第十一条）",
}
