"""Numerical methods: plain numbers in, frozen results out; no database, no texts.

They import nothing of the hub but its errors (an import contract), so that they could be a package of their own.
"""
