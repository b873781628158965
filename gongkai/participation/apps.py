"""Django's registration of the room 参与."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "gongkai.participation"
    label = "participation"
    verbose_name = "参与"
    default_auto_field = "django.db.models.BigAutoField"
