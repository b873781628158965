"""Sentences of refusals about duties."""

REFUSALS = {
    "nil_not_for_this": "“{name}”不是每月都有的事项，不用作零报告。（第八条（二））",
    "nil_statement": "请写一句说明，比如“8月没有发展党员。”，最多{longest}字。",
    "already_answered": "“{name}”已经有了交代，不用再报。刷新页面可以看到。",
    "exemption_kind": "请选一种原因：涉密、依规不宜公开，或暂时不宜公开。（第四条（二））",
    "exemption_fields": "理由、依据、由谁决定，三项都要写。只写理由的类别，不要写不能公开的内容本身。（第九条（二））",
    "exemption_until": "暂时不公开要写到哪一天为止，最晚{latest:%Y年%-m月%-d日}，到期重新审查。（第九条（二））",
    "entry_not_in_catalog": "公开目录里没有条目{entry}。请核对目录，或按目录外事项报送工作方案。（第六条（二））",
    "title_missing": "请写事项名称，比如“接收预备党员：1人”。",
    "before_in_force": "《实施细则》{since:%Y年%-m月%-d日}起施行，{day:%Y年%-m月%-d日}的事不产生公开任务。以前开始、还没有完的，请从施行以后的那一期登记。（第十五条）",
    "event_in_future": "{day:%Y年%-m月%-d日}还没有到。请等事情发生后再登记。",
    "entry_not_instant": "“{name}”不是即时公开的事项。（第八条（四））",
    "end_before_start": "结束日期早于开始日期，请核对。",
    "entry_not_staged": "“{name}”不是分期公开的事项。（第八条（三））",
    "matter_closed": "“{title}”已经结束，不能再加一期。",
    "stage_before_start": "这一期的日期早于事项开始的{day:%Y年%-m月%-d日}，请核对。",
    "summary_twice": "已经登记过总结，不用再登记。",
    "not_overdue": "“{name}”没有逾期，不用催办。",
    "urge_text": "请写一句话，说清希望什么时候补上。",
    "urged_today": "今天已经催办过这一项，明天再催。",
    "page_key_invalid": "页码不对，请从第一页开始看。",
}
