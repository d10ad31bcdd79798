"""Exams at the desk: papers, taking one, what it brought, and printing."""
