"""Reading what a page answered."""

import io
import re
from datetime import timedelta

import openpyxl
from django.utils import timezone

YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()
LAST_MONTH = (timezone.localdate() - timedelta(days=30)).isoformat()


def text(response) -> str:
    return response.content.decode()


def sheet(response) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def problems(response) -> str:
    """The list of errors above a form, for the message of a failing test."""
    found = re.search(r'<div class="errors".*?</div>', text(response), re.S)
    return found[0] if found else ""
