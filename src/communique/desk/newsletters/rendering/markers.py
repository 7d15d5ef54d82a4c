"""What stands in rendered bodies in the place of a reader's own tokens, as long as these: nothing moves when they are put in."""

from communique.desk.newsletters.tokens import WIDTH

LEAVE_MARKER = "CommuniqueLeaveMarker".ljust(WIDTH, "0")
PREFERENCES_MARKER = "CommuniquePreferencesMarker".ljust(WIDTH, "0")
