"""What callers say to a method and hear from it, free of the heavy libraries that compute it."""
