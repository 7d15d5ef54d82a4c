"""Webhooks of mail providers, which tell of bounces and complaints in place of a message to the returns address."""
