"""Turns the citations in a text, 第八条（二）, into links to the rulebook page."""

import re
from typing import Any

from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.interfaces.ui.addresses import address
from gongkai.rules import citations
from gongkai.rules.refusals import Refused

N = citations.NUMBER
CITATION = re.compile(rf"第{N}条(?:第{N}款)?(?:[（(]{N}[）)]|第[（(]?{N}[）)]?项)?")


def article_link(text: Any) -> SafeString:
    """Link every article cited in a text; without a rulebook page the text stays as it is."""
    safe = conditional_escape("" if text is None else text)
    try:
        page = conditional_escape(address("portal:rules"))
    except NoReverseMatch:
        return safe

    def link(match: re.Match[str]) -> str:
        try:
            return f'<a href="{page}#{citations.anchor(match[0])}">{match[0]}</a>'
        except Refused:
            return match[0]

    return mark_safe(CITATION.sub(link, safe))  # noqa: S308  (the text was escaped above)
