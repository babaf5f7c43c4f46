"""Paths as clients spell them: any case, one trailing slash, with or without the API's name."""

from mockserver.providers.cegid_loop.sas import CONTAINER

PORTAL = "https://developers.cegid.com/docreference/BusinessUnits/Loop-Api-Management-Docs/"
BASE = "/loop-api-publiques"
IMPORT_PERSO = f"{BASE}/importPerso"
IMPORT_FEC = f"{BASE}/importFEC"
STATUS = f"{BASE}/getImportStatus"
DEPOSIT = f"{BASE}/getFileUrlDeposit"
BLOB = CONTAINER + "{guid}/{filename}"

# The pages of importPerso and importFEC call the status `getstatus`, that of importJson
# `getImportStatus`.
_ALIASES = {"/getstatus": STATUS}
_CANONICAL = {
    route.removeprefix(BASE).lower(): route for route in (IMPORT_PERSO, IMPORT_FEC, STATUS, DEPOSIT)
} | _ALIASES


def normalize(path: str) -> str:
    """The canonical path of an operation; names of deposited files are left as they are."""
    if path.startswith(CONTAINER):
        return path
    route = path.lower().removesuffix("/").removeprefix(BASE)
    return _CANONICAL.get(route, path)
