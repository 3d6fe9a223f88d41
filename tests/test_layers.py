"""Holds the map of layers against the imports in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = "quizzes"

LEVELS = [
    {"kinds", "scoring", "articles"},
    {"exchange"},
    {"suggestions"},
    {"outside"},
    {"models"},
    {"actions", "reports", "forms"},
    {"views", "admin", "templatetags"},
    {"urls", "apps", "checks", "tasks", "migrations"},
    {"management"},
]
LEVEL = {package: level for level, packages in enumerate(LEVELS) for package in packages}

READY = "quizzes/apps.py"
"""Django loads this file before the models: what needs them is imported in its ready()."""
PURE_BELOW = LEVEL["models"]
IMPURE = [
    f"django.{name}"
    for name in ("apps", "contrib", "db", "http", "shortcuts", "test", "urls", "views")
]
"""What code without database and request has no business with."""
Statement = ast.Import | ast.ImportFrom
OUTSIDE = ["evlearn", "tests", "bench", "scripts", "manage"]
"""Around the app. Settings are read through django.conf only."""


def dotted(path: Path, root: Path) -> list[str]:
    """The package that relative imports in a file start from, as its parts."""
    return list(path.relative_to(root).parent.parts)


def targets(node: Statement, package: list[str]) -> list[str]:
    """Absolute names of what an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level > len(package):
        return ["(beyond the top)"]
    base = package[: len(package) - node.level + 1] if node.level else []
    module = [*base, *(node.module.split(".") if node.module else [])]
    return [".".join([*module, alias.name]) for alias in node.names]


def imports(tree: ast.AST, inside: bool = False) -> Iterator[tuple[Statement, bool]]:
    """Every import statement, and whether it stands inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Statement):
            yield node, inside
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from imports(node, inside or function)


def within(name: str, packages: list[str]) -> bool:
    """Whether a dotted name is one of the packages or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def objection(own: str, target: str) -> str | None:
    """Why code of layer ``own`` may not import ``target``; None when it may."""
    if target == "(beyond the top)":
        return "reaches beyond the project"
    if within(target, OUTSIDE):
        return f"imports {target}, which lies outside the app"
    if LEVEL[own] < PURE_BELOW and within(target, IMPURE):
        return f"imports {target} and is meant to be pure"
    if not within(target, [APP]):
        return None
    other = [*target.split("."), ""][1]
    if other not in LEVEL:
        return f"imports {target}, which has no place on the map"
    if other != own and LEVEL[other] >= LEVEL[own]:
        return f"imports {target}, which is not on a lower level"
    return None


def violations(root: Path) -> list[str]:
    """One line for every import under ``root`` that the map does not allow."""
    found = []
    for path in sorted((root / APP).rglob("*.py")):
        name = str(path.relative_to(root))
        own = path.relative_to(root / APP).parts[0].removesuffix(".py")
        if own == "__init__":
            own = "kinds"
        if own not in LEVEL:
            found.append(f"{name} has no place on the map")
            continue
        for node, inside in imports(ast.parse(path.read_text("utf-8"), name)):
            if inside and name == READY:
                continue
            if inside:
                found.append(f"{name}:{node.lineno} imports inside a function")
            reasons = {objection(own, target) for target in targets(node, dotted(path, root))}
            found += [f"{name}:{node.lineno} {reason}" for reason in sorted(filter(None, reasons))]
    return found


def planted(tmp_path: Path, name: str, code: str) -> list[str]:
    """The violations of a project that has only this one file."""
    path = tmp_path / APP / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)
    return violations(tmp_path)


def test_every_import_goes_down():
    assert violations(ROOT) == []


def test_code_is_there_to_be_held_against_the_map():
    assert {path.name for path in (ROOT / APP).iterdir()} >= {"kinds", "models", "views"}


def test_an_import_from_above_is_found(tmp_path):
    code = "from quizzes.views import render\n"
    assert planted(tmp_path, "models/content.py", code) == [
        "quizzes/models/content.py:1 imports quizzes.views.render, which is not on a lower level"
    ]


def test_an_import_from_a_sibling_is_found(tmp_path):
    assert planted(tmp_path, "actions/attempt.py", "import quizzes.reports.progress\n")


def test_an_import_of_a_layer_by_its_bare_name_is_found(tmp_path):
    assert planted(tmp_path, "reports/progress.py", "from quizzes import views\n")


def test_a_relative_import_from_above_is_found(tmp_path):
    assert planted(tmp_path, "models/content.py", "from ..views.lesson import lesson\n")


def test_a_relative_import_out_of_the_project_is_found(tmp_path):
    assert planted(tmp_path, "models/content.py", "from ....x import y\n")


def test_an_import_for_type_checking_only_counts_too(tmp_path):
    code = "if TYPE_CHECKING:\n    from quizzes.views import render\n"
    assert planted(tmp_path, "models/content.py", code)


def test_an_import_inside_a_function_is_found(tmp_path):
    code = "class A:\n    def f(self):\n        import json\n"
    assert planted(tmp_path, "views/lesson.py", code) == [
        "quizzes/views/lesson.py:3 imports inside a function"
    ]


def test_what_django_calls_when_it_is_ready_may_import_then(tmp_path):
    code = "class A:\n    def ready(self):\n        from . import checks\n"
    assert planted(tmp_path, "apps.py", code) == []


def test_the_file_that_django_loads_first_is_held_to_the_map_otherwise(tmp_path):
    assert planted(tmp_path, "apps.py", "from . import checks\n")


def test_the_settings_module_is_not_imported(tmp_path):
    assert planted(tmp_path, "views/lesson.py", "from evlearn import settings\n")


def test_a_pure_layer_does_not_touch_the_database(tmp_path):
    assert planted(tmp_path, "scoring/points.py", "from django.db import models\n")


def test_a_file_without_a_place_on_the_map_is_found(tmp_path):
    assert planted(tmp_path, "helpers.py", "") == ["quizzes/helpers.py has no place on the map"]


def test_imports_within_a_layer_and_downwards_are_fine(tmp_path):
    code = "from . import page\nfrom .page import x\nfrom ..models import y\nimport django.db\n"
    assert planted(tmp_path, "views/lesson.py", code) == []
