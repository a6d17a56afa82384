# tests/catalogue.mk: read after extension/Makefile or cli/Makefile
# (make -C cli -f Makefile -f ../tests/catalogue.mk update-catalogue).
# Brings the catalogues up to date in place; PGXS's own update-po leaves
# po/*.po.new files and takes texts from any .po file it can find.
POT = po/$(CATALOG_NAME).pot

extract-catalogue:
	@xgettext --force-po -ctranslator --no-wrap --sort-by-file --from-code=UTF-8 \
	  --package-name=bianzhi --copyright-holder='bianzhi contributors' -D . -n \
	  $(addprefix -k,$(GETTEXT_TRIGGERS)) $(addprefix --flag=,$(GETTEXT_FLAGS)) \
	  -o '$(POT)' $(filter-out $(top_srcdir)/%,$(GETTEXT_FILES))

update-catalogue: extract-catalogue
	@set -e; for lang in $$(cat po/LINGUAS); do \
	  msgmerge --quiet --no-wrap --sort-by-file --previous --update --backup=none po/$$lang.po '$(POT)'; \
	  msgattrib --no-wrap --no-obsolete -o po/$$lang.po po/$$lang.po; \
	  printf 'po/%s.po: ' $$lang; LC_ALL=C msgfmt --check --statistics -o /dev/null po/$$lang.po 2>&1; done
	@rm -f '$(POT)'

.PHONY: extract-catalogue update-catalogue
