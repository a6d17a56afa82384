# extension/nls.mk: which texts of the server library are translated.
# Up to PostgreSQL 15 the languages come from AVAIL_LANGUAGES, later ones read
# po/LINGUAS themselves; the file is the one source for both.
CATALOG_NAME     = bianzhi
AVAIL_LANGUAGES  = $(shell cat $(srcdir)/po/LINGUAS)
GETTEXT_FILES    = $(sort $(wildcard *.c))
GETTEXT_TRIGGERS = $(BACKEND_COMMON_GETTEXT_TRIGGERS) gettext_noop
GETTEXT_FLAGS    = $(BACKEND_COMMON_GETTEXT_FLAGS)
