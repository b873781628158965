"""Addresses of the workbench: members' appraisals."""

from django.urls import path

from gongkai.interfaces.workbench.views import appraisals

urlpatterns = [
    path("appraisals/", appraisals.appraisals, name="appraisals"),
    path("appraisal/<int:pk>/", appraisals.appraisal, name="appraisal"),
    path("appraisal/<int:pk>/key/", appraisals.key, name="appraisal_key"),
    path("appraisal/<int:pk>/box.json", appraisals.box, name="appraisal_box"),
    path("appraisal/<int:pk>/result/", appraisals.result, name="appraisal_result"),
    path("appraisal/<int:pk>/papers/", appraisals.papers, name="appraisal_papers"),
    path("appraisal/<int:pk>/paper/<int:voter>/", appraisals.hand_paper, name="appraisal_hand_paper"),
    path("appraisal/<int:pk>/plan/", appraisals.plan, name="appraisal_plan"),
    path("appraisal/<int:pk>/use/", appraisals.use, name="appraisal_use"),
]
