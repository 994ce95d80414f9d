"""Background work: the worker that sends the outbox, and the links in its e-mails."""
