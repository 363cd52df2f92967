"""The picture, and all that lies over it."""
