"""The innovation hub: proposals, judging, budgets and the progress of resolutions 4, 10 and 11."""

__version__ = "0.1.0"
