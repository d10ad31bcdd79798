"""What makes a question weak though it is written without fault: the rules of item writing."""

from quiz.lint.checking import Checked, check_bank

__all__ = ["Checked", "check_bank"]
