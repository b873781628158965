"""Addresses of the workbench: the members' roll."""

from django.urls import path

from gongkai.interfaces.workbench.views import rolls

urlpatterns = [
    path("roll/", rolls.roll, name="roll"),
    path("roll.xlsx", rolls.roll_xlsx, name="roll_xlsx"),
    path("roll/add/", rolls.add, name="roll_add"),
    path("roll/import/", rolls.load, name="roll_load"),
    path("roll/code/", rolls.code, name="roll_code"),
    path("roll/<int:pk>/end/", rolls.end, name="roll_end"),
]
