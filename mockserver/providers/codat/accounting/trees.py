"""Categories as a tree, from a flat list in which each names the one above it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Document = dict[str, Any]


def below(categories: Iterable[Document], root_id: str) -> Document:
    """The category with this id, in `subCategories` those below it, and so on.

    One that would appear a second time, because they name each other, is left out.
    """
    children: dict[str, list[Document]] = defaultdict(list)
    known: dict[str, Document] = {}
    for category in categories:
        known[category["id"]] = category
        children[category.get("parentId", "")].append(category)
    seen = {root_id}

    def tree(category: Document) -> Document:
        fresh = [child for child in children[category["id"]] if child["id"] not in seen]
        seen.update(child["id"] for child in fresh)
        return category | {"subCategories": [tree(child) for child in fresh]}

    return tree(known[root_id])
