"""What the page says before anything is opened: headline numbers, coverage, funnel, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.model import ALTERNATIVE, CHOSEN, REJECTED

if TYPE_CHECKING:
    from pipeline.release.report.tables import Tables

_HEARD = (pl.col("candidates") > 0) | (pl.col("labels") > 0)

CLASS_ROWS = 2000  #: most rows of the table of classes; a longer list shows its two ends


def headline(tables: Tables) -> dict[str, Any]:
    """Counts: classes, languages with a label, labels, candidates, rejected, and what stands out."""
    languages, labels = tables.languages, tables.labels.height
    with_labels = languages.filter(pl.col("labels") > 0).height
    cells = tables.classes.height * with_labels
    return {
        "classes": tables.classes.height,
        "languages": languages.height,
        "languages_with_labels": with_labels,
        "languages_with_candidates": languages.filter(_HEARD).height,
        "labels": labels,
        "cells": cells,
        "share": labels / cells if cells else 0.0,
        "candidates": tables.candidates.height,
        "rejected": tables.candidates.filter(pl.col("verdict") == REJECTED).height,
        "ambiguous": int(languages["ambiguous"].sum() or 0),
        "repaired": int(languages["repaired"].sum() or 0),
        "half": languages.filter(pl.col("coverage") >= 0.5).height,
        "unread": tables.bad_lines.height,
    }


def language_rows(tables: Tables) -> list[dict[str, Any]]:
    """Languages of which the lexicon has anything, by falling coverage, then code."""
    return tables.languages.filter(_HEARD).sort("labels", "language", descending=[True, False]).to_dicts()


def silent_languages(tables: Tables) -> list[str]:
    """Names of the languages of which the lexicon has no candidate, sorted."""
    return tables.languages.filter(~_HEARD)["name"].sort().to_list()


def class_rows(tables: Tables) -> tuple[list[dict[str, Any]], int]:
    """Classes by falling coverage, then index; of more than CLASS_ROWS both ends. Also: how many are left out."""
    rows = tables.classes.sort("labels", "class_index", descending=[True, False])
    left_out = max(0, rows.height - CLASS_ROWS)
    if left_out:
        rows = pl.concat([rows.head(CLASS_ROWS // 2), rows.tail(CLASS_ROWS // 2)])
    return rows.to_dicts(), left_out


def coverage_profile(tables: Tables, points: int = 500) -> str:
    """An SVG path of labels per class, best covered first, in a box of 1000 x 100; at most ``points`` steps."""
    counts = tables.classes["labels"].sort(descending=True).to_list()
    most = max(1, tables.languages.filter(pl.col("labels") > 0).height)
    if not counts:
        return "M0 100"
    steps = min(points, len(counts))
    picked = [counts[step * len(counts) // steps] for step in range(steps)]
    line = "".join(f"V{100 - 100 * n / most:.4g}H{1000 * (i + 1) / steps:.5g}" for i, n in enumerate(picked))
    return f"M0 100{line}V100Z"


def funnel_rows(tables: Tables) -> list[dict[str, Any]]:
    """One row per rule: senses whose verdict it gave and languages it touched, most first. Rule "" is what passed."""
    rows = tables.funnel.group_by("rule").agg(pl.col("candidates").sum(), languages=(pl.col("candidates") > 0).sum())
    total = int(rows["candidates"].sum() or 0)
    rows = rows.with_columns(share=pl.col("candidates") / max(1, total))
    passed = rows.filter(pl.col("rule") == "")
    return pl.concat(
        [rows.filter(pl.col("rule") != "").sort("candidates", "rule", descending=[True, False]), passed]
    ).to_dicts()


def source_rows(tables: Tables) -> list[dict[str, Any]]:
    """One row per source: senses it gave, of these chosen, alternative and rejected, and its share of all labels."""
    verdicts = [(pl.col("verdict") == verdict).sum().alias(verdict) for verdict in (CHOSEN, ALTERNATIVE, REJECTED)]
    rows = tables.candidates.group_by("source").agg(
        pl.len().alias("candidates"), *verdicts, languages=pl.col("language").n_unique()
    )
    return rows.sort("candidates", "source", descending=[True, False]).to_dicts()
