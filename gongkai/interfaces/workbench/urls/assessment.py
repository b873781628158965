"""Addresses of the workbench: yearly assessments and accountability."""

from django.urls import path

from gongkai.interfaces.workbench.views import accountability, assessment

SHEET = "assessment/<str:code>/<int:year>/"

urlpatterns = [
    path("assessment/", assessment.assessment, name="assessment"),
    path("assessment.xlsx", assessment.assessment_xlsx, name="assessment_xlsx"),
    path(SHEET, assessment.year_sheet, name="year_sheet"),
    path(f"{SHEET}<slug:line>/", assessment.year_line, name="year_line"),
    path(f"{SHEET}<slug:line>.xlsx", assessment.year_line_xlsx, name="year_line_xlsx"),
    path("assessment-dispute/<int:pk>/", assessment.year_dispute, name="year_dispute"),
    path("accountability/", accountability.accountability, name="accountability"),
    path("accountability.xlsx", accountability.accountability_xlsx, name="accountability_xlsx"),
    path("accountability/new/", accountability.case_new, name="case_new"),
    path("accountability/<str:number>/", accountability.case, name="case"),
    path("accountability/<str:number>/paper/<str:token>/", accountability.case_paper, name="case_paper"),
    path("accountability/<str:number>/print/", accountability.case_print, name="case_print"),
]
