"""The Textual app: it shows, collects and passes on, and decides nothing."""
