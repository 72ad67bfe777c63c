import asyncio


async def fetch():
    return 0


result = asyncio.run(fetch())
