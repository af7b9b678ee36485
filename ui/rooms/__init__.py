"""The rooms of the window, one package per deed."""
