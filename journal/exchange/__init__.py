"""Files: what comes in becomes records and numbered problems, and what goes out is written."""
