"""Reference data and demo data."""
