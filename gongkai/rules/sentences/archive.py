"""Sentences of refusals about archiving."""

REFUSALS = {
    "package_exists": "“{name}”已经有了。归档包不覆盖，请换一个位置，或者先把原来的移走。",
    "package_empty": "{org}{year}年没有公开过的内容，不用做归档包。",
    "fonds_invalid": "全宗号是1到12个大写字母或数字，机构（问题）代码是1到8个，例如 Z109、DWGK。",
    "fonds_taken": "全宗号“{number}”已经是别的组织的，请向档案馆核对。",
}
