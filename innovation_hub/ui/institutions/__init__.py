"""What an administrator does with one institution: add, edit, take out of use, merge."""
