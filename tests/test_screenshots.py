"""The README's pictures can be taken, and show the pages as they are."""

import importlib.util
import json
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.chromium import need_chromium

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def screenshots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", DOCS / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_show_the_pages_as_they_are(screenshots: ModuleType, tmp_path: Path) -> None:
    need_chromium()

    screenshots.render(tmp_path)

    fresh = json.loads((tmp_path / screenshots.OUTLINES).read_text())
    kept = json.loads((DOCS / "images" / screenshots.OUTLINES).read_text())
    assert kept == fresh, "run `make screenshots`"
    assert {path.name for path in tmp_path.iterdir()} == {
        path.name for path in (DOCS / "images").iterdir()
    }


def test_the_pictures_are_whole_and_small(screenshots: ModuleType) -> None:
    pictures = [DOCS / "images" / f"{shot.name}.png" for shot in screenshots.SHOTS]

    assert [Image.open(BytesIO(path.read_bytes())).size for path in pictures] == [
        shot.size for shot in screenshots.SHOTS
    ]
    assert sum(path.stat().st_size for path in pictures) < 500_000
