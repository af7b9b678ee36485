"""检查表: every standard of the point answered by one key."""
