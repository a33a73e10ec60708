"""The only resource that an export asks for."""


class WordNetSynsetID:
    """``wn:01440764n``."""

    def __init__(self, id_str: str) -> None:
        if not id_str.startswith("wn:") or len(id_str) != len("wn:01440764n"):
            raise ValueError(id_str)
        self.id = id_str
