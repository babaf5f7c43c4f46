"""How this server was started: one frozen value, filled once from flags and environment."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ServerSettings:
    """`data_dir` None keeps the sandboxes in a temporary folder that goes with the server."""

    host: str = "127.0.0.1"
    port: int = 4010
    data_dir: Path | None = None
    public_url: str = ""
    seed: str = "demo"
    control_token: str = ""

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "localhost", "::1") or self.host.startswith("127.")
