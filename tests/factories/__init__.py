"""Records for tests, made the way people make them wherever a service exists for it."""
