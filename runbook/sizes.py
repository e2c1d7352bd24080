"""What a release weighs: its parts, the packages that it stands on, and whether that is within the budget. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from runbook.artefact import Manifest, sizes
from runbook.environments import Environment

MB = 1_000_000
_MANY = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes. `rooms`: of the wheel, unpacked; `packages`: of its requirements, the biggest first; empty when they are
    not installed here. `over`: what is beyond the budget, in sentences."""

    files: dict[str, int]
    artefact: int
    rooms: dict[str, int]
    packages: dict[str, int]
    installed: int | None
    over: tuple[str, ...]


def weight(folder: Path, told: Manifest, site: Path | None, environment: Environment) -> Weight:
    """`site`: where the packages of its requirements lie, None when they are not installed."""
    files = _biggest({name: each.bytes for name, each in told.files.items()})
    rooms = _biggest(sizes(folder / told.wheel))
    packages = {} if site is None else _biggest(_packages(site))
    artefact = sum(files.values())
    installed = None if site is None else sum(rooms.values()) + sum(packages.values())
    over = []
    if artefact > environment.budget_artefact * MB:
        over.append(
            f"the artefact has {artefact / MB:.1f} MB, {environment.budget_artefact:g} MB are allowed (budget_artefact)"
        )
    if installed is not None and installed > environment.budget_installed * MB:
        over.append(
            f"installed it takes {installed / MB:.0f} MB, {environment.budget_installed:g} MB are allowed (budget_installed)"
        )
    return Weight(files, artefact, rooms, packages, installed, tuple(over))


def as_text(found: Weight) -> str:
    """The biggest of each, with their share."""
    lines = [f"artefact: {found.artefact / MB:.1f} MB", *_rows(found.files)]
    lines += [f"the wheel unpacked: {sum(found.rooms.values()) / MB:.1f} MB", *_rows(found.rooms)]
    if found.installed is None:
        lines.append("installed: not known here, for its requirements are not installed on this machine yet")
    else:
        lines += [f"installed: {found.installed / MB:.0f} MB, of which", *_rows(found.packages)]
    return "\n".join([*lines, *(f"over the budget: {each}" for each in found.over)])


def _rows(found: dict[str, int]) -> list[str]:
    whole = sum(found.values()) or 1
    rows = [
        f"  {name:<28} {size / MB:8.2f} MB {size / whole:6.1%}" for name, size in list(found.items())[:_MANY]
    ]
    rest = list(found.values())[_MANY:]
    return [*rows, f"  {len(rest)} others{'':<19} {sum(rest) / MB:8.2f} MB"] if rest else rows


def _biggest(found: dict[str, int]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _packages(site: Path) -> dict[str, int]:
    """Bytes on the disk of each package of a site folder, by its own list of files."""
    found: dict[str, int] = {}
    for each in distributions(path=[str(site)]):
        paths = [Path(str(file.locate())) for file in each.files or ()]
        found[each.metadata["Name"]] = sum(path.stat().st_size for path in paths if path.is_file())
    return found
