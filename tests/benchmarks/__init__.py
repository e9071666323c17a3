"""The speed of the journal, measured against a floor of the same run: ``run.py bench``."""
