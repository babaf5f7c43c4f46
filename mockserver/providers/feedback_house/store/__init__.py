"""What a company has: its divisions, areas and users, who belongs where, and its feedbacks."""

from mockserver.providers.feedback_house.store import feedbacks, known, members, things

TABLES = (*things.TABLES, *members.TABLES, *known.TABLES, *feedbacks.TABLES)
