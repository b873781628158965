"""Sentences of refusals about archiving."""

REFUSALS = {
    "package_exists": "“{name}”已经有了。归档包不覆盖，请换一个位置，或者先把原来的移走。",
    "package_empty": "{org}{year}年没有公开过的内容，不用做归档包。",
    "disposal_empty": "请勾选要销毁的档案，写明为什么销毁。",
    "disposal_own": "清册是您自己做的，要由另一个人批准。",
    "disposal_witness": "请写监销人的姓名。",
    "disposal_spared": "清册里有{count}件现在不能销毁，请撤回清册，去掉它们再报。",
    "disposal_permanent": "永久保管的不能销毁。",
    "disposal_early": "要保管到{until:%Y年%-m月%-d日}，还没有到期。",
    "disposal_lent": "借出去还没有还。",
    "disposal_public": "还在公开，要先办终止。（第九条（二））",
    "disposal_siblings": "同一事项的另一版还没有到期，或者还没有归档。",
    "disposal_listed": "已经在一份销毁清册里。",
    "disposal_gone": "这一件已经销毁，只留目录。",
    "disposal_one": "“{title}”不能销毁：{why}",
    "pages_invalid": "页数写1到{most}的数。",
    "fonds_invalid": "全宗号是1到12个大写字母或数字，机构（问题）代码是1到8个，例如 Z109、DWGK。",
    "fonds_taken": "全宗号“{number}”已经是别的组织的，请向档案馆核对。",
}
