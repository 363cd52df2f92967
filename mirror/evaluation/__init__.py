"""Measurements on data that is not part of the product; each module is a command of its own."""
