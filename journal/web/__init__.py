"""The doors: one module a feature; each finds out who and what, and calls one room."""
