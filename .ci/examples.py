"""Writes commitments/api/examples.json, the examples of the OpenAPI description: answers from a register that holds the
demonstration corpus, cut short. Run it after a change of what answers look like: `python .ci/examples.py`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1/"
SITE = "https://tracker.example.org"
KEY = "gsi-concept-paper-2023-iii-13"
# Operation → an address that shows it well.
ANSWERS = {
    "home": "",
    "documents": "documents/?q=gsi-concept-paper",
    "document": "documents/gsi-concept-paper-2023/",
    "document_clauses": "documents/gsi-concept-paper-2023/clauses/",
    "document_mentions": "documents/un-charter/mentions/",
    "commitments": f"commitments/?q={KEY}",
    "commitment": f"commitments/{KEY}/",
    "commitment_versions": f"commitments/{KEY}/versions/",
    "commitment_version": f"commitments/{KEY}/versions/1/",
    "commitment_related": f"commitments/{KEY}/related/",
    "commitment_lineage": f"commitments/{KEY}/lineage/",
    "links": f"links/?source={KEY}",
    "themes": "themes/",
    "theme": "themes/peace-and-security/",
    "regions": "regions/",
    "region": "regions/002/",
    "actors": "actors/?broader=united-nations",
    "actor": "actors/china/",
    "compare": "compare/?document=gsi-concept-paper-2023&document=xi-wuzhen-2015",
    "changes": "changes/?since=100",
}
PROBLEMS = {"invalid-parameter": "commitments/?theme=nope", "not-found": "commitments/nowhere/"}
# Nothing in the demonstration corpus has been withdrawn.
GONE = {
    "type": f"{SITE}{API}problems/#gone",
    "title": "It was withdrawn",
    "status": 410,
    "detail": f"The commitment “{KEY}” was withdrawn.",
    "instance": f"{API}commitments/{KEY}/",
    "withdrawn_at": "2026-01-31T09:30:00.000000Z",
    "reason": "Published by mistake.",
}
# A list of plain values, such as a path, keeps them; of objects, the first is enough.
SHORT = 300


def cut(value: Any) -> Any:
    if isinstance(value, list):
        plain = not any(isinstance(one, dict | list) for one in value)
        return value if plain and len(json.dumps(value)) < SHORT else [cut(one) for one in value[:1]]
    if isinstance(value, dict):
        return {name: cut(one) for name, one in value.items()}
    return value


def cut_comparison(answer: dict[str, Any]) -> dict[str, Any]:
    """One theme with one commitment, of both documents."""
    theme = answer["themes"][0]
    key = next(key for keys in theme["says"].values() for key in keys)
    says = {slug: [one for one in keys if one == key] for slug, keys in theme["says"].items()}
    return answer | {
        "themes": [theme | {"says": says}],
        "silent_themes": answer["silent_themes"][:1],
        "commitments": {key: answer["commitments"][key]},
    }


def main() -> None:
    from django.test import Client

    client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
    found: dict[str, Any] = {}
    for name, address in ANSWERS.items():
        answer = client.get(API + address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}. Is the demonstration corpus loaded?")
        found[name] = (cut_comparison if name == "compare" else cut)(answer.json())
    found["problems"] = {name: client.get(API + address).json() for name, address in PROBLEMS.items()} | {"gone": GONE}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    for host in ("https://localhost", "http://localhost"):
        text = text.replace(host, SITE)
    (ROOT / "commitments" / "api" / "examples.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    main()
