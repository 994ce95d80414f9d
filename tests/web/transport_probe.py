"""Serves the hub and tells about its own inside: run by test_transport, never imported by it.

For each line on standard input it writes one line of JSON to the given file descriptor: how often the oldest
generation was collected, and whether each accepted connection sends small messages at once.
"""

import gc
import json
import os
import socket
import stat
import sys
import threading
from contextlib import suppress

from innovation_hub.web.server import serve

PORT = int(sys.argv[1])
REPORTS = os.fdopen(int(sys.argv[2]), "w")


def connections() -> list[bool]:
    """TCP_NODELAY of every connection to our port."""
    found = []
    for number in map(int, os.listdir("/proc/self/fd")):
        with suppress(OSError):  # it was closed meanwhile, or listens
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as one:
                if one.family is socket.AF_INET and one.getsockname()[1] == PORT and one.getpeername():
                    found.append(bool(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
    return found


def answer() -> None:
    """Report once a line."""
    for _ in sys.stdin:
        report = {
            "full_collections": gc.get_stats()[2]["collections"],
            "frozen": gc.get_freeze_count(),
            "no_delay": connections(),
        }
        print(json.dumps(report), file=REPORTS, flush=True)


threading.Thread(target=answer, daemon=True).start()
serve(host="127.0.0.1", port=PORT)
