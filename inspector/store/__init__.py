"""The database: what was recorded, kept as changes and folded into tables."""
