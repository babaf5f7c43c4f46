"""The three kinds as the API offers them: paths, pages of the portal, shapes, manners."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marshmallow import Schema

from mockserver.providers.feedback_house.kinds import AREA, DIVISION, USER
from mockserver.providers.feedback_house.rules import Kind
from mockserver.providers.feedback_house.schemas.areas import Area, AreaItem
from mockserver.providers.feedback_house.schemas.divisions import (
    BusinessDivision,
    BusinessDivisionItem,
)
from mockserver.providers.feedback_house.schemas.parts import drawing
from mockserver.providers.feedback_house.schemas.users import User, UserItem

PORTAL = "https://developers.feedback.house/docs/api/"


@dataclass(frozen=True)
class Resource:
    """One kind as the API offers it.

    `reads` is the path of the list. A `loud` one answers an error when an id leads nowhere, the
    others an empty object.
    """

    kind: Kind
    root: str
    reads: str
    page: str
    tag: str
    stored: type[Schema]
    item: type[Schema]
    loud: bool = False

    @property
    def name(self) -> str:
        """As it stands in the names of operations: `BusinessDivision`."""
        return self.stored.__name__

    def source(self, page: str) -> str:
        """The address of a page of the portal: `get`, `user-add`, …"""
        return f"{PORTAL}{self.page}{page}"

    @cached_property
    def shown(self) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        """A stored one as it goes on the wire."""
        return drawing(self.stored())


DIVISIONS = Resource(
    kind=DIVISION,
    root="/api/planning/business-division/v1",
    reads="/api/planning/business-division/v1/query",
    page="business-division/api-business-division-",
    tag="business division",
    stored=BusinessDivision,
    item=BusinessDivisionItem,
)
AREAS = Resource(
    kind=AREA,
    root="/api/planning/area/v1",
    reads="/api/planning/area/v1/query",
    page="area/api-area-",
    tag="area",
    stored=Area,
    item=AreaItem,
)
USERS = Resource(
    kind=USER,
    root="/api/common/user/v1",
    reads="/api/common/user/v1/users",
    page="user/api-user-",
    tag="user",
    stored=User,
    item=UserItem,
    loud=True,
)
RESOURCES = (DIVISIONS, AREAS, USERS)
