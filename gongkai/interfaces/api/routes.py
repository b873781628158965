"""Every address of the machines' door by its name; what stands behind it is loaded when the first of them is asked for."""

ROUTES = {
    "organizations": "organizations",
    "organization": "organizations/{code}",
    "month": "organizations/{code}/months/{period}",
    "catalog": "organizations/{code}/catalog",
    "items": "items",
    "item": "items/{slug}",
    "days": "days/{year}",
    "me": "me",
    "todo": "organizations/{code}/todo",
    "drafts": "editions",
    "edition": "editions/{pk}",
    "start": "organizations/{code}/editions",
    "save": "editions/{pk}/revisions",
    "attach": "editions/{pk}/files",
    "detach": "editions/{pk}/files/{token}",
    "submit": "editions/{pk}/submit",
    "recall": "editions/{pk}/recall",
    "abandon": "editions/{pk}/abandon",
    "nil": "organizations/{code}/nil",
    "place": "publications/{pk}/placements",
    "joint": "organizations/{code}/joint",
    "join": "joint/{pk}/lists",
}
DESCRIPTION = "openapi-json"
