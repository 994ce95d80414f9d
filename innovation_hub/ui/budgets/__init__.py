"""Lists of budgets: the lines of a year, and pending movements."""
