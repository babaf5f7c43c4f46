"""Decisions on plain values."""

import pytest

from mockserver.providers.codat import rules


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Example Company (Codat[1])", "Example Company Codat1"),
        ("O'Neil & Sons, Ltd. - @home?!", "O'Neil & Sons, Ltd. - @home?!"),
        ("a_b/c\\d<e>\x00", "abcde"),
        ("Bäckerei Größe 中文", "Bäckerei Größe 中文"),
        ("Cafe\u0301", "Cafe\u0301"),
        ("({[", ""),
    ],
)
def test_characters_that_are_not_allowed_are_taken_out(given: str, kept: str) -> None:
    assert rules.clean_name(given) == kept


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([], None),
        (["PendingAuth"], "PendingAuth"),
        (["Unlinked"], "Unlinked"),
        (["Unlinked", "PendingAuth"], "PendingAuth"),
        (["PendingAuth", "Deauthorized"], "Deauthorized"),
        (["Deauthorized", "Linked", "Unlinked"], "Linked"),
    ],
)
def test_a_company_has_the_best_status_of_its_connections(
    statuses: list[str], status: str | None
) -> None:
    assert rules.company_status(statuses) == status


@pytest.mark.parametrize(
    ("tags", "fits"),
    [
        ({}, True),
        ({f"k{n}": "v" for n in range(10)}, True),
        ({f"k{n}": "v" for n in range(11)}, False),
        ({"k" * 27: "v"}, True),
        ({"k" * 28: "v"}, False),
        ({"": "v"}, False),
        ({"k": "v" * 100}, True),
        ({"k": "v" * 101}, False),
    ],
)
def test_tags_are_few_and_short(tags: dict[str, str], fits: bool) -> None:
    assert (rules.tags_problem(tags) is None) is fits


def test_a_redirect_is_filled_in_and_encoded() -> None:
    template = "https://app.example/{companyId}?s={statusCode}&m={errorMessage}&x={nothing}"

    url = rules.redirect_url(
        template, {"companyId": "c1", "statusCode": "403", "errorMessage": "User cancelled."}, []
    )

    assert url == "https://app.example/c1?s=403&m=User%20cancelled.&x="


def test_a_placeholder_may_make_a_listed_host() -> None:
    url = rules.redirect_url(
        "https://bobs-burgers.{country}/x", {"country": "co.uk"}, ["https://bobs-burgers.co.uk"]
    )

    assert url == "https://bobs-burgers.co.uk/x"


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("https://bobs-burgers.{country}/x", {"country": "evil"}),
        ("https://{host}", {"host": "bobs-burgers.com"}),
        ("javascript:alert(1)", {}),
        ("{all}", {"all": "https://bobs-burgers.com"}),
        ("//bobs-burgers.com", {}),
        ("https://[", {}),
        ("https://", {}),
    ],
)
def test_a_redirect_to_somewhere_else_is_refused(template: str, values: dict[str, str]) -> None:
    with pytest.raises(rules.RedirectHostError):
        rules.redirect_url(template, values, ["https://bobs-burgers.co.uk"])


def test_every_way_a_sync_can_end_follows_a_status_of_its_course() -> None:
    course = {step.status for step in rules.STEPS}

    assert set(rules.ENDINGS.values()) <= course


def test_the_course_of_a_sync_goes_up_only() -> None:
    assert [step.share for step in rules.STEPS] == [0.0, 0.1, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert [step.progress for step in rules.STEPS] == [10, 20, 40, 50, 60, 70, 80, 90, 100]
