"""Who makes an organization's catalog: the rule's answer and what was decided (第六条（一）, R34–R41)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.ledger.fields import ancestors
from gongkai.orgs.models import MakerDecision, Organization
from gongkai.rules.actor import Actor
from gongkai.rules.makers import TERMS, Maker, MakerRuling, OrgFacts, Regime, resolve_maker
from gongkai.rules.organizations import OrgKind
from gongkai.rules.refusals import Refused, missing

COMMITTEES = (Maker.ORGANS_COMMITTEE, Maker.EDUCATION_COMMITTEE, Maker.TWO_NEW_COMMITTEE)


@dataclass(frozen=True)
class MakerProposal:
    """The rule's answer for one organization: the ruling and the body it means here."""

    ruling: MakerRuling
    maker_id: int


def ruling_for(org: Organization, *, above: Iterable[Organization], regime: Regime) -> MakerRuling:
    """Ask the law with what the tree says. `above`: all ancestors without the organization itself."""
    above = sorted(above, key=lambda each: each.path)
    committees = {each.committee for each in above}
    return resolve_maker(
        OrgFacts(
            OrgKind(org.kind),
            parent_kind=OrgKind(above[-1].kind) if above else None,
            directly_under_county=org.directly_under_county,
            posted_agency=org.posted_agency,
            under_organs_committee=Maker.ORGANS_COMMITTEE in committees,
            under_education_committee=Maker.EDUCATION_COMMITTEE in committees,
            under_two_new_committee=Maker.TWO_NEW_COMMITTEE in committees,
        ),
        regime,
    )


def body_of(maker: Maker, *, org: Organization, county_id: int, committees: Mapping[str, int]) -> int:
    """The id of the organization that a ruling means. Refuses when that committee is not registered."""
    if maker is Maker.OWN:
        return org.pk
    if maker is Maker.COUNTY:
        return county_id
    if maker is Maker.SUPERIOR:
        return org.superior_id
    if maker not in committees:
        raise Refused("maker_not_registered", name=org.name, committee=TERMS[maker])
    return committees[maker]


def committees_by_name() -> dict[str, int]:
    """The three special committees that are registered and living, by their mark."""
    return dict(Organization.objects.filter(committee__in=COMMITTEES, status="active").values_list("committee", "pk"))


def maker_for(actor: Actor, *, org_id: int, regime: Regime = Regime.SUPERIOR_MAKES) -> MakerProposal:
    """What the rule says today, whatever was decided. Raises `Refused` when the rule has no answer (R40)."""
    try:
        org = Organization.objects.get(pk=org_id)
    except Organization.DoesNotExist as nothing:
        raise missing() from nothing
    line = ancestors(org.path)
    above = Organization.objects.filter(path__in=line[:-1])
    ruling = ruling_for(org, above=above, regime=regime)
    county_id = Organization.objects.values_list("pk", flat=True).get(path=line[0])
    return MakerProposal(ruling, body_of(ruling.maker, org=org, county_id=county_id, committees=committees_by_name()))


def maker_decisions(actor: Actor, *, org_id: int) -> list[MakerDecision]:
    """Every decision with rule or override, newest first; the first one counts (R40)."""
    return list(MakerDecision.objects.filter(org_id=org_id).select_related("maker").order_by("-pk"))
