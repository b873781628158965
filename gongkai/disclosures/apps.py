"""Django's registration of the room 公开件."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "gongkai.disclosures"
    label = "disclosures"
    verbose_name = "公开件"
    default_auto_field = "django.db.models.BigAutoField"
