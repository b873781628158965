"""Addresses of the public door: members' appraisals."""

from django.urls import path, re_path

from gongkai.interfaces.portal.views import appraisals

urlpatterns = [
    re_path(r"^org/(?P<code>[A-Za-z0-9-]{1,30})/appraisals/$", appraisals.rounds, name="appraisals"),
    path("appraisal/<int:pk>/", appraisals.appraisal, name="appraisal"),
    path("appraisal/<int:pk>/check/", appraisals.check, name="appraisal_check"),
]
