"""The pages, one file each: ``page(actor, t)`` draws it, called by `innovation_hub.ui.guard` for who may see it."""
