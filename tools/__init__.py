"""What makes resources; not shipped."""
