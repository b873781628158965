"""Addresses of the workbench: how the installation runs."""

from django.urls import path

from gongkai.interfaces.workbench.views import running

urlpatterns = [path("running/", running.running, name="running")]
