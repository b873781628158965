"""Addresses of the workbench: the forms of the rules on paper."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from gongkai.interfaces.workbench.views import paper_forms, signed_papers

urlpatterns: list[URLPattern] = [
    path("edition/<int:pk>/signed/", signed_papers.signed_papers, name="signed_papers"),
    path("edition/<int:pk>/signed/<int:paper>/void/", signed_papers.void_paper, name="void_paper"),
    path("edition/<int:pk>/signed/<int:paper>/file/", signed_papers.paper_file, name="signed_paper_file"),
    path("signed/<slug:record>/", signed_papers.record_papers, name="record_papers"),
    path("signed/<slug:record>/<int:paper>/void/", signed_papers.void_record_paper, name="void_record_paper"),
    path("signed/<slug:record>/<int:paper>/file/", signed_papers.record_paper_file, name="record_paper_file"),
    path("forms/", paper_forms.paper_forms, name="paper_forms"),
    re_path(r"^forms/(?P<code>F\d{1,2}[a-z]?)\.(?P<kind>docx|pdf)$", paper_forms.blank, name="paper_form"),
    re_path(
        r"^forms/(?P<code>F\d{1,2}[a-z]?)/(?P<key>[-\w]{1,80})\.(?P<kind>docx|pdf)$",
        paper_forms.from_record,
        name="filled_form",
    ),  # fmt: skip
]
