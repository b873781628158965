"""Addresses of the workbench: boards, screens and phones; who was told in person; make-up notices."""

from django.urls import path

from gongkai.interfaces.workbench.views import carriers, telling

urlpatterns = [
    path("carriers/", carriers.carriers, name="carriers"),
    path("carriers/new/", carriers.new, name="carrier_new"),
    path("carriers/sheet/", carriers.sheet, name="carrier_sheet"),
    path("carriers/stale/", carriers.stale, name="carriers_stale"),
    path("carriers/stale.xlsx", carriers.stale_xlsx, name="carriers_stale_xlsx"),
    path("carrier/<int:pk>/", carriers.carrier, name="carrier"),
    path("carrier/<int:pk>/photo/<str:token>/", carriers.photo, name="carrier_photo"),
    path("edition/<int:pk>/tell/", telling.tell, name="tell"),
    path("notice/<int:pk>/", telling.notice, name="notice"),
    path("publication/<int:pk>/make-up/", telling.make_up, name="make_up"),
]
