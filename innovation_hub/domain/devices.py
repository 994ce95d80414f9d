"""Devices: technology readiness levels (ISO 16290)."""

TRL_MIN, TRL_MAX = 1, 9
PROTOTYPE_FROM, PROTOTYPE_TO = 4, 8
"""A device counts as a prototype (indicator 11.1) from validation in a laboratory up to qualification."""
