"""Scores as they come in, and rankings as they go out."""
