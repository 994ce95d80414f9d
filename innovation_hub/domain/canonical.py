"""Canonical JSON, from which hashes are computed."""

import hashlib
import json


def canonical(value: object) -> str:
    """A value as JSON with sorted keys, no spaces, and letters not escaped."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
