"""One filled database and one archive of each released schema, kept for ever."""
