"""Marks of secrecy stop a text, words about secrecy only warn."""

import pytest

from gongkai.rules.findings import Severity
from gongkai.rules.secrecy import TERMS, SecrecyKind, SecrecyTick, find


@pytest.mark.parametrize(
    "text",
    [
        "绝密★10年",
        "机密★启用前",
        "秘密★长期",
        "机 密 ★",
        "密级：秘密",
        "标题\n  机密  \n正文",
        "绝\u200b密★",
        "内部资料，注意保存",
        "本文件不得外传",
        "严禁对外公开",
        "请勿转发",
        "阅后收回",
        "此件不公开",
        "信息公开属性：不予公开",
        "仅供内部学习",
    ],
)
def test_marks_stop(text):
    assert Severity.STOP in [found.severity for found in find(text)]


@pytest.mark.parametrize("text", ["涉及国家秘密的事项", "这是工作秘密", "企业商业秘密", "属于机密"])
def test_words_warn(text):
    assert [(found.kind, found.severity) for found in find(text)] == [(SecrecyKind.SECRET_WORD, Severity.WARN)]


@pytest.mark.parametrize(
    "text",
    [
        "学习《中华人民共和国保守国家秘密法》",
        "经审查，不涉及国家秘密",
        "本系统为非涉密系统",
        "采取秘密投票方式",
        "无记名投票的秘密性",
        "开展保密教育",
        "党组织内部监督",
        "公开属性：主动公开",
    ],
)
def test_talk_about_secrecy_is_left_alone(text):
    assert find(text) == []


def test_places_are_those_of_the_original_text():
    text = "通知\n机\u200b密★5年\n正文"
    (found,) = find(text)
    assert text[found.start : found.end] == found.shown == "机\u200b密★5年"


def test_the_four_ticks_have_official_names():
    assert [TERMS[tick] for tick in SecrecyTick] == ["国家秘密", "工作秘密", "商业秘密", "个人隐私"]
    assert set(TERMS) == {*SecrecyTick, *SecrecyKind}
