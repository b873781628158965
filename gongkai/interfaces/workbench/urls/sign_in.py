"""Addresses of the workbench: signing in, one's own account, and the rooms of the three administrators."""

from django.urls import path

from gongkai.interfaces.workbench.views import account, keeping, second_factor, security, sign_on, trail

urlpatterns = [
    path("login/", account.login_page, name="login"),
    path("login/code/", account.login_code, name="login_code"),
    path("prove/", account.prove, name="prove"),
    path("logout/", account.logout_page, name="logout"),
    path("sign-on/", sign_on.leave, name="sign_on"),
    path("sign-on/back/", sign_on.back, name="sign_on_back"),
    path("sign-on/link/", sign_on.link, name="sign_on_link"),
    path("enter/", security.enter, name="enter"),
    path("security/", security.security, name="security"),
    path("security/end/", security.session_end, name="session_end"),
    path("password/", security.password, name="password"),
    path("accounts/", keeping.accounts, name="accounts"),
    path("accounts.xlsx", keeping.accounts_xlsx, name="accounts_xlsx"),
    path("accounts/new/", keeping.account_new, name="account_new"),
    path("account/<int:pk>/", keeping.account, name="account"),
    path("factor-resets/", keeping.factor_resets, name="factor_resets"),
    path("trail/", trail.trail, name="trail"),
    path("trail.xlsx", trail.trail_xlsx, name="trail_xlsx"),
    path("trail/print/", trail.trail_print, name="trail_print"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/confirm/", second_factor.second_factor_confirm, name="second_factor_confirm"),
    path("second-factor/change/", second_factor.second_factor_change, name="second_factor_change"),
]
