"""Links that lead nowhere are taken out, and nothing else is."""

from __future__ import annotations

from recoveryplan.plan import links


def test_only_what_leads_nowhere_goes() -> None:
    tree = {
        "motivations": [{"id": "m1", "text": "a"}],
        "people": [{"id": "p1", "name": "Dana"}],
        "goals": [
            {"id": "g1", "what": "x", "why": ["m9", "m1", *(f"m{n}" for n in range(20, 32))]},
            {"id": "g2", "what": "y", "why": ["m9"]},
        ],
        "accountability": {"partner": "p7"},
        "if_i_use": {"told": "p1", "wanted": "yes"},
        "warning_signs": [{"id": "w1", "sign": "s", "responses": [{"id": "r1", "do": "call", "person": "p7"}]}],
        "circumstances": {"caring": []},
    }
    kept = links.without_lost(tree)
    assert kept["goals"] == [{"id": "g1", "what": "x", "why": ["m1"]}, {"id": "g2", "what": "y"}]
    assert "accountability" not in kept
    assert kept["if_i_use"] == {"told": "p1", "wanted": "yes"}
    assert kept["warning_signs"][0]["responses"] == [{"id": "r1", "do": "call"}]
    assert kept["circumstances"] == {"caring": []}
    assert list(links.lost(kept)) == []
    assert links.without_lost(kept) is kept
