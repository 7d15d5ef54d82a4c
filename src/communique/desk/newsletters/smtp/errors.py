"""What can be wrong with handing mail over."""


class MailSetupError(RuntimeError):
    """Something about the settings keeps every message from going out; the message says what, and what to do."""


class ServerUnavailable(RuntimeError):  # noqa: N818  what it says
    """The server cannot be reached or takes nothing now; nothing was handed over, and it is tried again."""


class ServerRefuses(RuntimeError):  # noqa: N818  what it says
    """The server takes nothing from us, whoever it is for: wrong password, or a sender it does not want. Its words."""


class OutcomeUnknown(RuntimeError):  # noqa: N818  what it says
    """The connection ended after the message was handed over and before the server said whether it took it."""
