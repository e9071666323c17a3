"""The page for a doctor, and its chart."""
