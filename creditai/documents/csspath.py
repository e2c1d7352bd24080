"""The CSS path of an element in a saved page: what `document.querySelector` needs to find it again."""

from __future__ import annotations

from collections import Counter
from typing import Any


class Paths:
    """Paths of one document's elements, each computed once."""

    def __init__(self) -> None:
        self._known: dict[Any, str] = {}

    def of(self, element: Any) -> str:
        if element not in self._known:
            parent = element.getparent()
            if parent is None:
                self._known[element] = element.tag
            else:
                self._name_children(parent, self.of(parent))
        return self._known[element]

    def _name_children(self, parent: Any, path: str) -> None:
        """All at once: a table may have thousands of rows."""
        children = [child for child in parent if isinstance(child.tag, str)]
        alike = Counter(child.tag for child in children)
        seen: Counter[str] = Counter()
        for child in children:
            seen[child.tag] += 1
            which = f":nth-of-type({seen[child.tag]})" if alike[child.tag] > 1 else ""
            self._known[child] = f"{path} > {child.tag}{which}"
