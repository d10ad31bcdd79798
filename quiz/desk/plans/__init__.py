"""Plans for exams on a date."""
