"""Small applications to measure against."""
