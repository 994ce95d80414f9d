"""Tasks that misbehave in the process that reads files."""

import json
import os
import time


def work(content: bytes, what: str) -> bytes:
    if what == "tell":
        return json.dumps({"environment": sorted(os.environ)}).encode()
    if what == "spin":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "swell":
        return bytes(3_000_000_000)
    os._exit(5)
