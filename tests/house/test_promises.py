"""No promise without its test, or a line that says what is done instead."""

from tests.house.promises import LACKING, PAGE, PROMISES, page, proved


def test_every_promise_is_proved_or_says_what_is_done_instead():
    assert [number for number in PROMISES if number not in proved() and number not in LACKING] == []


def test_no_test_names_a_promise_that_does_not_exist():
    assert set(proved()) - set(PROMISES) == set()


def test_the_page_is_of_today():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.house.promises"
