"""Shared parts of the pages of judging: choice of a call, text of a proposal, score sheet, panels, ranking."""
