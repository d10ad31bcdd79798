"""Screens of exam plans."""
