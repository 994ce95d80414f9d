"""Numerical methods: plain numbers in, frozen results out; no database, no texts."""
