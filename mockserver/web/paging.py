"""Pure slicing: where a page begins, how many pages there are."""

from dataclasses import dataclass

LARGEST = 2**53


@dataclass(frozen=True)
class Slice:
    """`limit` elements from `offset` on, of `total`."""

    offset: int
    limit: int
    total: int

    @property
    def size(self) -> int:
        """How many elements this slice really holds."""
        return max(0, min(self.limit, self.total - self.offset))

    @property
    def page_count(self) -> int:
        """How many slices of this limit the whole needs; 0 when it is empty."""
        return -(-self.total // self.limit) if self.limit else 0

    @property
    def has_next(self) -> bool:
        """Whether something follows."""
        return self.offset + self.size < self.total

    @property
    def has_previous(self) -> bool:
        """Whether something precedes."""
        return self.offset > 0


def of_offset(offset: int, limit: int, total: int) -> Slice:
    """offset/limit and skip/take paging; absurdly large numbers become merely large."""
    return Slice(min(offset, LARGEST), min(limit, LARGEST), total)


def of_page(page: int, page_size: int, total: int) -> Slice:
    """page/pageSize paging; pages count from 1."""
    return Slice(min((page - 1) * page_size, LARGEST), page_size, total)
