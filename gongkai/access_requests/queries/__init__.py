"""Reading in this room."""

from gongkai.access_requests.queries.deadlines import deadlines
from gongkai.access_requests.queries.figures import Yearly, yearly, yearly_by_organization, years
from gongkai.access_requests.queries.letters import LetterRow, LetterView, letter, letters
from gongkai.access_requests.queries.logged import altered_decisions
from gongkai.access_requests.queries.papers import applications_again, due_applications
from gongkai.access_requests.queries.requests import (
    filed,
    filed_ledger,
    inbox,
    my_requests,
    overdue,
    register,
    register_ledger,
    register_page,
    request,
    request_offers,
    to_rule,
)
from gongkai.access_requests.queries.views import (
    ApplyForm,
    RequestView,
    StepView,
    apply_form,
    earlier_alike,
    may_apply_somewhere,
    request_file,
    request_view,
)
from gongkai.access_requests.queries.year_answers import answers_below, answers_by_organization, year_requests

__all__ = [
    "altered_decisions", "answers_below", "answers_by_organization", "year_requests",
    "applications_again", "deadlines", "due_applications",
    "ApplyForm", "LetterRow", "LetterView", "RequestView", "StepView", "Yearly", "apply_form", "earlier_alike",
    "filed", "filed_ledger", "inbox", "letter", "letters", "may_apply_somewhere", "my_requests", "overdue", "register", "register_ledger", "register_page", "request",
    "request_file", "request_offers", "request_view", "to_rule", "yearly", "yearly_by_organization", "years",
]  # fmt: skip
