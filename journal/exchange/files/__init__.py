"""What every file is read with: zips, tables, dates and times, and questions to the person."""
