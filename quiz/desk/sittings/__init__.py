"""Quizzes and reviews: begun, answered, resumed and undone."""
