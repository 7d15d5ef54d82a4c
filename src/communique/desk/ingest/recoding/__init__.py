"""Reading again: what another version of reader or codebook makes of reports, shown before it is applied."""
