"""What a host runs: serving, and its work beside answering."""
