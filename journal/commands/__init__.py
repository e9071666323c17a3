"""What each command does that a host types; ``journal.cli`` reads them."""
