"""What a person can do, one module per deed; the one door for command and window."""
