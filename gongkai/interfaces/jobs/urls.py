"""Addresses for what watches the installation: a load balancer, a supervisor of processes, a monitor."""

from django.urls import path

from gongkai.interfaces.jobs import metrics, probes

app_name = "jobs"
urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
