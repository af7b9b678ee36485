"""Values become paper: bytes of notices, sheets and slides; knows no database."""
