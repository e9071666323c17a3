"""A clinic at work: nodes behind a proxy, PostgreSQL behind a pooler, and what fails."""
