"""The same button pressed at the same moment: one name is read once, one slip is used once."""

import pytest

from gongkai.participation import actions
from tests.factories.parallel import at_once, file_database
from tests.participation.protectors import NOW, TODAY, build_voices
from tests.participation.test_vault import agreed

pytestmark = pytest.mark.django_db(transaction=True)


def test_pressing_open_three_times_at_once_opens_once(tmp_path):
    protected = build_voices()
    request, _ = agreed(protected)
    handler = protected.actor("handler")
    with file_database(tmp_path):
        results = at_once([lambda: actions.open_name(handler, request_id=request.pk, now=NOW)] * 3)
    assert sum(getattr(one, "name", "") == "陈三" for one in results) == 1
    assert {one for one in results if isinstance(one, str)} <= {"wrong_state", "changed_meanwhile"}


def test_a_slip_handed_in_three_times_at_once_is_used_once(tmp_path):
    protected = build_voices()
    slip = actions.take_slip(protected.actor("member"), today=TODAY)
    write = {
        "org_code": protected.world.village.code,
        "text": "三人抢一张",
        "kind": "suggestion",
        "slip": slip,
        "today": TODAY,
    }
    with file_database(tmp_path):
        results = at_once([lambda: actions.write_anonymous(protected.actor("visitor"), source="a", **write)] * 3)
        assert results.count("slip_wrong") == 2
