"""Accounts, and everything that gives access to them."""
