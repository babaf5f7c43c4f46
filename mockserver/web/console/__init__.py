"""The web console below `/_mock/console`: one page, its files, and nothing from elsewhere."""

from mockserver.web.console.routes import build

__all__ = ["build"]
