"""A page that asks a bank's questions without a server, and marks them by itself."""
