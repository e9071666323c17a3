"""Formats that are only written: FHIR, and the verdicts as text."""
