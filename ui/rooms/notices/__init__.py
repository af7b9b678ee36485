"""通知书: choose units, check, look, issue."""
