"""QTI, the format of question banks of learning platforms: 1.2, 2.x and 3.0."""
