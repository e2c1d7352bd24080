"""No transaction opens another: of a pool whose connections all do, each waits for one that none of them lets go.
None adds a row of a person whom it does not hold: an erasure would not wait for it. And none holds its connection and its
locks while a password is hashed or a page is set in type, which takes tens of milliseconds each.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house.tree import ROOT, modules

ROOMS = ("flows", "ledger", "papers", "web")
Place = tuple[str, str]
"""A module and a function of it."""


def begins(node: ast.AST) -> bool:
    """Whether it is a `with` that begins a transaction of the tables."""
    if not isinstance(node, ast.With):
        return False
    calls = [each.context_expr for each in node.items if isinstance(each.context_expr, ast.Call)]
    return any(
        call.func.id == "papers_of"
        if isinstance(call.func, ast.Name)
        else isinstance(call.func, ast.Attribute) and call.func.attr in ("scope", "held", "purpose")
        for call in calls
    )


class Functions:
    """Every function of these sources, and which of them begin a transaction, by themselves or by what they call."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.of: dict[Place, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self._imported: dict[str, dict[str, Place]] = {}
        for module, text in sources.items():
            tree = ast.parse(text)
            self._imported[module] = {
                alias.asname or alias.name: (each.module, alias.name)
                for each in tree.body
                if isinstance(each, ast.ImportFrom) and each.module
                for alias in each.names
            }
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    self.of[module, node.name] = node
        self._beginning = self.reaching(begins)

    def reaching(self, does: Callable[[ast.AST], bool]) -> set[Place]:
        """Those in which something does it, by themselves or by what they call."""
        found = {place for place, node in self.of.items() if any(map(does, ast.walk(node)))}
        while more := {
            p for p in self.of.keys() - found if any(self.called(p[0], c) in found for c in calls(self.of[p]))
        }:
            found |= more
        return found

    def _begun(self, module: str, node: ast.AST) -> list[str]:
        """The functions that begin a transaction and are called here."""
        return [ast.unparse(c.func) for c in calls(node) if self.called(module, c) in self._beginning]

    def called(self, module: str, call: ast.Call) -> Place | None:
        """The function of these sources that is called so."""
        if not isinstance(call.func, ast.Name):
            return None
        return self._imported[module].get(call.func.id, (module, call.func.id))

    def within_another(self) -> Iterator[str]:
        for (module, name), node in self.of.items():
            for block in filter(begins, ast.walk(node)):
                assert isinstance(block, ast.With)
                for line in block.body:
                    yield from (f"{module}.{name} calls {each}" for each in self._begun(module, line))
                    yield from (f"{module}.{name} begins two" for each in ast.walk(line) if begins(each))


def sources() -> dict[str, str]:
    return {
        ".".join(path.with_suffix("").parts): (ROOT / path).read_text("utf-8")
        for path in modules("creditai")
        if len(path.parts) > 2 and path.parts[1] in ROOMS and path != Path("creditai/flows/papers_of.py")
    }


def test_no_transaction_opens_another() -> None:
    found = Functions(sources())
    assert len(found._beginning) > 100
    assert sorted(found.within_another()) == []


def test_the_search_sees_what_opens_another() -> None:
    text = """
def outer(wiring):
    with wiring.database.scope(1) as connection:
        inner(wiring)

def inner(wiring):
    return deepest(wiring)

def deepest(wiring):
    with papers_of(wiring, 1) as at:
        return at

def nested(wiring):
    with wiring.database.purpose("system"):
        with wiring.database.scope(1):
            return 1
"""
    found = Functions({"m": text})
    assert sorted(found.within_another()) == ["m.nested begins two", "m.outer calls inner"]


def adds_unheld(tree: ast.AST) -> Iterator[int]:
    """Lines at which a row is added in a scope that an erasure does not wait for."""
    for block in ast.walk(tree):
        if isinstance(block, ast.With) and any(
            isinstance(each.context_expr, ast.Call)
            and isinstance(each.context_expr.func, ast.Attribute)
            and each.context_expr.func.attr == "scope"
            for each in block.items
        ):
            for call in (
                each for line in block.body for each in ast.walk(line) if isinstance(each, ast.Call)
            ):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                if name == "insert":
                    yield call.lineno


def test_who_adds_a_row_of_a_person_holds_them() -> None:
    """`papers_of` or `database.held`: what an erasure does not wait for would stay behind it."""
    found = [f"{name}:{line}" for name, text in sources().items() for line in adds_unheld(ast.parse(text))]
    assert found == []


def test_the_search_sees_what_is_added_unheld() -> None:
    text = """
with wiring.database.scope(1) as connection:
    if more:
        connection.execute(thing.insert().values(id=1))
with wiring.database.held(1) as connection:
    connection.execute(insert(thing))
"""
    assert list(adds_unheld(ast.parse(text))) == [4]


def is_long(node: ast.AST) -> bool:
    """Whether this hashes a password, or sets pages in type."""
    if not isinstance(node, ast.Call):
        return False
    named = node.func
    if isinstance(named, ast.Attribute):
        return named.attr in ("hash", "fits") and ast.unparse(named.value).endswith(".passwords")
    return isinstance(named, ast.Name) and named.id in ("pdf", "write")


def long_within(sources: dict[str, str]) -> Iterator[str]:
    """What takes long within a transaction, there or in what it calls."""
    found = Functions(sources)
    long = found.reaching(is_long)
    for (module, name), node in found.of.items():
        for block in filter(begins, ast.walk(node)):
            assert isinstance(block, ast.With)
            for call in (each for line in block.body for each in calls(line)):
                if is_long(call) or found.called(module, call) in long:
                    yield f"{module}.{name} calls {ast.unparse(call.func)}"


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Call))


def test_no_password_is_hashed_and_no_page_set_within_a_transaction() -> None:
    assert sorted(long_within(sources())) == []


def test_the_search_sees_what_takes_long() -> None:
    text = """
from creditai.billing.contract import pdf

def signs(wiring):
    with wiring.database.held(1) as connection:
        pages(connection)

def pages(connection):
    return pdf((), "title")

def proves(wiring):
    with wiring.database.scope(1) as connection:
        if wiring.passwords.fits(None, "x"):
            connection.hash()

def before(wiring):
    fits = wiring.passwords.fits(None, "x")
    with wiring.database.scope(1) as connection:
        return fits
"""
    assert sorted(long_within({"m": text})) == ["m.proves calls wiring.passwords.fits", "m.signs calls pages"]
