"""Communique: a sourced record of what news reports of armed conflict say."""
