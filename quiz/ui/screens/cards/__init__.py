"""Screens of cards: Browse over all banks, and the page of one."""
