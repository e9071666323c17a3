"""The estimators and distributions, each with its source, in plain Python."""
