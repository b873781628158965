"""Items with the same parts as ours: organization, month, plain words, content, procedure, result."""

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class ItemPage(Page):
    """One published item."""

    org_name = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    plain = models.TextField()
    content, procedure, result = RichTextField(), RichTextField(), RichTextField()

    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("plain", "content", "procedure", "result")),
        index.FilterField("org_name"),
    ]
