"""An administrator's forms for one institution: add, edit, close, merge."""
