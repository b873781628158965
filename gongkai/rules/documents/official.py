"""Letters and reports as documents for paper (GB/T 9704-2012, R172, R174)."""

from gongkai.rules.documents.description import Attachment, Document, Signing, Style, Text
from gongkai.rules.letters import Letter
from gongkai.rules.yearly_report import Report


def of_letter(letter: Letter, number: str = "") -> Document:
    """A letter under its document number, which a receipt and a filing do not have."""
    attached = (Attachment(letter.attachment_title, letter.attachment),) if letter.attachment else ()
    return Document(
        letter.title, tuple(Text(one) for one in letter.paragraphs), head=letter.head, number=number,
        addressee=letter.addressee, signing=Signing(letter.signature, letter.day), attachments=attached,
    )  # fmt: skip


def of_report(report: Report) -> Document:
    """A report: its headings in 黑体, everything else as in a letter."""
    blocks = [Text(report.opening)]
    for part in report.sections:
        blocks += [Text(part.heading, Style.HEADING), *(Text(one) for one in part.paragraphs)]
    return Document(
        report.title, tuple(blocks), head=report.head, addressee=report.addressee,
        signing=Signing(report.signature, report.day),
    )  # fmt: skip
