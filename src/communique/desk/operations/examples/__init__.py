"""Example reports, written for Communique: what `communique serve --with-examples` shows."""
