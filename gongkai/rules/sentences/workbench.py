"""Sentences of refusals that the workbench itself gives."""

REFUSALS = {
    "typed_code_unknown": "没有代码为“{typed}”的党组织。请在组织列表里查到代码再填。",
}
