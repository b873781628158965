"""The eight systems in the demonstration: most organizations have them, some lack a few, the try-out village two."""

from datetime import timedelta
from random import Random

from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.eight_systems import System, home_entry
from gongkai.rules.periods import Period
from gongkai.rules.terms import label

AT_THE_VILLAGE = (System.PUBLICITY, System.ROUTINE, System.ON_REQUEST, System.OPINIONS, System.INSPECTION)


def begun(code: str, entries: list, facts: list, first: Period, rng: Random) -> list[tuple]:
    """Which systems an organization began, each with its entry, title and day."""
    home = home_entry(facts)
    entry = next((one for one in entries if home and one.code == home.code), None)
    if entry is None:
        return []
    lacks = 0 if rng.random() < 0.6 else rng.randint(1, 6)
    wanted = AT_THE_VILLAGE if code == TRY_VILLAGE else rng.sample(list(System), 8 - lacks)
    opened = first.opens_on + timedelta(days=rng.randrange(12))
    return [(entry, one.value, f"公布《{label(one)}》", opened) for one in wanted]


def write(system: str, org: str, rng: Random) -> dict[str, str]:
    """The model as a village adopts it."""
    model = rulebook.system_models(Actor.clock())[System(system)]
    due = rng.randint(5, 9)
    content = "".join(f"<p>{text.format(org=org)}</p>" for text in model.content)
    return {
        "title": f"{org}{label(model.system)}", "plain": "这项制度写明谁来办、几天办完、怎样监督。", "content": content,
        "procedure": f"<p>征求党员意见后，委员会议讨论通过，应到{due}人，实到{due - rng.randint(0, 1)}人。</p>",
        "result": f"<p>{model.result.format(org=org)}</p>",
    }  # fmt: skip
