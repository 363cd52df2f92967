"""The counter: the products of the catalogue, and their shades."""
