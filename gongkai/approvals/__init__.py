"""审批与备案: steps that can say no and filings that cannot."""
