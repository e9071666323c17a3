"""What a host runs: serving, its background work, and what it needs to know of the machine."""
