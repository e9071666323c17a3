"""File formats: texts and lines in, records and numbered problems out, and the other way."""
