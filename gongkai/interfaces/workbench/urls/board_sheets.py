"""Addresses of the workbench: the board sheets of a disclosure day."""

from django.urls import path

from gongkai.interfaces.workbench.views import board_sheets

urlpatterns = [
    path("board-sheets/", board_sheets.board_sheets, name="board_sheets"),
    path("board-sheets.zip", board_sheets.board_sheets_zip, name="board_sheets_zip"),
]
