"""Django's registration of the room 依申请公开."""

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    name = "gongkai.access_requests"
    label = "access_requests"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"
