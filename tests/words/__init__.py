"""Tests of the words: their languages, their catalogue, and that none stand elsewhere."""
