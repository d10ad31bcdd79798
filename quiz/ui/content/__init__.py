"""What is drawn on the screens, as content; no module here knows a screen."""
