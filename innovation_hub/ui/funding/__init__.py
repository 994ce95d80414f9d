"""Parts of the page of funding plans."""
