"""Parsing of uploaded files in a separate process with limited time and memory and without the hub's settings."""
