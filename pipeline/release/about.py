"""What a release and its files are, in words: for the data card and the Croissant metadata alike."""

TITLE = "Babel-ImageNet labels"
DESCRIPTION = (
    "Labels for ImageNet classes in many languages, taken from a lexicon through WordNet 3.0. One label per class and "
    "language, each with its lemma, source, repairs and flags; every candidate with its verdict."
)
#: What a consumer opens first stands first.
FILES = {
    "babel_imagenet.json": "the labels in the published format, `{LANG: [[class_index...], [label...]]}`",
    "labels.parquet": "one row per class and language, with where the label came from",
    "candidates.parquet": "every sense that was seen, with its verdict and the rule that rejected it",
    "languages.parquet": "coverage and counts per language",
    "classes.parquet": "coverage and counts per class",
    "funnel.parquet": "what each rule rejected, per language",
    "bad_lines.parquet": "what of the lexicon could not be read",
    "language_mapping.json": "language codes to English names",
    "prompts.json": "prompt templates per language, for CLIP_benchmark",
    "english_labels.json": "cleaned English names, and where and why they differ from WordNet's first lemma",
    "croissant.json": "Croissant 1.1 metadata",
    "report.html": "the release as a page to look at",
    "manifest.json": "what it was made from, how, by what; checksums of all files; provenance in W3C PROV terms",
    "LICENSE-DATA.txt": "under what terms the data stand",
}
CITATION = """\
@article{geigle2023babelimagenet,
  title   = {Babel-ImageNet: Massively Multilingual Evaluation of Vision-and-Language Representations},
  author  = {Geigle, Gregor and Timofte, Radu and Glava{\\v{s}}, Goran},
  journal = {arXiv preprint arXiv:2306.08658},
  year    = {2023}
}"""
