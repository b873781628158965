"""Addresses of the door."""

app_name = "portal"
urlpatterns = []
