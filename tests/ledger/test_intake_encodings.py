"""Texts are read as UTF-8 or GB18030 or refused with row and column; never mojibake (P23)."""

import codecs

import pytest

from gongkai.ledger.intake.encoding import decode
from gongkai.rules.refusals import Refused

SIMPLE = "姓名,金额\n张某,三百元整\n李某,救助款项已经发放\n"
RARE = "姓名,金额\n王喆,三百元整\n李镕,救助款项已经发放，经支部大会讨论通过\n"
FOUR = "姓名：㛃𠀀，本月收缴党费三百二十元，已经公示\n"
TRADITIONAL = "姓名,金額\n張某某,三百元整\n李某某,救助款項已經發放\n"
PLAIN = "name,amount\nA,300\n"

READABLE = {
    "ascii": (PLAIN.encode(), PLAIN),
    "utf-8": (SIMPLE.encode(), SIMPLE),
    "utf-8 with mark": (codecs.BOM_UTF8 + SIMPLE.encode(), SIMPLE),
    "utf-8 traditional": (TRADITIONAL.encode(), TRADITIONAL),
    "utf-8 rare": (FOUR.encode(), FOUR),
    "utf-8 windows lines": (SIMPLE.replace("\n", "\r\n").encode(), SIMPLE.replace("\n", "\r\n")),
    "gbk": (SIMPLE.encode("gbk"), SIMPLE),
    "gb2312": (SIMPLE.encode("gb2312"), SIMPLE),
    "gb18030": (SIMPLE.encode("gb18030"), SIMPLE),
    "gbk with rare names": (RARE.encode("gbk"), RARE),
    "gb18030 four bytes": (FOUR.encode("gb18030"), FOUR),
    "utf-16-le with mark": (codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le"), SIMPLE),
    "utf-16-be with mark": (codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"), SIMPLE),
}
UNREADABLE = {
    "big5": TRADITIONAL.encode("big5"),
    "big5 short": "張某某".encode("big5"),
    "big5 one line": "救助款項已經發放，請各位黨員監督".encode("big5"),
    "utf-16-le without mark": SIMPLE.encode("utf-16-le"),
    "utf-16-be without mark": SIMPLE.encode("utf-16-be"),
    "utf-16-le only Chinese": "姓名张三金额三百元".encode("utf-16-le"),
    "utf-32 with mark": codecs.BOM_UTF32_LE + SIMPLE.encode("utf-32-le"),
    "utf-8 truncated": SIMPLE.strip().encode()[:-1],
    "utf-16 truncated": codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le")[:-1],
    "gbk truncated": SIMPLE.strip().encode("gbk")[:-1],
    "utf-8 then gbk": SIMPLE.encode() + SIMPLE.encode("gbk"),
    "gbk then utf-8": SIMPLE.encode("gbk") + SIMPLE.encode(),
    "one utf-8 field in gbk": "姓名,单位\n".encode("gbk") + "李四".encode() + ",上书村\n".encode("gbk"),
    "zero bytes": b"name\x00amount",
    "control bytes": "党费\x07公开".encode(),
    "latin-1": "caf\xe9".encode("latin-1"),
    "already ruined": "党费，锟斤拷锟斤拷".encode(),
    "replacement character": "党费\ufffd".encode(),
}


@pytest.mark.parametrize("case", READABLE)
def test_known_encodings_are_read_exactly(case):
    content, text = READABLE[case]
    assert decode(content, "a.csv") == text


@pytest.mark.parametrize("case", UNREADABLE)
def test_everything_else_is_refused_with_its_place(case):
    with pytest.raises(Refused) as refused:
        decode(UNREADABLE[case], "名单.csv")
    facts = refused.value.facts
    assert (refused.value.code, facts["name"]) == ("file_encoding", "名单.csv")
    assert facts["row"] >= 1 and facts["column"] >= 1


def test_the_place_is_that_of_the_first_bad_byte():
    content = "甲,1\n乙,2\n".encode("gbk") + b"ab\xff\xff,3\n"
    with pytest.raises(Refused) as refused:
        decode(content, "a.csv")
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (3, 3)
    with pytest.raises(Refused) as refused:
        decode("党费\n公开".encode() + b"\xb5\xb3\xb7\xd1", "a.csv")
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (2, 7)


def test_gb18030_reads_whatever_gb2312_can_write():
    everyday = "".join(
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)
    )
    assert len(everyday) > 6700
    assert decode(everyday.encode("gbk"), "a.txt") == everyday
