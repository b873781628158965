"""Addresses for what watches the installation: a load balancer, a supervisor of processes, a monitor."""

from django.urls import path

from gongkai.interfaces.jobs import probes

app_name = "jobs"
urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
]
