"""A real SMTP server on this machine that can refuse, go down and come back."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.interfaces.installation import free_port


class PostOffice:
    """Keeps what it took over. `answers`: what it says to a recipient instead of 250, by address; `to_all`: to every sender."""

    def __init__(self):
        self.port = free_port()
        self.mails = []
        self.raw = []  # as they came over the wire
        self.answers = {}
        self.to_all = ""
        self._running = None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.to_all:
            return self.to_all
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.raw.append(envelope.content)
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken as number 7"

    def open(self):
        self._running = Controller(self, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def close(self):
        if self._running is not None:
            self._running.stop()
            self._running = None
