"""Django's registration of the door 门户."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.interfaces.portal"
    label = "portal"
    verbose_name = "门户"
