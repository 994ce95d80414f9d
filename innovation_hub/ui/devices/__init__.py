"""Devices under development: what can be chosen in their list, how a level is drawn, and what is recorded."""
