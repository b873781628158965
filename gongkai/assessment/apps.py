"""Django's registration of the room 考评."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "gongkai.assessment"
    label = "assessment"
    verbose_name = "考评"
    default_auto_field = "django.db.models.BigAutoField"
