"""The parts of the page about funding."""
