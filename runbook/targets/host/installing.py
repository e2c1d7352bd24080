"""Installing an artefact on this machine: a folder named by its digest, which runs by itself.

    STATE/environments/KEY/      what requirements.txt asks for; KEY is of those and of this machine's Python
    STATE/staging/DIGEST/        being made                      STATE/releases/DIGEST/   made whole, then copied there
        environment/             its own, with the wheel in it, laid over the shared one by a `.pth` file

So a second version with the same requirements is installed in seconds, and a release never changes under another.
An artefact without a manifest runs as it lies there and is only copied.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

from runbook.actions import Action, Command, CopyFolder, RemoveFolder, WriteFile
from runbook.artefact import REQUIREMENTS, manifest
from runbook.targets.host.places import Places

_LAYER = "shared.pth"
_SHARED = (
    'test -e "$0/complete" || { "$1" -m venv --clear --without-pip "$0" && "$1" -m pip --python "$0/bin/python" install'
    ' --quiet --no-input --require-hashes -r "$2" && touch "$0/complete"; }'
)


def install(places: Places, release: str, artefact: Path) -> tuple[Action, ...]:
    """The acts; the last but one makes it installed."""
    made = CopyFolder(f"install {release[:12]}", artefact, places.release(release))
    told = manifest(artefact)
    if told is None:
        return (made,)
    staging, below = places.staging(release), places.environments / key(artefact / REQUIREMENTS)
    own = staging / "environment"
    return (
        RemoveFolder("clear what was left half made", staging),
        Command(
            "an environment with the requirements, unless it is there",
            ("sh", "-c", _SHARED, str(below), sys.executable, str(artefact / REQUIREMENTS)), deadline=1200.0,
        ),
        CopyFolder("take the artefact", artefact, staging),
        Command("the release's own environment", (sys.executable, "-m", "venv", "--without-pip", str(own))),
        WriteFile("lay it over the shared one", packages(own) / _LAYER, f"{packages(below)}\n", 0o644),
        Command(
            "put the wheel into it",
            (sys.executable, "-m", "pip", "--python", str(own / "bin" / "python"), "install", "--quiet", "--no-input",
             "--no-deps", "--no-index", "--force-reinstall", "--no-warn-script-location", str(staging / told.wheel)),
            deadline=300.0,
        ),
        CopyFolder(f"install {release[:12]}", staging, places.release(release)),
        RemoveFolder("clear what it was made from", staging),
    )  # fmt: skip


def uninstall(places: Places, release: str) -> tuple[Action, ...]:
    """The release, what was left of making it, and environments that no other release stands on."""
    used = {_stands_on(folder) for folder in places.releases.glob("*") if folder.name != release}
    surplus = [each for each in sorted(places.environments.glob("*")) if each not in used]
    begun = places.staging(release)
    return (
        RemoveFolder(f"remove {release[:12]}", places.release(release)),
        *((RemoveFolder("clear what was left half made", begun),) if begun.exists() else ()),
        *(RemoveFolder(f"remove the environment {each.name[:12]}", each) for each in surplus),
    )


def shared(places: Places, artefact: Path) -> Path | None:
    """Where the packages of an artefact's requirements lie; None when they are not whole here."""
    requirements = artefact / REQUIREMENTS
    made = places.environments / key(requirements) if requirements.is_file() else None
    return packages(made) if made is not None and (made / "complete").exists() else None


def key(requirements: Path) -> str:
    """Which environment requirements make on this machine."""
    whole = hashlib.sha256(requirements.read_bytes())
    whole.update(f"{sys.version}\0{sys.base_prefix}\0{platform.machine()}".encode())
    return whole.hexdigest()[:32]


def packages(environment: Path) -> Path:
    """Where an environment of this machine's Python keeps its packages."""
    return environment / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def _stands_on(release: Path) -> Path | None:
    """The shared environment below a release; None for one that has none."""
    layers = sorted((release / "environment").glob(f"lib/*/site-packages/{_LAYER}"))
    return Path(layers[0].read_text("utf-8").strip()).parents[2] if layers else None
