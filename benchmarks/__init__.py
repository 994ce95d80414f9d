"""Measurements of the hub: what a page costs, what a visit weighs, how the ledger grows. All are ratios of one run."""
