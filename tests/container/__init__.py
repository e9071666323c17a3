"""The container file, read as an engine reads it, and carried out in a bare Debian tree."""
