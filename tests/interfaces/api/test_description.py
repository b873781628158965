"""The door keeps what its own description says: hundreds of requests made up from it find no error, thousands in the
thorough run (stack §11)."""

import json
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as rolls
from ninja import Schema
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from gongkai.interfaces.api.inside import api
from gongkai.interfaces.api.problems import STATUS
from gongkai.interfaces.api.routes import DESCRIPTION, ROUTES
from gongkai.interfaces.api.webhooks import HEADERS
from gongkai.publication.models import Publication
from gongkai.publication.numbers import slug
from gongkai.rules.terms import SENTENCES
from gongkai.rules.webhooks import Event
from tests.dice import throws
from tests.interfaces.api.received import application, opinion
from tests.interfaces.application import Application
from tests.publication.county import FUNDS, MEETING, STUDY

pytestmark = pytest.mark.twice

DOCUMENT = api.get_openapi_schema(path_prefix="/api/v1/")
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(DOCUMENT, default=str)))
SCHEMA.app = Application()
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection, unsupported_method,
]  # fmt: skip
EXAMPLES = throws(4, 40)  # fit ones and as many unfit ones, each asked with three keys; the same every day
OPERATIONS = sorted(one.ok().label for one in SCHEMA.get_all_operations())


def operation(label: str):
    return next(one.ok() for one in SCHEMA.get_all_operations() if one.ok().label == label)


def standing(county, label: str) -> dict:
    """What an address of this operation names, so that something is there."""
    county.release(county.approved(FUNDS), MEETING)
    row = Publication.objects.get()
    kinds = {
        "/publications/": lambda: row.pk, "/changes/{": lambda: county.withdrawal(row.edition).pk,
        "/opinions/": lambda: opinion(county).pk, "{pk}/changes": lambda: row.edition_id,
        "{pk}/next": lambda: row.edition_id, "{pk}/circle": lambda: row.edition_id, "{pk}/release": lambda: row.edition_id, "/editions/": lambda: county.draft(STUDY).pk,
    }  # fmt: skip
    made = next((make for part, make in kinds.items() if part in label), None)
    found = {"code": county.world.village.code, "period": "2026-09", "slug": slug(row.disclosure.number)}
    if "{number}" in label:
        found["number"] = application(county).number
    return found | ({"pk": made()} if made else {})


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_made_up_from_the_description_breaks_it(county, system, label, settings):
    settings.GONGKAI_API_PER_MINUTE = 1_000_000
    there = standing(county, label)
    keys = [{}, *({"Authorization": f"Bearer {system(who).secret}"} for who in ("head", "clerk"))]
    found, tried = operation(label), Counter()

    def attempt(case, checks):
        for key in keys:
            answer = case.call(headers=key)
            case.validate_response(answer, checks=checks)
            tried[answer.status_code] += 1
            if answer.status_code == 422:
                said = answer.json()["detail"]
                assert "should" not in said and "Input" not in said, "not said in Chinese"

    def attempt_twice(case):
        attempt(case, CHECKS)
        here = {name: one for name, one in there.items() if name in case.path_parameters}
        if here:  # the same at an address where something is, so that the content reaches the room
            case.path_parameters.update(here)
            attempt(case, [one for one in CHECKS if one is not negative_data_rejection])

    for mode in schemathesis.GenerationMode:
        _each(found.as_strategy(generation_mode=mode), attempt_twice)
    assert tried.total() >= 3 * EXAMPLES and max(tried) < 500
    assert len(tried) > 1, "everything got the same answer"


def _each(made_up, attempt):
    @rolls(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=made_up)
    def run(case):
        attempt(case)

    run()


def test_no_two_shapes_share_a_name():
    """In the description the later would silently stand for both."""
    ours = [one for one in _below(Schema) if one.__module__.startswith("gongkai.")]
    assert len(ours) > 60 and len({one.__name__ for one in ours}) == len(ours)


def _below(kind):
    return [found for one in kind.__subclasses__() for found in (one, *_below(one))]


def test_every_code_of_a_status_has_its_sentence():
    assert set(STATUS) <= set(SENTENCES)


def test_the_description_is_what_is_served_and_names_every_error(county, visitor):
    served = visitor.get("/openapi.json").json()
    assert served["openapi"].startswith("3.1") and served["paths"].keys() == DOCUMENT["paths"].keys()
    for path in served["paths"].values():
        for one in path.values():
            errors = {status: said for status, said in one["responses"].items() if int(status) >= 400}
            assert {"400", "401", "403", "404", "422"} <= errors.keys()
            assert all(list(said["content"]) == ["application/problem+json"] for said in errors.values())
            assert one["operationId"].isidentifier() and one["summary"].endswith("。")


def test_every_kind_that_systems_are_told_of_is_described(county, visitor):
    described = visitor.get("/openapi.json").json()["webhooks"]
    assert set(described) == set(Event)
    for one in described.values():
        assert [given["name"] for given in one["post"]["parameters"]] == list(HEADERS)
        assert one["post"]["summary"].endswith("。") and one["post"]["operationId"].isidentifier()


def test_every_address_has_its_view_and_every_view_its_address():
    inside = {one.name: str(one.pattern).replace("<", "{").replace(">", "}") for one in api.urls[0]}
    assert ROUTES == {name: route for name, route in inside.items() if name not in (DESCRIPTION, "api-root")}
