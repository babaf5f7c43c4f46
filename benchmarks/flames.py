"""A flame graph per hot path, drawn from a server under load: `python -m benchmarks.flames`.

Writes `benchmarks/flames/<what>.svg`. Needs py-spy (a development dependency) and wrk.
"""

import subprocess
import sys
import threading
from pathlib import Path

from benchmarks.run import PEERS, ROOT, measured, started

FOLDER = Path(__file__).parent / "flames"
PORT, CONNECTIONS = 4750, 16
SAMPLED_S, SAMPLES_PER_S = 2, 250


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    spy = Path(sys.executable).with_name("py-spy")
    with started(PEERS[0], PORT) as (_, pid):
        for what, ask in PEERS[0].asks.items():
            picture = FOLDER / f"{what.lower().replace(' ', '-')}.svg"
            load = threading.Thread(
                target=measured, args=(f"http://127.0.0.1:{PORT}", ask, CONNECTIONS)
            )
            load.start()
            options = ["--duration", str(SAMPLED_S), "--rate", str(SAMPLES_PER_S), "--output"]
            subprocess.run([spy, "record", "--pid", str(pid), *options, picture], check=True)
            load.join()
            whole = picture.read_text()
            picture.write_text(whole.replace(f"{ROOT}/", ""))
            print(picture, f"{picture.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
