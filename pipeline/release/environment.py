"""What a build ran on: the interpreter, the machine's kind, and every installed distribution with its version."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any


def environment() -> dict[str, Any]:
    """Plain values for the manifest; nothing of the surroundings' variables, which may hold keys."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": platform.platform(),
        "packages": packages(),
    }


def packages() -> dict[str, str]:
    """Every installed distribution, by its normalised name."""
    found: dict[str, str] = {}
    for each in metadata.distributions():
        name = each.metadata["Name"]
        if name:
            found.setdefault(name.lower().replace("_", "-"), each.version)
    return dict(sorted(found.items()))


def command() -> list[str]:
    """The command line, the program by its name alone. Keys are never on it: they come from a file or a variable."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]
