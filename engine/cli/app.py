"""`dingjia app`: open the pages with the worked case."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

import engine
from engine.cli.conventions.answers import answering
from engine.cli.conventions.options import LanguageOption, TariffsOption, option
from engine.cli.conventions.texts import TextsOption
from engine.law import OfficialTexts
from engine.text import Language, say

__all__ = ["app"]


def app(
    port: Annotated[int, option("--port", "cli.app_port", min=1, max=65535)] = 8501,
    headless: Annotated[bool, option("--headless", "cli.app_headless")] = False,
    tariffs: TariffsOption = None,
    texts: TextsOption = None,
    lang: LanguageOption = Language.ZH,
) -> None:
    """Serve the pages on this machine until interrupted."""
    with answering(lang, as_json=False):
        if texts is not None:
            OfficialTexts(texts)  # said here, and not on every page
    around = Path(engine.__file__).resolve().parent.parent
    documents = (
        {"DINGJIA_TARIFFS": os.pathsep.join(map(str, (folder.resolve() for folder in tariffs)))}
        if tariffs
        else {}
    )
    if texts is not None:
        documents["DINGJIA_TEXTS"] = str(texts.resolve())
    # The toolkit's own welcome is English and recommends itself.
    typer.echo(say("cli.app_at", lang, address=f"http://localhost:{port}"), err=True)
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
            "--logger.hideWelcomeMessage=true",
        ],
        # Streamlit looks for its settings where it is started, and beside the script.
        cwd=around if (around / ".streamlit").is_dir() else None,
        env={**os.environ, **documents},
        check=False,
    )
    raise typer.Exit(started.returncode)
