"""What can be looked at: divisions, areas, people, their places and feedbacks."""

from mockserver.web.browse import (
    DOCUMENT,
    FLAG,
    INSTANT,
    NUMBER,
    Collection,
    Column,
    Part,
)

_DIVISION = Column("business_division", "Division", to="divisions")
_AREA = Column("area", "Area", to="areas")
_UPDATED = Column("updated_at", "Updated", INSTANT)
_COMPANY = Column("company", "Company")

COLLECTIONS = (
    Collection(
        "divisions",
        "Business divisions",
        "SELECT id, position, company, name, correlation_id, active, parent, business_division,"
        " address, title, managers, tags, updated_at FROM feedback_house_division",
        (
            Column("name", "Name"),
            Column("correlation_id", "Correlation id"),
            Column("active", "Active", FLAG),
            Column("parent", "Parent", to="divisions"),
            Column("address", "Address"),
            _UPDATED,
            Column("id", "Id"),
            _COMPANY,
            Column("managers", "Managers", DOCUMENT),
            Column("tags", "Tags", DOCUMENT),
        ),
        doc="Found by their id, correlation id or name.",
        order="position",
        parts=(Part("areas", "business_division"), Part("users", "business_division")),
        mentioned_by=("id", "correlation_id", "name"),
    ),
    Collection(
        "areas",
        "Areas",
        "SELECT id, position, company, name, correlation_id, active, parent, business_division,"
        " managers, tags, updated_at FROM feedback_house_area",
        (
            Column("name", "Name"),
            Column("correlation_id", "Correlation id"),
            Column("active", "Active", FLAG),
            Column("parent", "Parent", to="areas"),
            _DIVISION,
            _UPDATED,
            Column("id", "Id"),
            _COMPANY,
            Column("managers", "Managers", DOCUMENT),
            Column("tags", "Tags", DOCUMENT),
        ),
        doc="Parts of divisions.",
        order="position",
        parts=(Part("users", "area"),),
        mentioned_by=("id", "correlation_id"),
    ),
    Collection(
        "users",
        "Users",
        "SELECT id, position, company, name, title, employee_id, active, business_division, area,"
        " manager, emails ->> 0 AS email, emails, phone_numbers, groups, tags, updated_at"
        " FROM feedback_house_user",
        (
            Column("name", "Name"),
            Column("email", "E-mail"),
            Column("title", "Title"),
            Column("employee_id", "Employee"),
            Column("active", "Active", FLAG),
            _DIVISION,
            _AREA,
            Column("manager", "Manager", to="users"),
            _UPDATED,
            Column("id", "Id"),
            _COMPANY,
            Column("emails", "E-mails", DOCUMENT),
            Column("phone_numbers", "Phone numbers", DOCUMENT),
            Column("groups", "Groups", DOCUMENT),
            Column("tags", "Tags", DOCUMENT),
        ),
        doc="The people of the company.",
        order="position",
        parts=(Part("feedbacks", "user"), Part("members", "user")),
        mentioned_by=("id", "email", "employee_id"),
    ),
    Collection(
        "feedbacks",
        "Feedbacks",
        "SELECT id, position, company, user, author, manager, anonymous, internal, score,"
        " mean_score FROM feedback_house_feedback",
        (
            Column("user", "About", to="users"),
            Column("author", "By", to="users"),
            Column("score", "Score", NUMBER),
            Column("mean_score", "Mean", NUMBER),
            Column("anonymous", "Anonymous", FLAG),
            Column("internal", "Internal", FLAG),
            Column("id", "Id"),
            _COMPANY,
        ),
        doc="What people said about each other.",
        order="position",
    ),
    Collection(
        "members",
        "Memberships",
        "SELECT position || '' AS id, position, company, kind, place, user"
        " FROM feedback_house_member",
        (
            Column("kind", "Of a"),
            Column("place", "Place"),
            Column("user", "User", to="users"),
            _COMPANY,
        ),
        doc="Who belongs where.",
        order="position",
        mentioned_by=("place", "user"),
    ),
    Collection(
        "known",
        "Jobs and groups",
        "SELECT kind || '/' || id AS id, company, kind, id AS object_id, name"
        " FROM feedback_house_known",
        (
            Column("kind", "Kind"),
            Column("name", "Name"),
            Column("object_id", "Id"),
            _COMPANY,
        ),
        doc="What users may refer to and no operation makes.",
        order="kind, name",
        mentioned_by=("object_id",),
    ),
)
