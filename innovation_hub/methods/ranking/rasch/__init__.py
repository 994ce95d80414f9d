"""The many-facet Rasch model and its rating scale."""
