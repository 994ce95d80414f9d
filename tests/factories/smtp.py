"""A mail server on this machine that takes its time, refuses, or hangs up, as a test tells it to."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """What the server does, and what it has seen."""

    port: int = 0
    final_dot_seconds: float = 0.0
    recipients: dict[str, str] = field(default_factory=dict)
    """The answer to RCPT for an address; "250 ok" for any other."""
    mails_a_connection: int = 1000
    connections: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """For the setting ``HUB_SMTP_URL``."""
        return f"smtp://127.0.0.1:{self.port}"


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        state: MailServer = self.server.state
        state.connections += 1
        taken, to = 0, ""
        self.say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper().partition(" ")[0]
            if verb == "MAIL" and taken >= state.mails_a_connection:
                self.say("421 enough for one connection")
                return
            if verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self.say(state.recipients.get(to, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                time.sleep(state.final_dot_seconds)
                state.taken.append((to, body))
                taken += 1
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@contextmanager
def a_mail_server(**behaviour) -> Iterator[MailServer]:
    """A server that listens on 127.0.0.1 as long as the block lasts."""

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request, client_address):
            """A client that hangs up early is what some tests are about."""

    with Listener(("127.0.0.1", 0), _Talk) as listener:
        listener.state = MailServer(port=listener.server_address[1], **behaviour)
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield listener.state
        listener.shutdown()
        thread.join()
