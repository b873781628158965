"""Addresses of the workbench: joint columns."""

from django.urls import path

from gongkai.interfaces.workbench.views import joint

urlpatterns = [
    path("joint/", joint.joint, name="joint"),
    path("joint/<int:pk>/", joint.joint_source, name="joint_source"),
    path("joint/<int:pk>/end/", joint.joint_end, name="joint_end"),
    path("joint/<int:pk>/drop/<int:item>/", joint.joint_drop, name="joint_drop"),
    path("joint/run/<int:pk>/", joint.joint_run, name="joint_run"),
]
