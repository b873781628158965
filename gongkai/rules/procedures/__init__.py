"""Every procedure of the rules as a table of moves; one file each, all listed here."""

from gongkai.rules.moves import Procedure
from gongkai.rules.procedures.access_request import ACCESS_REQUEST
from gongkai.rules.procedures.accountability import ACCOUNTABILITY
from gongkai.rules.procedures.appraisal import APPRAISAL
from gongkai.rules.procedures.assessment import ASSESSMENT, DISPUTE
from gongkai.rules.procedures.carrier import CARRIER
from gongkai.rules.procedures.catalog import CATALOG, PROPOSAL
from gongkai.rules.procedures.change import CHANGE
from gongkai.rules.procedures.concern import CONCERN
from gongkai.rules.procedures.consultation import CONSULTATION
from gongkai.rules.procedures.disposal import DISPOSAL
from gongkai.rules.procedures.edition import EDITION
from gongkai.rules.procedures.enquiry import ENQUIRY
from gongkai.rules.procedures.exemption import EXEMPTION
from gongkai.rules.procedures.factor_reset import FACTOR_RESET
from gongkai.rules.procedures.group_task import GROUP_TASK
from gongkai.rules.procedures.hearing import HEARING
from gongkai.rules.procedures.identity import IDENTITY
from gongkai.rules.procedures.inspection import INSPECTION, INSPECTION_PLAN
from gongkai.rules.procedures.interpretation import INTERPRETATION
from gongkai.rules.procedures.matter import MATTER
from gongkai.rules.procedures.off_catalog import OFF_CATALOG
from gongkai.rules.procedures.opinion import OPINION
from gongkai.rules.procedures.plan_filing import PLAN_FILING
from gongkai.rules.procedures.point import POINT, POINT_WORK
from gongkai.rules.procedures.pressure import PRESSURE
from gongkai.rules.procedures.rectification import RECTIFICATION
from gongkai.rules.procedures.report_up import REPORT_UP
from gongkai.rules.procedures.spot_check import SPOT_CHECK
from gongkai.rules.procedures.supervisors import SUPERVISION_MARK, SUPERVISOR, SUPERVISORS_MEETING
from gongkai.rules.procedures.typical_case import TYPICAL_CASE

PROCEDURES: tuple[Procedure, ...] = (
    EDITION,
    OFF_CATALOG,
    PLAN_FILING,
    EXEMPTION,
    CHANGE,
    CATALOG,
    PROPOSAL,
    INTERPRETATION,
    MATTER,
    CARRIER,
    APPRAISAL,
    CONSULTATION,
    HEARING,
    ENQUIRY,
    REPORT_UP,
    CONCERN,
    TYPICAL_CASE,
    OPINION,
    IDENTITY,
    PRESSURE,
    ACCESS_REQUEST,
    INSPECTION_PLAN,
    INSPECTION,
    RECTIFICATION,
    POINT,
    POINT_WORK,
    SUPERVISOR,
    SUPERVISION_MARK,
    SUPERVISORS_MEETING,
    SPOT_CHECK,
    GROUP_TASK,
    DISPOSAL,
    ASSESSMENT,
    DISPUTE,
    ACCOUNTABILITY,
    FACTOR_RESET,
)
