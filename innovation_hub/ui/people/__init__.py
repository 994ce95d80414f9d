"""People as administrators see them: what can be chosen in their list, the dates of one, and what may be changed."""
