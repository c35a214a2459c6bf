"""The commands, a module each: what a person or another program does without the screens.

A module has ``declare(parser)``, which says what its command takes, and ``run(call) -> int``, which
does it and gives the exit code. ``tui.cli`` lists them and imports only the one that is called.
"""
