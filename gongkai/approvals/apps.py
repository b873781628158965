"""Django's registration of the room 审批与备案."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "gongkai.approvals"
    label = "approvals"
    verbose_name = "审批与备案"
    default_auto_field = "django.db.models.BigAutoField"
