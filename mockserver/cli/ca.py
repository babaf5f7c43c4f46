"""`mockserver ca …`: the authority behind `serve --tls`."""

from pathlib import Path

import click

FOLDER = click.option(
    "--ca-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the authority is kept (default ~/.mockserver).",
)


@click.group()
def ca() -> None:
    """The certificate authority behind `serve --tls`."""


@ca.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
@FOLDER
def ca_export(file: Path, ca_dir: Path | None) -> None:
    """Write the authority's certificate into FILE, for clients to trust."""
    from mockserver import certificates  # noqa: PLC0415 - keeps the other verbs fast

    made = certificates.authority(ca_dir or certificates.DEFAULT_FOLDER)
    made.cert_pem.write_to_path(str(file))
    click.echo(f"wrote {file}; a client trusts it by REQUESTS_CA_BUNDLE or SSL_CERT_FILE")
