"""Sentences of refusals about the calendar, catalogs and regulations."""

REFUSALS = {
    "calendar_basis_missing": "请写明依据，比如通知的名称和文号。",
    "disclosure_day_passed": "{day:%-m月%-d日}的公开日已经过了，不能再改。（第八条（二））",
    "disclosure_day_in_past": "{day:%-m月%-d日}已经过去，请另选一天。",
    "version_closed": "第{number}版已经确定或作废，不能再改。要改，请另起新的一版。（第六条（一））",
    "version_open": "这个目录已经有一稿在改，请接着改那一稿。",
    "version_out_of_order": "{period}或以后已经有确定的版本，请把生效月份定得更晚。",
    "consultation_fields": "商哪个部门、对方意见、结果，三项都要写。（第六条（一））",
    "binding_other_maker": "这个组织的目录由别的党组织制定。请先在组织页面核对目录制定机关。（第六条（一））",
    "proposal_fields": "事项名称、类别、理由，三项都要写。",
    "catalog_none": "这个组织还没有公开目录，请联系目录制定机关。（第六条（一））",
    "catalog_table_head": "“{name}”里没有找到列名“编码”和“公开事项”。请用导出的表格改，不要改列名。",
    "catalog_table_long": "“{name}”超过 {most} 行，不像一份公开目录。请核对后再装入。",
}
