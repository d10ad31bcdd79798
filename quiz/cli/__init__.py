"""One module a command, and line mode: the same sittings without a screen."""
