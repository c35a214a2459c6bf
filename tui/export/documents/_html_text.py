"""Text from evidence inside HTML: signs of markup are entities, hidden characters are shown."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from graph.drawing import safe

__all__ = ["plain_text", "policy"]


@lru_cache(maxsize=4096)  # titles and roles come again in line after line
def plain_text(text: str) -> str:
    """The text for an element's content or an attribute in double quotes."""
    return escape(safe(text), quote=True)


def policy(style: str, script: str = "") -> str:
    """A content security policy that lets this style and script act, and nothing be fetched."""
    from base64 import b64encode
    from hashlib import sha256

    def named(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    allowed = f"default-src 'none'; style-src {named(style)}; base-uri 'none'; form-action 'none'"
    return f"{allowed}; script-src {named(script)}" if script else allowed
