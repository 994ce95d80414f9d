"""Pictures: charts of indicators, key figures and bars of money. Figures of charts are built in `charts`."""
