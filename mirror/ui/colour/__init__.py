"""Choosing a colour by eye, by number, or off the picture."""
