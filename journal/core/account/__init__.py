"""What belongs to an account beside the diary: tokens, sharing, reminders, addresses."""
