"""Marks which requirements (R1–R176) a test covers; the matrix is generated from the marks."""

import pytest


def covers(*requirements: str):
    """`@covers("R49")`: this test proves (part of) requirement R49."""
    return pytest.mark.covers(*requirements)
