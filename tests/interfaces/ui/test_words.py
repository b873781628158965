"""Dates, numbers, sizes: written as people here write them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from gongkai.interfaces.ui import dates
from gongkai.interfaces.ui.templatetags.ui import date_tag

DAY = date(2026, 10, 8)
MOMENT = datetime(2026, 9, 10, 18, 20, tzinfo=UTC)  # already the 11th here


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (dates.cn_date(DAY), "10月8日"),
        (dates.cn_date(MOMENT), "9月11日"),
        (dates.cn_date(None), ""),
        (dates.cn_date_year(DAY), "2026年10月8日"),
        (dates.cn_weekday(DAY), "星期四"),
        (dates.cn_weekday(DAY, "周"), "周四"),
        (dates.cn_datetime(MOMENT), "9月11日 02:20"),
        (dates.cn_datetime_year(MOMENT), "2026年9月11日 02:20"),
        (dates.cn_period(DAY), "2026年10月"),
        (dates.cn_period("2026-09"), "2026年9月"),
        (dates.cn_period(SimpleNamespace(year=2026, month=None)), "2026年"),
        (dates.cn_period(None), ""),
        (dates.cn_num(4316), "4,316"),
        (dates.cn_num("1094"), "1,094"),
        (dates.cn_num("无目录"), "无目录"),
        (dates.cn_num(None), ""),
        (dates.cn_size(512), "512 字节"),
        (dates.cn_size(188416), "184 KB"),
        (dates.cn_size(1258291), "1.2 MB"),
        (dates.cn_size(3 * 1024**3), "3 GB"),
        (dates.days_left(DAY, date(2026, 9, 29)), "还有9天"),
        (dates.days_left(DAY, DAY), "今天"),
        (dates.days_left(date(2026, 9, 4), date(2026, 9, 29)), "已逾期25天"),
        (dates.days_left(None, DAY), ""),
    ],
)
def test_as_people_write_it(written, wanted):
    assert written == wanted


def test_a_day_is_marked_for_machines():
    assert date_tag(DAY, weekday=True) == '<time datetime="2026-10-08">10月8日 星期四</time>'
    assert date_tag(None) == ""
