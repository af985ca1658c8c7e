"""The decorators of fengxian/doors.py under the name that views of the apps know."""

from fengxian.doors import PUBLIC, SIGNED_IN, needs, public, refuse_unnamed_rights, routes, signed_in

__all__ = ["PUBLIC", "SIGNED_IN", "needs", "public", "refuse_unnamed_rights", "routes", "signed_in"]
