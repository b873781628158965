"""Django's registration of the room 公开任务."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "gongkai.obligations"
    label = "obligations"
    verbose_name = "公开任务"
    default_auto_field = "django.db.models.BigAutoField"
