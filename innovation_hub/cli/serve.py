"""``innovation-hub serve``."""

from typing import Annotated

import typer

from innovation_hub.cli.words import t


def serve(
    host: Annotated[str, typer.Option(help=t("cli.serve.host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=t("cli.serve.port"))] = 8501,
) -> None:
    """Check settings and database, then serve; a hub that cannot write does not start."""
    from innovation_hub.services import starting

    starting.ensure()

    from innovation_hub.web import server

    shown = f"[{host}]" if ":" in host else host
    typer.echo(t("cli.serve.address", url=f"http://{shown}:{port}"))
    server.serve(host=host, port=port)
