"""Addresses of the workbench: notices."""

from django.urls import path

from gongkai.interfaces.workbench.views import notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices.xlsx", notices.notices_xlsx, name="notices_xlsx"),
    path("notices/read/", notices.read, name="notices_read"),
    path("notices/mine/", notices.mine, name="notices_mine"),
    path("notices/calendar/", notices.feed_new, name="feed_new"),
    path("notices/news/", notices.news_new, name="news_new"),
    path("notices/calendar/<int:pk>/end/", notices.feed_end, name="feed_end"),
    path("notices/mail/", notices.mail, name="mail"),
    path("notices/mail.xlsx", notices.mail_xlsx, name="mail_xlsx"),
]
