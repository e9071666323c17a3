"""Files of other trackers, one small module each, and the mapper for any table."""
