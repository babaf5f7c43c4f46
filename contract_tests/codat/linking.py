"""How a person links a company in a browser: open the page, fill in its forms, send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from requests import Response

from contract_tests.codat import companies
from contract_tests.support.answers import assert_status
from contract_tests.targets import Target


@dataclass
class Form:
    """A form of a page: where it goes, what it would send, what can be pressed."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        elif tag == "input" and self.found:
            offered = self.found[-1].fields.setdefault(given["name"], [])
            offered.append(given.get("value", ""))
        elif tag == "button" and self.found:
            self.found[-1].buttons.append(given)


class Person:
    """Somebody with a browser and without an API key."""

    def __init__(self, target: Target) -> None:
        self._browser = target.anonymous()
        self.page: Response

    def open(self, url: str) -> None:
        """Follow a link."""
        self.page = self._browser.get(url)
        assert_status(self.page, 200)

    def choose(self, name: str, value: str, button: str = "") -> None:
        """Tick the option `value` of the field `name`, then press a button by its value."""
        form = next(form for form in Forms(self.page.text).found if name in form.fields)
        assert value in form.fields[name], f"{value} is not among {form.fields[name]}"
        self._send(form, {name: value}, button)

    def press(self, button: str) -> None:
        """Press the button with this value, leaving fields as they are."""
        forms = Forms(self.page.text).found
        form = next(form for form in forms for b in form.buttons if b.get("value") == button)
        self._send(form, {}, button)

    def _send(self, form: Form, values: dict[str, str], button: str) -> None:
        pressed = next((b for b in form.buttons if b.get("value", "") == button), {})
        named = {pressed["name"]: button} if pressed.get("name") else {}
        address = urljoin(self.page.url, pressed.get("formaction") or form.action)
        self.page = self._browser.post(address, data=values | named)
        assert_status(self.page, 200)


def link(target: Target, company: dict[str, Any], key: str = companies.SANDBOX) -> Person:
    """Walk from the company's redirect to the end, authorising."""
    person = consenting(target, company, key)
    person.choose("dataSet", "small", "authorize")
    return person


def consenting(target: Target, company: dict[str, Any], key: str = companies.SANDBOX) -> Person:
    """Walk from the company's redirect to the authorisation."""
    person = Person(target)
    person.open(company["redirect"])
    person.choose("platformKey", key)
    person.press("continue")
    return person


def linked(target: Target, **fields: Any) -> dict[str, Any]:
    """A new company, linked to the Sandbox; the company as it is then."""
    company = companies.create(target, **fields)
    link(target, company)
    return companies.read(target, company)


def synced(target: Target) -> dict[str, Any]:
    """A new company whose first sync is over; the company as it is then."""
    company = linked(target)
    target.until(lambda: "lastSync" in companies.read(target, company))
    return companies.read(target, company)
