"""Input of scores and output of rankings."""
