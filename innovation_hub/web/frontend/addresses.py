"""The addresses that Streamlit answers itself, and those of them that are blocked."""

STREAMLITS = frozenset({"_stcore", "app", "auth", "component", "media", "static"})
"""Their first segments."""
SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Blocked: they are for operators, who have logs and ``innovation-hub doctor``."""
