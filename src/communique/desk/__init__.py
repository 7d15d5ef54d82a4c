"""The desk: the Django project that keeps reports and incidents, and shows them to analysts and readers.

``archive`` holds everything that is kept and its history; ``ingest`` watches sources and works; ``review`` is where people check;
``public`` shows map, timeline and pages; ``api`` speaks JSON; ``accounts`` knows who may what; ``operations`` runs it all.
"""
