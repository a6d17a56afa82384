# bianzhi (编制): the top makefile.
#
# What lives here: the list of what is built and the names of the targets.
# What may not: how a machine is prepared or a test is run; that is in tests/
# (tests/README.md), and the message catalogues are in extension/ and cli/.
#
#   make                 build the library, the extension script and the client
#   make install         into the server that PG_CONFIG names (root, or sudo)
#   make test            from a bare Debian: packages, build, install, all tests
#                        (TESTS='pgtap/ledger* tap/*': only those)
#   make demo            the same, then the Hinggan book on a private cluster
#   make demo-stop       stop that cluster and remove it
#   make installcheck    pgTAP and isolation tests on a running server (PGHOST ...)
#   make bench           measurements on a private cluster
#   make check-symbols   the library exports nothing but its own names
#   make check-po        the Chinese catalogues are complete
#   make update-po       bring the catalogues up to date with the C sources
#   make lint            compilers, cppcheck, length of functions, shell syntax
#   make clean uninstall

EXTENSION    = bianzhi
EXTVERSION  := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(EXTENSION).control)
MODULE_big   = bianzhi
PGFILEDESC   = "bianzhi - establishment of public bodies as a ledger"

# One room per file; listed, so that a stray file is not linked by accident.
ROOMS = bianzhi book plan trigger violation cells account history people refuse \
	ledger permit pool pool_loan pool_seat pool_owed pool_settle \
	unit unit_version authority \
	standing division leader reduction \
	duty reorganise replace \
	names operation reform rehearsal plan_file \
	priority proposal proposal_base \
	gate period seal sealed_file return figures \
	formula formula_word formula_sheet formula_check \
	tidy \
	resident_id credit_code document_number retirement sm3
OBJS = $(ROOMS:%=extension/%.o)

PG_CPPFLAGS  = -DBIANZHI_VERSION='"$(EXTVERSION)"'
# server headers leave parameters unused
PG_CFLAGS    = -Wall -Wextra -Wno-unused-parameter
SHLIB_LINK   = -lcrypto

# The scripts of the extension, printed by sql/script.sh: the one that makes this
# version, and one for each older version that sql/updates says how to leave.
SCRIPT_PARTS := sql/script.sh sql/part.awk $(wildcard sql/extension/*.sql sql/book/*.sql \
	sql/updates/book-*.sql sql/updates/extension-*.sql)
LEAVES      := $(patsubst sql/updates/extension-%-$(EXTVERSION).sql,%,\
	$(wildcard sql/updates/extension-*-$(EXTVERSION).sql))
SAMPLE      := $(sort $(wildcard sql/sample/*.sql))
DATA         = $(wildcard sql/updates/$(EXTENSION)--*.sql)
DATA_built   = sql/$(EXTENSION)--$(EXTVERSION).sql $(LEAVES:%=sql/$(EXTENSION)--%--$(EXTVERSION).sql)
EXTRA_CLEAN  = build

# Bitcode for the JIT compiler would need clang on every machine and gains a
# trigger library nothing; "make with_llvm=yes" still builds it.
override with_llvm := $(if $(filter command line,$(origin with_llvm)),$(with_llvm),no)

# Folders with a makefile of their own (style: PGXS wants nls.mk beside it).
FOLDERS = $(patsubst %/Makefile,%,$(wildcard extension/Makefile cli/Makefile))

PG_CONFIG   ?= pg_config
PGXS        := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
export PG_CONFIG

ifneq ($(wildcard $(PGXS)),)
include $(PGXS)

# The server's flags and its gnu_printf are gcc's; clang does not know them all.
ifneq ($(findstring clang,$(CC)),)
override CFLAGS := $(filter-out -fexcess-precision=% -Wimplicit-fallthrough=% \
	-Wno-format-truncation -Wno-stringop-truncation,$(CFLAGS)) -Wimplicit-fallthrough -Wno-ignored-attributes
endif

SAMPLE_DIR = $(datadir)/extension/bianzhi_sample

$(OBJS): $(wildcard extension/*.h) $(EXTENSION).control Makefile

$(DATA_built): sql/$(EXTENSION)--%.sql: $(SCRIPT_PARTS) $(EXTENSION).control Makefile
	sql/script.sh $(if $(findstring --,$*),$(subst --, ,$*)) >$@.new
	mv $@.new $@

all install installdirs uninstall clean: %: %-folders
%-folders:
	@set -e; for folder in $(FOLDERS); do \
	  $(MAKE) --no-print-directory -C $$folder $* with_llvm=no PG_CONFIG='$(PG_CONFIG)'; done

# not from under a running cluster
clean: $(if $(wildcard build/demo/where),demo-stop)

# one make of a folder at a time, also under -j
install-folders: all-folders
install: install-sample
uninstall: uninstall-sample
install-sample: installdirs
	rm -f '$(DESTDIR)$(SAMPLE_DIR)'/*.sql
	$(if $(SAMPLE),$(MKDIR_P) '$(DESTDIR)$(SAMPLE_DIR)')
	$(if $(SAMPLE),$(INSTALL_DATA) $(SAMPLE) '$(DESTDIR)$(SAMPLE_DIR)/')
uninstall-sample:
	rm -rf '$(DESTDIR)$(SAMPLE_DIR)'

installcheck:
	@tests/run.sh existing

check-symbols: all
	@! nm -D --defined-only $(MODULE_big).so | awk '{print $$3}' \
	  | grep -vE '^(bianzhi_|bz_|pg_finfo_bianzhi_|_PG_init$$|Pg_magic_func$$)'
	@echo "check-symbols: only bianzhi's own names are exported"

check-po:
	@tests/check_po.sh
update-po:
	@set -e; for folder in $(FOLDERS); do \
	  $(MAKE) --no-print-directory -C $$folder -f Makefile -f ../tests/catalogue.mk \
	    update-catalogue PG_CONFIG='$(PG_CONFIG)'; done
lint: export CPPFLAGS := $(CPPFLAGS)
lint:
	@tests/lint.sh $(OBJS:.o=.c)

.PHONY: install-sample uninstall-sample check-symbols check-po update-po lint

else # no PGXS here: say what to do, whatever was asked for

all install installdirs uninstall installcheck check-symbols check-po update-po lint:
	@echo "bianzhi is built against an installed PostgreSQL, and '$(PG_CONFIG)' does not" >&2
	@echo "lead to one with its development files. Either" >&2
	@echo "  make demo    (or make test) installs what is missing on Debian, as root or with sudo;" >&2
	@echo "  apt-get install postgresql-15 postgresql-server-dev-15 libpq-dev libssl-dev libxlsxwriter-dev gettext;" >&2
	@echo "  make PG_CONFIG=/path/to/pg_config    names another installation." >&2
	@exit 1
clean:
	rm -rf build

endif

# ---- from a bare machine: these may run before PostgreSQL is there -----------
test: ready
	@BIANZHI_STRICT_PO=1 $(MAKE) --no-print-directory -s check-symbols check-po
	@tests/run.sh own
demo: SERVES = demo
demo: ready
	@cli/demo.sh start
demo-stop:
	@cli/demo.sh stop
bench: ready
	@tests/run.sh bench

# A make of its own, because PGXS may have come with the packages just now.
ready:
	@tests/setup.sh $(SERVES)
	@tests/build.sh

.PHONY: test demo demo-stop bench ready
.DEFAULT_GOAL = all
