"""Django's registration of the door 工作台."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "gongkai.interfaces.workbench"
    label = "workbench"
    verbose_name = "工作台"
