"""Addresses of the workbench: supervisors, their meetings, their marks."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.urls.duty import DUTY
from gongkai.interfaces.workbench.views import marks, supervisors, supervisors_meetings

urlpatterns: list[URLPattern] = [
    path("supervisors/", supervisors.supervisors, name="supervisors"),
    path("supervisors.xlsx", supervisors.supervisors_xlsx, name="supervisors_xlsx"),
    path("supervisors/new/", supervisors.new, name="supervisor_new"),
    path("supervisors/support/", supervisors.support_new, name="support_new"),
    path("supervisors/support.xlsx", supervisors.supports_xlsx, name="supports_xlsx"),
    path("supervisors/meeting/", supervisors_meetings.new, name="supervisors_meeting_new"),
    path("supervisors/meeting/<slug:number>/", supervisors_meetings.meeting, name="supervisors_meeting"),
    path("supervisor/<slug:number>/", supervisors.supervisor, name="supervisor"),
    re_path(
        r"^supervisor/(?P<number>[-\w]+)/certificate\.(?P<kind>docx|pdf)$",
        supervisors.certificate,
        name="supervisor_certificate",
    ),  # fmt: skip
    path("marks/", marks.marks, name="marks"),
    path("marks.xlsx", marks.marks_xlsx, name="marks_xlsx"),
    path("mark/<slug:number>/", marks.mark, name="mark"),
    path("mark/<slug:number>/photo/", marks.photo, name="mark_photo"),
    path("supervising/", marks.supervising_desk, name="supervising"),
    path("supervising/<str:slug>/", marks.mark_new, name="mark_new"),
    re_path(rf"^supervising/{DUTY}/$", marks.gap_mark_new, name="gap_mark_new"),
]
