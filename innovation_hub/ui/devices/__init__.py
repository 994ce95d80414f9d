"""Devices under development: their list, the drawing of a level, and the forms."""
