"""Options that several verbs share."""

import click

SANDBOX = click.argument("sandbox", default="default")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
