"""The control API below `/_mock`: what testers do to the world, never what a provider serves."""

from mockserver.web.control.app import build_control

__all__ = ["build_control"]
