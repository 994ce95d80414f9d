"""People for administrators: the list, the dates of a person, and the forms."""
