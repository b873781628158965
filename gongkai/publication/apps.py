"""Django's registration of the room 公开发布."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "gongkai.publication"
    label = "publication"
    verbose_name = "公开发布"
    default_auto_field = "django.db.models.BigAutoField"
