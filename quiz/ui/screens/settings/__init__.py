"""The settings, and how they are changed."""
