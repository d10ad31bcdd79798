"""Line mode has what the app has: every screen has a command, or is part of one that has."""

import importlib
import pkgutil
from typing import Any

import click
import pytest
from textual.screen import Screen

import quiz.ui.screens
from quiz.cli.commands import cli

COMMANDS = {
    "HomeScreen": "due", "QuestionScreen": "review", "ResultScreen": "play", "SetupScreen": "play",
    "UnfinishedScreen": "play --unfinished", "GamesScreen": "play --mode",
    "TwoPlayersScreen": "play --names", "CardScreen": "cards show", "BrowseScreen": "find",
    "StatisticsScreen": "stats", "ScopeScreen": "stats --tag", "RecordsScreen": "records",
    "RecapScreen": "recap", "DayPageScreen": "recap --since", "PlanScreen": "plan",
    "PlanEditorScreen": "plan --exam", "FitScreen": "fit", "SettingsScreen": "config",
    "AllKeysScreen": "config", "ExamStartScreen": "exam", "ExamScreen": "exam",
    "ExamOverviewScreen": "exam", "JumpScreen": "exam", "ExamGradeScreen": "exam",
    "ExamResultScreen": "exam", "ExamDetailScreen": "exam", "PastExamsScreen": "results",
    "AddBankScreen": "add", "BankPageScreen": "check", "PreviewScreen": "preview",
    "AnalysisScreen": "analyse", "HelpScreen": "help", "DraftScreen": "draft",
    "QuestionText": "draft --all", "CoverageScreen": "check --reading",
    "UpdatingScreen": "banks --update",
    "CockpitScreen": "serve", "ClassScreen": "serve --class", "JoinScreen": "join --name",
    "SeatScreen": "join", "PlayersScreen": "serve", "DoorScreen": "serve",
    "DisputesScreen": "serve", "WaysScreen": "serve", "SignInScreen": "join --name",
    "NotesScreen": "results --game",
    "WorkScreen": "join", "AssignmentScreen": "join", "WorkResultScreen": "join",
}  # fmt: skip
"""The command that does the same as lines, with the option that it takes."""
OF_THE_APP = {
    "QuizScreen", "QuizModal", "CardActionsScreen", "CollectingScreen", "QuestionShowing",
    "HomeActions", "QuestionActions", "QuestionBeside", "QuestionRatings", "AskLineScreen",
    "ConfirmScreen",
    "ListScreen", "EntryScreen", "SatExamScreen",
}  # fmt: skip
"""What other screens are made of, and what asks for one line or a yes."""
BY_FILE = {"ReadingScreen", "AddQuestionScreen", "ChangedScreen"}
"""What is read or written in the bank's file: its text, a new question, an edited one."""


def screens() -> set[str]:
    """Return the names of all screens."""
    for module in pkgutil.walk_packages(quiz.ui.screens.__path__, "quiz.ui.screens."):
        importlib.import_module(module.name)
    found: list[type[Any]] = [Screen]
    for kind in found:  # it grows while it is gone through
        found += (below for below in kind.__subclasses__() if below not in found)
    return {kind.__name__ for kind in found if kind.__module__.startswith("quiz.ui.screens")}


def test_every_screen_has_a_command_or_a_reason() -> None:
    assert screens() == {*COMMANDS, *OF_THE_APP, *BY_FILE}


@pytest.mark.parametrize("words", sorted(set(COMMANDS.values()) - {"help"}))
def test_the_commands_are_there(words: str) -> None:
    name, *rest = words.split()
    context = click.Context(cli)
    command = cli.get_command(context, name)
    assert command is not None
    for word in rest:
        if word.startswith("--"):
            assert word in {option for each in command.params for option in each.opts}
        else:
            assert isinstance(command, click.Group)
            command = command.get_command(context, word)
            assert command is not None
