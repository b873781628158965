"""Django's registration of the door 定时任务."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gongkai.interfaces.jobs"
    label = "jobs"
    verbose_name = "定时任务"
