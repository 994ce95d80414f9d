"""Pictures: charts of indicators, key figures and bars of money; what they show is computed in `charts`."""
