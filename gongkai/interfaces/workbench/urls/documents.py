"""Addresses of the workbench: documents sent out and received."""

from django.urls import path

from gongkai.interfaces.workbench.views import documents

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new, name="document_new"),
    path("documents/received/", documents.received, name="documents_received"),
    path("documents/<slug:code>/send/", documents.send, name="document_send"),
    path("documents/<slug:code>/sent/", documents.sent, name="document_sent"),
    path("documents/<slug:code>/sent.xlsx", documents.sent_xlsx, name="document_sent_xlsx"),
    path("documents/<slug:code>/remind/", documents.remind, name="document_remind"),
    path("document/<int:pk>/", documents.document, name="document"),
]
