"""Calls on the page: the public view, and the organiser's forms."""
