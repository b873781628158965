"""Django's registration of the room 归档."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "gongkai.archive"
    label = "archive"
    verbose_name = "归档"
    default_auto_field = "django.db.models.BigAutoField"
