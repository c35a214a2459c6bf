"""``python -m tui`` is the program ``triangulate``, for where it isn't on the path."""

from tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
