"""The whole site as a WSGI application inside a test's own transaction."""

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

SIGNALS = (request_started, request_finished)


class Application:
    """A server closes connections that are old between requests; a test's transaction lives on one."""

    def __init__(self):
        self._site = WSGIHandler()

    def __call__(self, environ, start_response):
        for signal in SIGNALS:
            signal.disconnect(close_old_connections)
        try:
            answer = self._site(environ, start_response)
            body = list(answer)
            answer.close()
            return body
        finally:
            for signal in SIGNALS:
                signal.connect(close_old_connections)
