"""Which sources are one witness, and what each is worth."""

from __future__ import annotations

import pytest

from transforms.choices.witnesses import witness

SAME = [
    ("WIKI", "WIKIRED"),
    ("WIKI", "WIKIDATA"),
    ("WIKIDATA", "WIKIDATA_ALIAS"),
    ("WIKT", "wikt-nl"),
    ("OMWN_NL", "omw-nl"),
    ("MCR_CA", "omw-ca"),
    ("OMWN_ZH", "omw-cmn"),
    ("OMWN_CWN", "omw-qcn"),
    ("OMWN_AR", "omw-arb"),
    ("IWN", "omw-iwn"),
    ("OMWN_IT", "omw-it"),
    ("SALDO", "omw-sv"),
    ("WN", "OEWN"),
]
APART = [
    ("WIKI", "WIKT"),
    ("OMWN_IT", "IWN"),
    ("OMWN_PT", "MCR_PT"),
    ("OMWN_FR", "WONEF"),
    ("OMWN_ZH", "OMWN_CWN"),
    ("WIKT", "OMWIKI"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_say_one_thing_once(one, other):
    assert witness(one).name == witness(other).name


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_are_independent(one, other):
    assert witness(one).name != witness(other).name


@pytest.mark.parametrize(
    ("name", "weak", "silent"),
    [
        ("WIKI", False, True),
        ("WIKIRED", True, True),
        ("WIKIDATA", True, False),
        ("WIKT", False, False),
        ("omw-nl", False, False),
        ("UNHEARD_OF", True, False),
    ],
)
def test_what_a_source_is_worth(name, weak, silent):
    found = witness(name)
    assert (found.weak, found.silent_on_case) == (weak, silent)
