"""What goes wrong in a user's hands while a build is asked for or runs."""

from __future__ import annotations

from resources.errors import ResourceError


class UserError(ResourceError):
    """An error of the run that the user can mend; shown like those of the resources, exit code 1 by default."""
