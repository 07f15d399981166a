"""A corpus as small as one can be that has something of everything, to change and to break."""

from pathlib import Path
from typing import Any

import yaml

FILES: dict[str, Any] = {
    "vocabularies/themes.yaml": [
        {"slug": "below", "broader": "above", "label": {"en": "Below", "fr": "Dessous"}},
        {"slug": "above", "label": {"en": "Above"}, "exact_match": ["http://metadata.un.org/sdg/16"]},
    ],
    "vocabularies/regions.yaml": [
        {"code": "002", "kind": "m49", "label": {"en": "Africa"}},
        {"code": "au", "kind": "grouping", "label": {"en": "African Union"}, "members": [{"country": "ML"}]},
    ],
    "vocabularies/actors.yaml": [{"slug": "china", "type": "state", "iso3166": "CN", "name": {"en": "China"}}],
    "documents/paper.yaml": {
        "slug": "paper",
        "title": {"en": "Paper"},
        "kind": "concept_paper",
        "actors": [{"actor": "china", "role": "issuer"}],
        "expressions": [{"language": "fr", "file": "paper.fr.txt", "translation": "unofficial"}],
        "commitments": [
            {
                "locator": "1",
                "kind": "principle",
                "title": {"en": "Support peace"},
                "themes": ["below"],
                "regions": ["002"],
                "actors": [{"actor": "china", "role": "makes"}],
                "citations": [{"clause": "1"}],
            },
            {
                "locator": "2",
                "kind": "undertaking",
                "title": {"en": "Train police officers"},
                "themes": ["above"],
                "target": {"quantity": 5000, "unit": {"en": "places"}},
                "citations": [{"clause": "2", "quote": "5 000 policiers"}],
            },
        ],
    },
    "documents/others.yaml": [{"slug": "charter", "title": {"en": "Charter"}, "kind": "treaty"}],
    "links.yaml": [
        {"source": "paper-2", "target": "paper-1", "relation": "implements", "rationale": {"en": "Police keep peace."}}
    ],
}
TEXT = "1. Les Parties soutiennent la paix.\n2. Les Parties forment 5 000 policiers.\n"


def write(folder: Path) -> Path:
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    (folder / "sources").mkdir()
    (folder / "sources" / "paper.fr.txt").write_text(TEXT)
    return folder
