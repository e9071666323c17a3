"""What may be claimed of a diary, when it is looked at, and how often that is wrong."""
