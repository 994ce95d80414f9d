"""Benchmarks of the hub: CPU of pages, size of a visit, growth of the ledger, methods. All are ratios of one run."""
