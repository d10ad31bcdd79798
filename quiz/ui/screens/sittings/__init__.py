"""Screens of quizzes, reviews and practice: setting one up, its questions, its result."""
