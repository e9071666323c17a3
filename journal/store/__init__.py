"""The store: one engine, typed tables, questions (queries) and writes (actions)."""
