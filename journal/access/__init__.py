"""Who comes in: passwords, second factors, passkeys, another provider, and the log of it."""
