"""Registers the shared interface with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The shared interface; it has no tables."""

    name = "gongkai.interfaces.ui"
    label = "ui"
    verbose_name = "界面"
