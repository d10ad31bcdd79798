"""Screens of exams: before, during and after one, and those that are over."""
