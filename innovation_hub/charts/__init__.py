"""Charts: pure functions from rows and a translator to Plotly figures."""
