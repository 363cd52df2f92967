"""What is worn: every piece of it, and how strong."""
