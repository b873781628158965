"""Which door stands at which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.interfaces.portal.urls")),
    path("", include("gongkai.interfaces.ui.urls")),
    path("", include("gongkai.interfaces.jobs.urls")),
    path("api/v1/", include("gongkai.interfaces.api.urls")),
    path("desk/", include("gongkai.interfaces.workbench.urls")),
]

handler400 = "gongkai.interfaces.ui.views.bad_request"
handler403 = "gongkai.interfaces.ui.views.not_found"
handler404 = "gongkai.interfaces.ui.views.not_found"
handler500 = "gongkai.interfaces.ui.views.server_error"
