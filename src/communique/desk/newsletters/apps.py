"""Tell Django of the app."""

from django.apps import AppConfig


class Newsletters(AppConfig):
    """Newsletters."""

    name = "communique.desk.newsletters"
    label = "newsletters"

    def ready(self) -> None:
        """Listen to what Mailchimp is to be told."""
        from communique.desk.newsletters.mailchimp.tasks import listen

        listen()
