"""Remotes (同步位置): any dumb place where bytes can lie under a name."""
