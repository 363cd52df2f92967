"""The looks to choose from: those that come along, and those that were read from photos."""
