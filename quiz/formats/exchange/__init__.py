"""Formats of other programs: one module each, from bytes to a bank and back."""
