"""The shape of every error that a user can mend: what is wrong, what it means, what to do."""

from __future__ import annotations


class ResourceError(Exception):
    """An error that the user can mend. Its text is shown as it is, without a traceback; exit code 1 by default."""

    exit_code = 1

    def __init__(self, wrong: str, means: str = "", do: str = "") -> None:
        super().__init__("\n".join(part for part in (wrong, means, do) if part))
        self.wrong, self.means, self.do = wrong, means, do

    def __reduce__(self) -> tuple[type[ResourceError], tuple[str, str, str]]:
        """Crosses process borders whole."""
        return type(self), (self.wrong, self.means, self.do)


class ClassListError(ResourceError, ValueError):
    """A class list that cannot be used, or a class that is not in it."""
