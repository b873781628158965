"""Addresses of the public door: the anonymous path. Everything below /yijian/ is veiled (`gongkai.config.veil`)."""

from django.urls import path

from gongkai.interfaces.portal.views import protection

urlpatterns = [
    path("yijian/", protection.write, name="anonymous"),
    path("yijian/huizhi/", protection.receipt, name="anonymous_receipt"),
]
