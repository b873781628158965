"""Addresses of the workbench: keys for other systems, and where those systems are told what happens."""

from django.urls import path

from gongkai.interfaces.workbench.views import hooks, tokens

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/end/", tokens.token_end, name="token_end"),
    path("tokens/<int:pk>/hooks/", hooks.token_hooks, name="token_hooks"),
    path("hooks/<int:pk>/", hooks.hook, name="hook"),
    path("hooks/<int:pk>/secret/", hooks.hook_secret, name="hook_secret"),
    path("hooks/<int:pk>/end/", hooks.hook_end, name="hook_end"),
    path("hooks/<int:pk>/tries.xlsx", hooks.hook_xlsx, name="hook_xlsx"),
    path("hooks/<int:pk>/<str:verb>/", hooks.hook_act, name="hook_act"),
    path("hook-messages/<int:pk>/again/", hooks.hook_resend, name="hook_resend"),
]
