"""What somebody gets, by a link of their own: join, leave, how often, pause, another address, download, erase."""
