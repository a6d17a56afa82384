# cli/nls.mk: which texts of the client are translated.
# The catalogue has a name of its own, beside the server library's; PG_TEXTDOMAIN
# in main.c says the same. Headings and SQL are data, not messages (heading.c).
CATALOG_NAME     = bianzhi_cli
AVAIL_LANGUAGES  = $(shell cat $(srcdir)/po/LINGUAS)
GETTEXT_FILES    = $(sort $(filter-out heading.c queries.c queries_report.c report_layout.c,$(wildcard *.c))) command.h
GETTEXT_TRIGGERS = $(FRONTEND_COMMON_GETTEXT_TRIGGERS) N_ gettext_noop ngettext:1,2
GETTEXT_FLAGS    = $(FRONTEND_COMMON_GETTEXT_FLAGS)
