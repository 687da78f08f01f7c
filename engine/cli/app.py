"""`dingjia app`: open the pages with the worked case."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

import engine
from engine.cli.conventions.options import TariffsOption, option

__all__ = ["app"]


def app(
    port: Annotated[int, option("--port", "cli.app_port", min=1, max=65535)] = 8501,
    headless: Annotated[bool, option("--headless", "cli.app_headless")] = False,
    tariffs: TariffsOption = None,
) -> None:
    """Serve the pages on this machine until interrupted."""
    around = Path(engine.__file__).resolve().parent.parent
    documents = (
        {"DINGJIA_TARIFFS": os.pathsep.join(map(str, (folder.resolve() for folder in tariffs)))}
        if tariffs
        else {}
    )
    started = subprocess.run(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(around / "app" / "main.py"),
            f"--server.port={port}",
            "--server.address=127.0.0.1",
            f"--server.headless={'true' if headless else 'false'}",
            "--server.showEmailPrompt=false",
            "--browser.gatherUsageStats=false",
        ],
        # Streamlit looks for its settings where it is started, and beside the script.
        cwd=around if (around / ".streamlit").is_dir() else None,
        env={**os.environ, **documents},
        check=False,
    )
    raise typer.Exit(started.returncode)
