"""The class page: a game and its board in any browser, over HTTP; a shell beside ui and cli."""
