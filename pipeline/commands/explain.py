"""``babel-imagenet explain``: why is this label what it is?"""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    image_class: Annotated[
        str, typer.Argument(help="wnid, class index or English lemma: n01440764, 0, tench.", metavar="CLASS")
    ],
    language: Annotated[str, typer.Argument(help="BabelNet code, BCP-47 tag or name: DE, de, German.")],
    release: Annotated[str, typer.Option(help="The release's folder.")] = "output/latest",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the story as JSON; its steps can be replayed.")
    ] = False,
) -> None:
    """Tell the whole story of one label: every sense, every repair, each verdict, the choice.

    Exit codes: 0 told, label or not; 1 there is no such release, class or language.
    """
    import json

    from pipeline.explaining import explain as run
    from pipeline.explaining_words import lines
    from pipeline.printing import print_lines

    story = run(image_class, language, release)
    print_lines([json.dumps(story.as_record(), ensure_ascii=False, indent=1)] if as_json else lines(story))
