"""Addresses of the door."""

app_name = "workbench"
urlpatterns = []
