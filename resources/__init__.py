"""Data the program carries: catalogue, demo district, fonts, icons, words."""
