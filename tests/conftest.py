"""What every white-box test may use."""

pytest_plugins = ["pytester"]
