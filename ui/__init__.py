"""The window: PySide6 Widgets over the deeds of inspector.app."""
