"""Kills, at any moment, while the journal writes: what was acknowledged is there, once."""
