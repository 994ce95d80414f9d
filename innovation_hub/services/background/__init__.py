"""What runs beside the requests: the worker that sends the outbox, and the links that leave with it."""
