"""A file from a camera becomes a photo: bytes kept, metadata read, renditions made."""
