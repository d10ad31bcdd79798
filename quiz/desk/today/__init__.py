"""What today holds: its limits, its queue, and the one count of it."""
