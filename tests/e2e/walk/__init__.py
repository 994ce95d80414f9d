"""The way through the hub, as its people walk it: from registering to the published result."""
