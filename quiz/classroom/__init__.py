"""A class that plays or works together: the rules of it, without network, files or screens."""
