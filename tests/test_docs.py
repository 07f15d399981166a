"""The documentation says what the code does: nothing that a user can set, type, ask for or meet is left undescribed."""

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core.management import load_command_class
from django.core.management.base import BaseCommand
from django.db import models
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from commitments import filters
from commitments.api import urls
from commitments.api.lists import PublishedList
from commitments.api.pagination import PARAMETERS
from commitments.publishing import withdraw

from .factories import make_commitment, publish_whole

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PROGRAM = DOCS / "examples" / "verify_chain.py"
NOT_OURS = {".venv", "var", "node_modules", ".pytest_cache", ".hypothesis"}
PAGES = sorted(path for path in ROOT.rglob("*.md") if not NOT_OURS & set(path.relative_to(ROOT).parts))
# Taken of the running site, so a checkout may lack them for a while; each must be shown nonetheless.
SCREENSHOTS = ["docs/images/commitment.png", "docs/images/reader-ar.png"]
COMMANDS = sorted(path.stem for path in (ROOT / "commitments/management/commands").glob("[!_]*.py"))
# The catch-all is no endpoint: it says of everything else that it is none.
ENDPOINTS = {pattern.name: pattern for pattern in urls.urlpatterns if pattern.name != "not-found"}
MODELS = [
    model
    for model in apps.get_app_config("commitments").get_models()
    if not any(field.name == "pgh_id" for field in model._meta.get_fields())
]


@cache
def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def outside_code(text: str) -> str:
    """A page without its code blocks, whose lines may look like headings."""
    return re.sub(r"(?ms)^( *)```.*?^\1```$", "", text)


def section(name: str, heading: str) -> str:
    """What stands on a page below a heading, down to the next one of its level or above."""
    found = re.search(rf"(?m)^(#+) {re.escape(heading)}$", page(name))
    assert found, f"docs/reference/{name} has no section “{heading}”."
    rest = page(name)[found.end() :]
    following = re.search(rf"(?m)^#{{1,{len(found[1])}}} ", rest)
    return rest[: following.start()] if following else rest


def in_code(text: str) -> set[str]:
    """Everything that is written between backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def environment_variables(path: Path) -> Iterator[str]:
    """Names that a module reads: os.environ.get("…"), os.environ["…"], os.getenv("…"), flag("…") and the like."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="get" | "setdefault" | "pop", value=of),
                args=[ast.Constant(value=str(name)), *_],
            ):
                if ast.unparse(of) == "os.environ":
                    yield name
            case ast.Call(
                func=ast.Attribute(attr="getenv") | ast.Name(id="getenv" | "flag" | "whole_number" | "rate_limit"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name
            case ast.Subscript(value=of, slice=ast.Constant(value=str(name))) if ast.unparse(of) == "os.environ":
                yield name


def test_every_environment_variable_is_described():
    modules = [ROOT / "manage.py", *(ROOT / "tracker").rglob("*.py"), *(ROOT / "commitments").rglob("*.py")]
    read = {name for module in modules for name in environment_variables(module)}
    assert {"DATABASE_URL", "SECRET_KEY", "TRACKER_DEBUG"} <= read, "The search itself has broken."
    assert sorted(read - in_code(page("settings.md"))) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_with_all_its_options(name):
    described = in_code(section("commands.md", name))
    common = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    parser = load_command_class("commitments", name).create_parser("manage.py", name)
    own = [action for action in parser._actions if action.dest not in common]
    needed = {string for action in own for string in action.option_strings or [action.dest]}
    values = {str(value) for action in own for value in action.choices or () if action.dest != "kind"}
    assert sorted(needed - described) == []
    assert sorted(values - described) == []


def address(pattern: Any) -> str:
    return "/api/v1/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_endpoint_is_described_with_its_parameters(name):
    described = in_code(section("rest-api.md", f"`{address(ENDPOINTS[name])}`"))
    view = getattr(ENDPOINTS[name].callback, "cls", None)
    filterset = getattr(view, "filterset", None)
    if filterset is None:
        return
    orderings = filterset.orderings if issubclass(view, PublishedList) else ()
    needed = {*filterset.base_filters, *orderings, *view.own_parameters}
    assert sorted(needed - described) == []


def test_every_filterset_belongs_to_an_endpoint_that_is_described():
    known = {getattr(getattr(pattern.callback, "cls", None), "filterset", None) for pattern in ENDPOINTS.values()}
    public = {
        found for found in vars(filters).values()
        if isinstance(found, type) and issubclass(found, filters.RegisterFilterSet) and found.base_filters
    }  # fmt: skip
    assert public <= known


def test_what_all_lists_share_is_described():
    assert sorted(PARAMETERS - in_code(section("rest-api.md", "Lists"))) == []


def test_every_field_of_an_answer_is_described():
    schema = SchemaGenerator(urlconf=None).get_schema(request=None, public=True)
    fields = {
        f"{name}.{field}"
        for name, component in schema["components"]["schemas"].items()
        if not name.startswith("Paginated")  # test_what_all_lists_share_is_described
        for field in component.get("properties", ())
    }
    assert fields, "The search itself has broken."
    described = in_code(page("rest-api.md"))
    assert sorted(field for field in fields if field.split(".")[1] not in described) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_described_with_all_its_fields_and_choices(model):
    described = in_code(section("data-model.md", model.__name__))
    fields = [field for field in model._meta.get_fields() if field.concrete]
    # The automatic number is described once for all.
    needed = {field.name for field in fields if not isinstance(field, models.AutoField)}
    needed |= {str(value) for field in fields if model.__name__ not in PROJECTIONS for value, _ in field.choices or ()}
    assert sorted(needed - described) == []


# Their choices are those of the drafts that they are made of.
PROJECTIONS = {model.__name__ for model in MODELS if model.__name__.startswith("Published")}


def slug_of(heading: str) -> str:
    """The anchor that a heading gets where the pages are shown."""
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(path):
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", outside_code(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (path.parent / file).resolve() if file else path
        if target.is_relative_to(ROOT) and str(target.relative_to(ROOT)) in SCREENSHOTS:
            continue
        if not target.exists():
            broken.append(link)
        elif anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", outside_code(target.read_text(encoding="utf-8")))
            if anchor not in {slug_of(heading) for heading in headings}:
                broken.append(link)
    assert broken == []


@pytest.mark.parametrize("picture", SCREENSHOTS)
def test_the_readme_shows_its_screenshots(picture):
    assert f"]({picture})" in (ROOT / "README.md").read_text(encoding="utf-8")
    if not (ROOT / picture).exists():
        pytest.skip("This picture has not been taken yet.")
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_every_page_is_on_the_map():
    maps = DOCS / "README.md"
    shown = {
        (DOCS / link.partition("#")[0]).resolve()
        for link in re.findall(r"\]\(([^)]+)\)", maps.read_text(encoding="utf-8"))
    }
    assert {path for path in PAGES if path.is_relative_to(DOCS)} - shown - {maps} == set()


def test_the_program_on_the_page_is_the_program():
    shown = (DOCS / "how-to" / "verify-the-register.md").read_text(encoding="utf-8")
    program = PROGRAM.read_text(encoding="utf-8")
    assert program.strip() in shown
    assert program.count("\n") < 60


def the_program() -> Any:
    spec = importlib.util.spec_from_file_location("verify_chain", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fetch():
    """Fetches an address of the site through the test client."""
    client = Client()

    def fetched(address: str) -> Any:
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    return fetched


@pytest.mark.django_db
def test_the_program_follows_the_real_register_and_finds_what_was_changed(fetch):
    program = the_program()
    titles = [{"en": f"Promise {number}", "ar": "تعهد", "fr": "« promesse » \t\u2028"} for number in range(30)]
    promises = [make_commitment(title=title) for title in titles]
    publish_whole(*promises, reason="Vérifié")
    withdraw(promises[:1], person="tester", reason="مراجعة")
    found = list(program.entries("http://testserver", fetch=fetch))
    assert len(found) > 100, "More than one page."
    last = (found[-1]["sequence"], found[-1]["hash"])
    assert program.verify(found) == last
    middle = found[60]
    later = program.entries("http://testserver", middle["sequence"], fetch=fetch)
    assert program.verify(later, middle["sequence"], middle["hash"]) == last

    changed = [*found[:60], middle | {"reason": "Another one"}, *found[61:]]
    with pytest.raises(ValueError, match="entry 61 has been changed"):
        program.verify(changed)
    with pytest.raises(ValueError, match="entry 61 is missing"):
        program.verify([*found[:60], *found[61:]])
    forged = middle | {"reason": "Another one"}
    forged["hash"] = program.entry_hash(forged)
    with pytest.raises(ValueError, match="entry 62 does not follow"):
        program.verify([*found[:60], forged, *found[61:]])
