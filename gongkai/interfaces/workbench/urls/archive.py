"""Addresses of the workbench: the archive (第六条（四）)."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import archive, archive_disposals, archive_packages, archive_use

urlpatterns: list[URLPattern] = [
    path("archive/", archive.archive, name="archive"),
    path("archive/boxes/", archive.boxes, name="archive_boxes"),
    path("archive/use/", archive_use.use, name="archive_use"),
    path("archive/fonds/", archive.fonds, name="archive_fonds"),
    path("archive/packages/", archive_packages.packages, name="archive_packages"),
    path("archive/package/<int:pk>.zip", archive_packages.package, name="archive_package"),
    path("archive/disposals/", archive_disposals.disposals, name="archive_disposals"),
    path("archive/disposal/<slug:number>/", archive_disposals.disposal, name="archive_disposal"),
    path("archive/<int:pk>/", archive.record, name="archive_record"),
    path("archive/<int:pk>/pages/", archive.pages, name="archive_pages"),
    path("archive/<int:pk>/file/<str:token>/", archive.record_file, name="archive_file"),
]
