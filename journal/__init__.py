"""Spasm Journal: a private, self-hosted journal for people with back spasms."""
