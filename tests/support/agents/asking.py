"""An agent that asks a person through the queue's own tools, and waits to be ended."""

import asyncio
import os
import sys
import threading

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client


async def ask(home: str) -> None:
    """Start the server as any agent would, and put the question."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "openclaw_celery", "--home", home, "mcp"],
        env={
            "CLAWQ_MCP_TOKEN": os.environ["CLAWQ_MCP_TOKEN"],
            "PYTHONPATH": sys.argv[2],
        },
    )
    async with Client(stdio_client(server)) as client:
        await client.call_tool("ask", {"question": "어느 쪽으로 갈까요?"})


asyncio.run(ask(sys.argv[1]))
# Not of its own will does it end.
threading.Event().wait(300)
