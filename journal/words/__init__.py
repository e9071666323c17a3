"""All words of the journal that stand in Python, and their languages."""
