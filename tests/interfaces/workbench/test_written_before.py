"""The to-do page is opened all day long: what it asks was written as SQL before, at its first opening."""

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

from tests.interfaces.workbench.test_month import desk

pytestmark = pytest.mark.django_db
MOST = 5  # session and user of the request, and what is asked only where something of a kind is there


@pytest.mark.parametrize("who", ["clerk", "head", "deputy"])
def test_the_to_do_page_writes_hardly_any_sql_anew(world, monkeypatch, who):
    client, address = desk(getattr(world, who)), reverse("workbench:home")
    assert client.get(address).status_code == 200
    written = []
    as_sql = SQLCompiler.as_sql

    def counted(self, *args, **kwargs):
        written.append(self.query.model.__name__)
        return as_sql(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    assert client.get(address).status_code == 200
    assert len(written) <= MOST, written
