"""Some of the client's languages."""

from enum import Enum

Language = Enum("Language", "EN DE FR ES IT PT NL PL FI RU JA ZH ZH_YUE MUL")
