"""Sentences of refusals about sending documents out."""

REFUSALS = {
    "document_nobody": "没有新的收件组织：选的都已经发过，或者一个也没有选。",
    "document_reminded": "还没有签收的今天都已经提醒过。明天可以再提醒。",
    "document_signed": "这份文件都签收了，不用提醒。",
    "document_reading": "这份文件是抄送给你们看的，不用签收。",
    "document_code": "“{code}”不能作代号。只能用小写字母、数字和短横，比如 wenjian-2026-3。",
}
