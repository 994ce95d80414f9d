"""Results from a fitted model: ranks with intervals, posterior draws, and cautions."""
