"""The only importer of PySide6: the window and what is in it."""
