"""What is logged: vocabulary, fields, records, and how they are read from and written as text."""
