"""The JSON API, its tokens, and webhooks."""
