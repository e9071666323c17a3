"""Files on their way into a diary, archives both ways, and undoing an import."""
