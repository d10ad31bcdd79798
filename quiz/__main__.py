"""`python -m quiz` is `quiz`."""

from quiz.cli.main import main

main()
