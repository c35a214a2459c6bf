"""Commands: the only way to change an inspection.

A command is a frozen value. ``carry_out`` reads the state and says what would change; the folder
checks that, writes it to the journal, and only then is it so. Commands are grouped by what they
are about: the inspection and its voices, sources, speakers, statements, findings, gaps, sessions,
what is cleared for handing over, bundles.
"""

from evidence.commands.base import Command, Context, Effect
from evidence.commands.bundle import LoadBundle, bundle_of, parse_bundle
from evidence.commands.clearing import ClearSeveral, ClearWords, RecallClearance
from evidence.commands.findings import (
    AmendFinding,
    LinkStatement,
    RefuseSuggestion,
    RemoveFinding,
    ReopenFinding,
    ResolveFinding,
    UnlinkStatement,
    WriteFinding,
)
from evidence.commands.gaps import (
    AmendRequest,
    DismissGap,
    MakeRequest,
    MakeRequests,
    RecallGap,
)
from evidence.commands.inspection import AddVoice, AmendVoice, DescribeInspection, NewInspection
from evidence.commands.projects import BringProject, RestoreProject
from evidence.commands.quoting import TakeQuoted
from evidence.commands.sessions import (
    AmendAsk,
    AmendSession,
    AnswerAsk,
    HoldSession,
    PlaceAsks,
    Placing,
    PlanSession,
    RaiseAsk,
    RemoveSession,
)
from evidence.commands.sources import (
    AddSource,
    AmendSource,
    RereadSource,
    RestoreSource,
    WithdrawSource,
)
from evidence.commands.speakers import MapSpeakers, NewVoice
from evidence.commands.statements import (
    AmendStatement,
    MarkRepeat,
    MarkRepeats,
    RestoreStatement,
    TakeAndLink,
    TakeStatement,
    TieToQuestion,
    UntieFromQuestion,
    WithdrawStatement,
)
from evidence.commands.wording import JoinStatements, SplitStatement

__all__ = [
    "AddSource",
    "AddVoice",
    "AmendAsk",
    "AmendFinding",
    "AmendRequest",
    "AmendSession",
    "AmendSource",
    "AmendStatement",
    "AmendVoice",
    "AnswerAsk",
    "BringProject",
    "ClearSeveral",
    "ClearWords",
    "Command",
    "Context",
    "DescribeInspection",
    "DismissGap",
    "Effect",
    "HoldSession",
    "JoinStatements",
    "LinkStatement",
    "LoadBundle",
    "MakeRequest",
    "MakeRequests",
    "MapSpeakers",
    "MarkRepeat",
    "MarkRepeats",
    "NewInspection",
    "NewVoice",
    "PlaceAsks",
    "Placing",
    "PlanSession",
    "RaiseAsk",
    "RecallClearance",
    "RecallGap",
    "RefuseSuggestion",
    "RemoveFinding",
    "RemoveSession",
    "ReopenFinding",
    "RereadSource",
    "ResolveFinding",
    "RestoreProject",
    "RestoreSource",
    "RestoreStatement",
    "SplitStatement",
    "TakeAndLink",
    "TakeQuoted",
    "TakeStatement",
    "TieToQuestion",
    "UnlinkStatement",
    "UntieFromQuestion",
    "WithdrawSource",
    "WithdrawStatement",
    "WriteFinding",
    "bundle_of",
    "parse_bundle",
]
