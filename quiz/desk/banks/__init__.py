"""Banks at the desk: names to banks, what changed in them, and how they are written."""
