"""Paths as clients spell them: any case, one trailing slash, with or without the API's name."""

from collections.abc import Callable, Iterable

from mockserver.providers.cegid_loop.sas import CONTAINER

PORTAL = "https://developers.cegid.com/docreference/BusinessUnits/Loop-Api-Management-Docs/"
BASE = "/loop-api-publiques"
IMPORT_PERSO = f"{BASE}/importPerso"
IMPORT_FEC = f"{BASE}/importFEC"
IMPORT_TRA = f"{BASE}/importTRA"
IMPORT_JSON = f"{BASE}/importJson"
HISTORY = f"{BASE}/getImportHistory"
STATUS = f"{BASE}/getImportStatus"
DEPOSIT = f"{BASE}/getFileUrlDeposit"
BLOB = CONTAINER + "{guid}/{filename}"

# The pages of importPerso and importFEC call the status `getstatus`, that of importJson
# `getImportStatus`.
_ALIASES = {"/getstatus": STATUS}


def normalizer(paths: Iterable[str]) -> Callable[[str], str]:
    """What finds the canonical path of one of these operations.

    Names of deposited files are left as they are.
    """
    canonical = {path.removeprefix(BASE).lower(): path for path in paths} | _ALIASES

    def normalize(path: str) -> str:
        if path.startswith(CONTAINER):
            return path
        return canonical.get(path.lower().removesuffix("/").removeprefix(BASE), path)

    return normalize
