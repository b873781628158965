"""Tables of this room, private to it."""

from gongkai.access_requests.models.requests import (
    AccessRequest,
    RefusalProposal,
    RequestFile,
    RequestPause,
    RequestStep,
)

__all__ = ["AccessRequest", "RefusalProposal", "RequestFile", "RequestPause", "RequestStep"]
