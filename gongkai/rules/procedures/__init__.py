"""Every procedure of the rules as a table of moves; one file each, all listed here."""

from gongkai.rules.moves import Procedure
from gongkai.rules.procedures.access_request import ACCESS_REQUEST
from gongkai.rules.procedures.catalog import CATALOG, PROPOSAL
from gongkai.rules.procedures.change import CHANGE
from gongkai.rules.procedures.edition import EDITION
from gongkai.rules.procedures.exemption import EXEMPTION
from gongkai.rules.procedures.matter import MATTER
from gongkai.rules.procedures.off_catalog import OFF_CATALOG

PROCEDURES: tuple[Procedure, ...] = (EDITION, OFF_CATALOG, EXEMPTION, CHANGE, CATALOG, PROPOSAL, MATTER, ACCESS_REQUEST)
