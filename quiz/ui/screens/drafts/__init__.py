"""Screens for the drafts of an article."""
