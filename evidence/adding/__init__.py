"""Adding files: each read apart, stored under its hash, and taken in as a source.

``outcome`` says what became of a file, ``gathering`` which files were meant, ``storing`` keeps one
file that was read and takes it in, ``batch`` does so with many,
``projects`` with a project of another program.
"""

from evidence.adding.batch import AddingFiles
from evidence.adding.gathering import Gathered, gathered, spelled
from evidence.adding.outcome import Added, Codes, Counts, ImportReport, SourceDetails, Stored
from evidence.adding.projects import Brought
from evidence.adding.storing import add_content, store_content, take_in, take_in_each

__all__ = [
    "Added",
    "AddingFiles",
    "Brought",
    "Codes",
    "Counts",
    "Gathered",
    "ImportReport",
    "SourceDetails",
    "Stored",
    "add_content",
    "gathered",
    "spelled",
    "store_content",
    "take_in",
    "take_in_each",
]
