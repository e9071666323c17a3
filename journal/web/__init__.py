"""The doors: one module per feature, named as its URL, its templates and its tests."""
