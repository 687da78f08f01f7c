"""`dingjia scenario`: what if anything were different, over years and cycles?

Read `question` (one number moved), then `command`.
"""

from engine.cli.scenario.command import scenario

__all__ = ["scenario"]
