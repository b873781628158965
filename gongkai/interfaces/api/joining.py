"""Joint columns: another system's list handed in without the desk, looked through and shown in one act (R17)."""

import hashlib

from ninja import File
from ninja.files import UploadedFile

from gongkai.interfaces.api import shapes
from gongkai.interfaces.api.door import Key, api, once
from gongkai.interfaces.api.reading import ERRORS, OrgCode, organization_of
from gongkai.interfaces.api.working import WRITING, Id, Once
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.joint_columns import LARGEST
from gongkai.rules.machine_access import Scope


@api.get(
    "/organizations/{code}/joint", response={200: shapes.JointSources, **ERRORS}, auth=Key(), tags=["联合公开栏"],
    url_name="joint",
)  # fmt: skip
def joint(request, code: OrgCode):
    """登记了的来源；清单交到哪一个，看它的 `id`。"""
    org = organization_of(request, code)
    rows = publication.joint_sources(request.actor, org_id=org.pk, path=org.path)
    found = [shapes.JointSource(id=one.pk, kind=one.kind, name=one.name, home=one.home) for one in rows]
    return shapes.JointSources(organization=org.code, sources=found)


@api.post(
    "/joint/{pk}/lists", response={201: shapes.JointList, **WRITING}, auth=Key(Scope.RELEASE), tags=["联合公开栏"],
    url_name="join",
)  # fmt: skip
def join(request, pk: Id, file: File[UploadedFile], key: Once = None):
    """交一份栏目清单（RSS、Atom、JSON Feed、CSV），马上显示；有一条不合格，整份都不收，说明是第几条。"""
    publication.joint_source(request.actor, source_id=pk)
    content, name = file.read(LARGEST + 1), file.name or ""

    def act() -> shapes.JointList:
        run = publishing.look_through_joint(
            request.actor, source_id=pk, content=content, name=name, now=request.now, today=request.today
        )
        publishing.apply_joint(request.actor, run_id=run.pk, now=request.now)
        return shapes.JointList(source=pk, added=run.to_add, changed=run.to_change, lines=len(run.entries))

    return once(request, key, hashlib.sha256(f"{name}\n".encode() + content).digest(), 201, act)
