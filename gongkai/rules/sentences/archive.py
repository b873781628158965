"""Sentences of refusals about archiving."""

REFUSALS = {
    "package_exists": "“{name}”已经有了。归档包不覆盖，请换一个位置，或者先把原来的移走。",
    "package_empty": "{org}{year}年没有公开过的内容，不用做归档包。",
}
