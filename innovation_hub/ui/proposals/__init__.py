"""A proposal on the screen: its steps, its receipt, and the reading of it."""
