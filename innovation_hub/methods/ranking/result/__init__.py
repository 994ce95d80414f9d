"""From a fitted model to places, what can be said of them, and what to beware of."""
