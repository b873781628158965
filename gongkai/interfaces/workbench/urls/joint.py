"""Addresses of the workbench: joint columns."""

from django.urls import path

from gongkai.interfaces.workbench.views import joint

urlpatterns = [
    path("joint/", joint.joint, name="joint"),
    path("joint/<int:pk>/", joint.joint_source, name="joint_source"),
    path("joint/<int:pk>/end/", joint.joint_end, name="joint_end"),
    path("joint/<int:pk>/drop/<int:item>/", joint.joint_drop, name="joint_drop"),
    path("joint/<int:pk>/link/<int:item>/", joint.joint_link, name="joint_link"),
    path("joint/links/<int:pk>/end/", joint.joint_unlink, name="joint_unlink"),
    path("joint/run/<int:pk>/", joint.joint_run, name="joint_run"),
]
