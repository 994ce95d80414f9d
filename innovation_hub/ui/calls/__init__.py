"""Calls on the screen: as everyone reads them, and as organisers write them."""
