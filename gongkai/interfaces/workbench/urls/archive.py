"""Addresses of the workbench: the archive (第六条（四）)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import archive, archive_use

urlpatterns: list[URLPattern] = [
    path("archive/", archive.archive, name="archive"),
    path("archive/boxes/", archive.boxes, name="archive_boxes"),
    path("archive/use/", archive_use.use, name="archive_use"),
    path("archive/fonds/", archive.fonds, name="archive_fonds"),
    path("archive/<int:pk>/", archive.record, name="archive_record"),
    path("archive/<int:pk>/file/<str:token>/", archive.record_file, name="archive_file"),
]
