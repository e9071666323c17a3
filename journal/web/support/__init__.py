"""What all doors use: the request, forms, messages, formatting, limits, headers."""
