"""Exams on paper: sheets as plain data, several versions with their keys, as PDF or as HTML."""
