"""Charts: series in, Plotly figures as plain dictionaries out."""
