"""The journal's own files: one CSV per kind of record, and the archive of an account."""
