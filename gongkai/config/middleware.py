"""What every request passes: security headers, the actor, and refusals turned into plain answers."""

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from gongkai.config.headers import CSP, with_editor
from gongkai.interfaces.ui.signing_in import plain_refusal
from gongkai.interfaces.ui.views import too_much, waits_for_keeper
from gongkai.interfaces.workbench import doorstep, proving
from gongkai.ledger.later import later
from gongkai.orgs.queries import actor_for
from gongkai.rules.actor import Actor
from gongkai.rules.proof import ProofNeeded
from gongkai.rules.refusals import Refused

problems = later("gongkai.interfaces.api.problems")  # loaded only where machines ask
PROBES = ("/healthz", "/readyz")
MACHINES = "/api/"  # whose answers are problem details, never pages
MEGABYTE = 1024 * 1024
KEEPERS = ("log_restored", "key_lost", "log_key_missing")  # refusals that only the keeper of the installation can mend
LARGEST_REQUEST = 64 * MEGABYTE  # three of the largest files, with their form


class SecurityHeaders:
    """No inline script, no inline style, no foreign host; pages of people who logged in are not kept.

    Only the page with the text editor names a nonce (`request.csp_nonce`): its import map stands in the page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        nonce = getattr(request, "csp_nonce", "")
        response.headers.setdefault("Content-Security-Policy", with_editor(nonce) if nonce else CSP)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        user = getattr(request, "user", None)
        if user is not None and request.session.accessed and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Probes:
    """What watches this machine asks it by its address, which is no name of the site: the probes answer all the same."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = next(iter(settings.ALLOWED_HOSTS), "").lstrip(".*") or "localhost"
        return self.get_response(request)


class NotTooMuch:
    """A request that says it is larger than anything taken here is answered before a byte of it is kept (P26).

    The server in front reads no more than the request says of itself, so that a lie about the length cuts it short.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = request.META.get("CONTENT_LENGTH") or "0"
        size = int(said) if said.isdecimal() else 0
        if size > LARGEST_REQUEST and request.path_info.startswith(MACHINES):
            return problems.too_large(most=LARGEST_REQUEST // MEGABYTE)
        if size > LARGEST_REQUEST:
            return too_much(request, megabytes=size // MEGABYTE, most=LARGEST_REQUEST // MEGABYTE)
        return self.get_response(request)


class CurrentActor:
    """`request.actor`, `request.now` and `request.today`: who asks, and when, decided once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.actor = SimpleLazyObject(lambda: _actor(request))
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            doorstep.seen(request)
        return response


def _actor(request) -> Actor:
    actor = actor_for(request.user, today=request.today)
    return actor.proved(proving.standing(request, actor)) if actor.is_person else actor


class SecondFactorAsked:
    """An act that a code is to be shown for again: the page asks for it, keeps what was sent, and the act goes on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        return None if request.path_info.startswith(MACHINES) else proving.heard(request)

    def process_exception(self, request, exception):
        return proving.ask(request, exception.proof) if isinstance(exception, ProofNeeded) else None


class PlainRefusals:
    """A refusal without a trace is the missing page; any other that no view caught is one too.

    An address that only takes forms says so in words when it is opened.
    What waits for the keeper of the installation is said, and what was typed comes back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return plain_refusal(request, self.get_response(request))

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            if exception.code in KEEPERS:
                return waits_for_keeper(request)
            raise Http404 from exception
        return None
