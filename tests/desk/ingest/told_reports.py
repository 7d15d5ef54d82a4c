"""Reports of our own, as pages and feeds."""

LEAD = "Gunmen killed four herders near the town of Menaka on Tuesday, the local council said."
MORE = (
    "The attackers arrived on motorbikes before dawn and took some fifty head of cattle with them. "
    "A resident said that soldiers reached the place in the afternoon. "
    "No group has claimed responsibility for the attack, the second in the district this month."
)


def page(title: str = "Four herders killed near Menaka", lead: str = LEAD, more: str = MORE) -> str:
    """A page of a news site."""
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>
    <meta property="og:title" content="{title}"><meta property="og:site_name" content="Sahel Courier">
    <meta property="article:published_time" content="2024-05-08T09:00:00Z"></head>
    <body><main><article><h1>{title}</h1><p>{lead}</p><p>{more}</p></article></main></body></html>"""


def rss(*items: str, title: str = "Sahel Courier") -> str:
    """A feed."""
    inside = "".join(items)
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>{title}</title><link>http://courier.example/</link><description>News</description>
    <lastBuildDate>Wed, 08 May 2024 10:00:00 GMT</lastBuildDate>{inside}</channel></rss>"""


def item(
    link: str, title: str = "Four herders killed near Menaka", summary: str = "A short lead.", content: str = ""
) -> str:
    """An entry of it."""
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return f"""<item><title>{title}</title><link>{link}</link><guid>{link}</guid><description>{summary}</description>{whole}
    <pubDate>Wed, 08 May 2024 09:00:00 GMT</pubDate></item>"""
