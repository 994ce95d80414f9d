"""Numerical methods: plain numbers in, frozen results out; no database, no texts.

They know nothing of the hub but its errors (a contract), so that they could be lifted out.
"""
