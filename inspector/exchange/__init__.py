"""Databases of other devices come in and ours goes out."""
