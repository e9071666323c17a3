"""The database: opened, guarded, its tables, migrated, backed up."""
