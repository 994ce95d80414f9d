"""A proposal on the page: the steps of its form, its receipt, and the closed proposal."""
