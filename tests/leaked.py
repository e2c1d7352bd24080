"""Make the list of leaked passwords anew: `python -m tests.leaked FILE... > creditai/people/leaked-passwords.txt`.

The files are packages as their registries hand them out, of which lists of the commonest passwords of leaks are a part:
Django's wheel (BSD-3-Clause), zxcvbn's wheel (MIT), the archive of @zxcvbn-ts/language-common (MIT).
"""

from __future__ import annotations

import ast
import gzip
import json
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from creditai.people.guesses import leaked_digest
from creditai.people.passwords import SHORTEST


def words(package: Path) -> Iterator[str]:
    """Every password that a package lists."""
    if package.suffix == ".tgz":
        with tarfile.open(package) as archive:
            found = archive.extractfile("package/src/passwords.json")
            assert found is not None
            yield from json.load(found)
        return
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        if "zxcvbn/frequency_lists.py" in names:
            yield from _frequencies(archive.read("zxcvbn/frequency_lists.py").decode())
        else:
            text = gzip.decompress(archive.read("django/contrib/auth/common-passwords.txt.gz")).decode()
            yield from text.splitlines()


def _frequencies(source: str) -> list[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            for name, value in zip(node.keys, node.values, strict=True):
                if isinstance(name, ast.Constant) and name.value == "passwords":
                    text = next(each.value for each in ast.walk(value) if isinstance(each, ast.Constant))
                    return str(text).split(",")
    raise ValueError("zxcvbn's lists have another form now")


def main(packages: list[str]) -> int:
    known = {word for each in packages for word in words(Path(each)) if len(word) >= SHORTEST}
    print(
        "# SHA-256, its first eight bytes, of the leaked passwords that our rules would take: see tests/leaked.py"
    )
    print("\n".join(sorted({leaked_digest(word) for word in known})))
    print(len(known), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
