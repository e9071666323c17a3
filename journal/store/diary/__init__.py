"""The records of a diary: asked for, counted, written and undone."""
