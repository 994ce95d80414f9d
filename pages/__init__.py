"""The pages, one module each: ``page(actor, t)`` draws it, called by `innovation_hub.ui.guard`."""
