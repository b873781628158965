"""Django's registration of the room 制度与目录."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "gongkai.rulebook"
    label = "rulebook"
    verbose_name = "制度与目录"
    default_auto_field = "django.db.models.BigAutoField"
