"""No cell of a table that leaves the house is a formula, whatever people wrote (P24, R175)."""

import io
import re
import zipfile
from itertools import cycle

import openpyxl
from django.urls import reverse

from tests.covers import covers
from tests.factories.hostile import FORMULAS, spoil
from tests.interfaces.access import TABLE, WHO
from tests.interfaces.test_access import county, filled  # noqa: F401 - the fixture
from tests.interfaces.workbench.test_month import desk

READERS = ("clerk", "head", "county_office")


def workbooks(world, found):
    for who in READERS:
        client = desk(getattr(world, who))
        for name, arguments, codes in TABLE:
            if "xlsx" in name and codes[WHO.index(who)] == 200:
                answer = client.get(reverse(name, args=filled(arguments, found)))
                assert answer.status_code == 200, (name, who)
                yield name, b"".join(answer)


@covers("R175")
def test_words_that_begin_like_a_formula_stay_words_in_every_workbook(county):  # noqa: F811
    world, found = county
    assert len(FORMULAS) == 30
    wrong, names, seen = [], set(), set()
    for turn in range(3):
        rest = cycle(FORMULAS[turn * 10 :] + FORMULAS[: turn * 10])
        spoil(lambda _, rest=rest: f"{next(rest)}甲")
        for name, content in workbooks(world, found):
            names.add(name)
            book = zipfile.ZipFile(io.BytesIO(content))
            parts = [one for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
            if any(re.search(rb"<f[ >]|<hyperlink ", book.read(one)) for one in parts):
                wrong.append(name)
            for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
                for row in page.iter_rows():
                    for cell in row:
                        if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r" and cell.value:
                            seen.add(cell.value[:1])
                            if cell.data_type != "s":
                                wrong.append(f"{name} {cell.coordinate}")
    assert wrong == []
    assert len(names) >= 20 and seen >= set("=+-@"), (len(names), seen)
