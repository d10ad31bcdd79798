"""Exams at the desk: papers, taking one, its result, and printing."""
