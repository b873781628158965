"""A site of one public page that lists what was published, for testing the store in front of Django."""

from django.http import HttpResponse
from django.urls import path

from gongkai.publication import queries
from gongkai.publication.pages import stored


@stored
def latest(request):
    return HttpResponse("、".join(row.title for row in queries.latest(request.actor)) or "还没有")


urlpatterns = [path("", latest)]
