"""``python -m innovation_hub`` is the command ``innovation-hub``."""

from innovation_hub.cli import app

if __name__ == "__main__":
    app(prog_name="innovation-hub")
