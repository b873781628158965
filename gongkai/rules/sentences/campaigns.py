"""What is said when something about implementation plans cannot be done."""

REFUSALS = {
    "campaign_once": "《{title}》已经布置过报实施方案，请在看板上看各单位报了没有。（第十三条）",
    "campaign_classes": "请选要报实施方案的单位：街镇、县委部委、县级部门、人民团体。村、学校和支部不用报。（第十三条）",
    "campaign_day": "印发的日子不能在今天以后。请改成文件上的印发日期。",
    "plan_asked_once": "已经布置过{name}，{day:%Y年%-m月%-d日}前报。（第十三条）",
    "plan_class": "{name}不属于第十三条点名的单位，不用报实施方案；或者它已经不在了。（第十三条）",
    "plan_filed_once": "{name}已经报过这份实施方案，编号 {number}。要改，请等办公室提出补充，或者打电话说明。（第十三条）",
    "plan_not_own": "实施方案由各单位自己报，收备案的办公室不能替报。（第十三条）",
    "plan_excuse": "不用报的理由要写明，比如“已并入某局，由某局合报”，最多200字。（第十三条）",
    "plan_excused": "办公室已经写明这里不用报：{reason}。要报，请先同办公室联系。",
    "plan_parts": "文号、领导小组组成、办公室、专人和电话、经费安排都要写，写不出的写明原因。（第十三条）",
    "plan_adopted": "通过的日子不能在今天以后。请改成实际通过的那一天。",
    "plan_unticked": "还有 {count} 项没有核对上。先核对，缺什么就请对方补充；备案不作不同意的决定。（第十三条）",
    "plan_filing_closed": "现在是“{state}”，不能再改。",
}
