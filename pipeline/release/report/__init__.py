"""A release as one page to look at: numbers, coverage, heat map, funnel, sources, every label with its story."""

from pipeline.release.report.page import report_html, write_report
from pipeline.release.report.tables import Tables, read_tables

__all__ = ["Tables", "read_tables", "report_html", "write_report"]
