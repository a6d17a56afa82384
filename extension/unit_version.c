/*-------------------------------------------------------------------------
 *
 * unit_version.c
 *	  Units over time: versions, and what became of what.
 *
 * INSERT INTO unit_version is the act that renames, moves, ranks ... a unit:
 * the row gives what changes, bianzhi_fill_version() fills in the rest from
 * the version before it, bianzhi_apply_version() writes it to the unit, whose
 * versioned columns nobody else writes (bianzhi_guard_versioned()).  A stored
 * version is therefore the whole state of the unit from its date on.  The
 * first and the last version of a unit write themselves when the unit is
 * established and ended.
 *
 * Versions of a unit come in the order of their dates.  Whoever adds one locks
 * the unit and those it is hung on, in key order; under REPEATABLE READ a unit
 * that was changed meanwhile gives 40001, because every version rewrites it.
 *
 * What may not live here: the tree itself (unit.c), who may approve what
 * (authority.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* what a version carries, in the order of last_query and apply_query */
static const char *const versioned[] = {
	"name", "short_name", "other_names", "class", "parent_id", "system", "category", "industry",
	"rank", "supervisor_id", "co_located_with", "counterpart", "counterpart_divisions", "party_body",
	"expires_on",
};

#define CLEARABLE "short_name/other_names/parent_id/system/category/industry/rank/supervisor_id/" \
	"co_located_with/counterpart/counterpart_divisions/party_body/expires_on"

static const BzQuery lock_query = {
	"SELECT u.id, u.name, u.effective_on, u.until FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1)"
	" ORDER BY u.id FOR NO KEY UPDATE OF u", 1, {INT4ARRAYOID}
};

static const BzQuery parent_query = {
	"SELECT u.parent_id FROM @.unit u WHERE u.id" BZ_EQ "$1 AND u.parent_id IS NOT NULL", 1, {INT4OID}
};

static const BzQuery last_query = {
	"SELECT v.id, v.effective_on, v.name, v.short_name, v.other_names, v.class, v.parent_id, v.system, v.category,"
	" v.industry, v.rank, v.supervisor_id, v.co_located_with, v.counterpart, v.counterpart_divisions, v.party_body,"
	" v.expires_on"
	" FROM @.unit_version v WHERE v.unit_id" BZ_EQ "$1 ORDER BY v.effective_on DESC, v.id DESC LIMIT 1",
	1, {INT4OID}
};

/* a number drawn before the wait for the unit may be smaller than one drawn after it */
static const BzQuery number_query = {
	"SELECT pg_catalog.nextval(pg_catalog.pg_get_serial_sequence($1, 'id')::pg_catalog.regclass)", 1, {TEXTOID}
};

static const BzQuery apply_query = {
	"UPDATE @.unit u SET name = v.name, short_name = v.short_name, other_names = v.other_names, class = v.class,"
	" parent_id = v.parent_id, system = v.system, category = v.category, industry = v.industry, rank = v.rank,"
	" supervisor_id = v.supervisor_id, co_located_with = v.co_located_with, counterpart = v.counterpart,"
	" counterpart_divisions = v.counterpart_divisions, party_body = v.party_body, expires_on = v.expires_on"
	" FROM @.unit_version v WHERE v.id" BZ_EQ "$1 AND u.id" BZ_EQ "v.unit_id", 1, {INT8OID}
};

static const BzQuery first_query = {
	"INSERT INTO @.unit_version (unit_id, kind, effective_on, document_id, name, short_name, other_names, class,"
	" parent_id, system, category, industry, rank, supervisor_id, co_located_with, counterpart,"
	" counterpart_divisions, party_body, expires_on)"
	" SELECT u.id, 'establish', u.effective_on, u.document_id, u.name, u.short_name, u.other_names, u.class,"
	" u.parent_id, u.system, u.category, u.industry, u.rank, u.supervisor_id, u.co_located_with, u.counterpart,"
	" u.counterpart_divisions, u.party_body, u.expires_on"
	" FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id RETURNING id", 1, {INT4ARRAYOID}
};

static const BzQuery replaced_query = {
	"INSERT INTO @.unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)"
	" SELECT u.replaces_id, u.id, 'replace', u.effective_on, u.document_id"
	" FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) AND u.replaces_id IS NOT NULL ORDER BY u.id", 1, {INT4ARRAYOID}
};

static const BzQuery ended_query = {
	"INSERT INTO @.unit_version (unit_id, kind, effective_on, document_id)"
	" SELECT u.id, 'abolish', u.until, u.until_document_id"
	" FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) AND u.until IS NOT NULL ORDER BY u.id", 1, {INT4ARRAYOID}
};

/* The row of a version that is being filled. */
typedef struct Draft
{
	Relation	rel;
	HeapTuple	tuple;
	BzBook	   *book;
	int32		unit;
	DateADT		on;
	int			n;				/* columns set so far */
	int			columns[lengthof(versioned) + 4];
	Datum		values[lengthof(versioned) + 4];
	bool		nulls[lengthof(versioned) + 4];
} Draft;

static Datum
get(Draft *d, const char *name, bool *isnull)
{
	return heap_getattr(d->tuple, bz_trigger_column(d->rel, name), RelationGetDescr(d->rel), isnull);
}

static void
set(Draft *d, const char *name, Datum value, bool isnull)
{
	d->columns[d->n] = bz_trigger_column(d->rel, name);
	d->values[d->n] = value;
	d->nulls[d->n++] = isnull;
}

static char *
date_text(DateADT on)
{
	return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(on)));
}

PG_FUNCTION_INFO_V1(bianzhi_guard_versioned);

/* BEFORE UPDATE OF versioned columns FOR EACH STATEMENT on unit. */
Datum
bianzhi_guard_versioned(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "guard_versioned", false, true, BZ_ON_ANY);
	Relation	rel = t->tg_relation;

	if (bz_plan_in_engine() || IsLogicalWorker())
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("what changes in the life of a unit is not written to \"%s\" by hand",
					RelationGetRelationName(rel)),
			 errdetail("Name, place in the tree, class, rank and the like follow the versions of the unit, each of which has its date and document."),
			 errhint("Use rename_unit(), transfer_unit(), change_rank(), add_nameplate(), remove_nameplate(), co_locate(), set_party_body(), extend_unit() or amend_unit(), or INSERT INTO unit_version what changes."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	return PointerGetDatum(NULL);	/* keep compiler quiet */
}

/* Versions that only the engine writes. */
static bool
is_engines(const char *kind)
{
	return strcmp(kind, "establish") == 0 || strcmp(kind, "abolish") == 0;
}

static void
check_kind(Draft *d, const char *kind)
{
	if (is_engines(kind) && !bz_plan_in_engine())
		ereport(ERROR,
				(errcode(ERRCODE_BZ_APPEND_ONLY),
				 errmsg("a version of kind \"%s\" writes itself", kind),
				 errhint("Establish a unit with establish_unit() or INSERT INTO unit, end it with abolish_unit() or by setting until and until_document_id of the unit."),
				 errtable(d->rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	if (!bz_book_code(d->book, "unit_change", kind))
		bz_violation_no_such(d->rel, "kind", kind);
}

/* Refuse a date on which the unit, or one that it is to hang on, was not there. */
static void
refuse_date(Draft *d, int32 unit, char *message, char *detail, char *hint)
{
	BzViolations list = {0};
	BzViolation v = {0};

	v.rule = "outside_validity";
	v.sqlstate = ERRCODE_BZ_OUTSIDE_VALIDITY;
	v.holder = unit;
	v.on = d->on;
	v.message = message;
	v.detail = detail;
	v.hint = hint;
	bz_violation_add(&list, &v);
	bz_violation_settle(d->book, d->rel, &list);
}

/*
 * Lock the unit and the units that the version newly names, in key order, and
 * see that each is there on the day.  A unit that moves leaves a parent, which
 * is judged by what it is left with (division.c) and so locked with the others.
 * The engine's last version comes when the unit has its end already.
 */
static void
lock_units(Draft *d, const char *kind)
{
	static const char *const others[] = {"parent_id", "supervisor_id", "co_located_with"};
	int32		ids[2 + lengthof(others)];
	int			n = 0;
	int32		left = 0;
	bool		found = false;
	bool		isnull;
	Datum		value;
	uint64		rows;

	ids[n++] = d->unit;
	for (int i = 0; i < (int) lengthof(others); i++)
	{
		int32		id = DatumGetInt32(get(d, others[i], &isnull));

		if (!isnull)
			ids[n++] = id;
	}
	value = Int32GetDatum(d->unit);
	if (strcmp(kind, "transfer") == 0 && bz_plan_run(d->book, &parent_query, &value, NULL, false) > 0)
		left = ids[n++] = bz_result_int4(0, 1, NULL);
	value = bz_array_int4(ids, n);
	rows = bz_plan_run(d->book, &lock_query, &value, NULL, false);
	for (uint64 i = 0; i < rows; i++)
	{
		int32		id = bz_result_int4(i, 1, NULL);
		char	   *name = bz_result_text(i, 2);
		DateADT		from = bz_result_int4(i, 3, NULL);
		DateADT		until = bz_result_int4(i, 4, &isnull);

		found |= id == d->unit;
		if (id == left || (id == d->unit && strcmp(kind, "abolish") == 0))
			continue;
		if (!isnull)
			refuse_date(d, id, psprintf(_("%s has ended"), name),
						psprintf(_("%s: established on %s, ended on %s; the change is of %s."),
								 name, date_text(from), date_text(until), date_text(d->on)),
						_("What has ended changes no more; establish a new unit, or name one that lives."));
		else if (d->on < from)
			refuse_date(d, id, psprintf(_("%s does not exist on %s"), name, date_text(d->on)),
						psprintf(_("%s: established on %s; the change is of %s."),
								 name, date_text(from), date_text(d->on)),
						_("Check the effective date against the unit's establishment and abolition."));
	}
	if (!found)
		bz_violation_no_such(d->rel, "unit_id", psprintf("%d", d->unit));
}

/* Is the column one of those that the row asks to be set NULL? */
static bool
is_cleared(Datum *names, int n, const char *column)
{
	for (int i = 0; i < n; i++)
		if (strcmp(TextDatumGetCString(names[i]), column) == 0)
			return true;
	return false;
}

/* The names in clears; refuses those that are no columns, or never empty. */
static int
read_clears(Draft *d, Datum **names)
{
	bool		isnull;
	Datum		clears = get(d, "clears", &isnull);
	bool	   *nulls;
	int			n;

	if (isnull)
		return 0;
	deconstruct_array(DatumGetArrayTypeP(clears), TEXTOID, -1, false, TYPALIGN_INT, names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		const char *name = nulls[i] ? "NULL" : TextDatumGetCString((*names)[i]);
		bool		known = false;

		for (int c = 0; c < (int) lengthof(versioned) && !known; c++)
			known = strcmp(name, versioned[c]) == 0;
		if (!known || strcmp(name, "name") == 0 || strcmp(name, "class") == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("clears names \"%s\", which is no column that can be empty", name),
					 errhint("It may name %s.", CLEARABLE),
					 errtablecol(d->rel, bz_trigger_column(d->rel, "clears"))));
		(void) get(d, name, &isnull);
		if (!isnull)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" is both given and cleared", name),
					 errhint("Give a value, or name the column in clears, not both."),
					 errtablecol(d->rel, bz_trigger_column(d->rel, name))));
	}
	return n;
}

/* Names that are given come in one form; nameplates differ from each other. */
static Datum
tidied(Draft *d, const char *column, Datum value)
{
	if (strcmp(column, "name") == 0)
		return CStringGetTextDatum(bz_tidy_name(TextDatumGetCString(value)));
	if (strcmp(column, "other_names") == 0)
		return bz_tidy_names(d->rel, d->values[0], value);	/* name comes first */
	if (strcmp(column, "rank") == 0 && !bz_book_code(d->book, "rank", TextDatumGetCString(value)))
		bz_violation_no_such(d->rel, "rank", TextDatumGetCString(value));
	return value;
}

/* Fill what was not given from the last version, whose date is not after this one's. */
static void
fill(Draft *d)
{
	Datum		value = Int32GetDatum(d->unit);
	Datum	   *clears = NULL;
	int			nclears = read_clears(d, &clears);
	bool		isnull;
	int64		last_id;
	DateADT		last_on;

	if (bz_plan_run(d->book, &last_query, &value, NULL, false) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("unit %d has no version", d->unit),
				 errhint("The book is not complete; restore it from a dump, or upgrade it with bianzhi.upgrade_book().")));
	last_id = bz_result_int8(0, 1, NULL);
	last_on = bz_result_int4(0, 2, NULL);
	for (int i = 0; i < (int) lengthof(versioned); i++)
	{
		Datum		given = get(d, versioned[i], &isnull);

		if (!isnull)
			set(d, versioned[i], tidied(d, versioned[i], given), false);
		else if (!is_cleared(clears, nclears, versioned[i]))
		{
			given = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3 + i, &isnull);
			set(d, versioned[i], given, isnull);
		}
	}
	if (d->on < last_on)
	{
		char	   *name = bz_result_text(0, 3);

		refuse_date(d, d->unit, psprintf(_("%s has changed after %s already"), name, date_text(d->on)),
					psprintf(_("%s: the last change took effect on %s; this one is of %s."),
							 name, date_text(last_on), date_text(d->on)),
					_("Changes of a unit are recorded in the order of their dates; record this one with a date not before the last one, and put what was overlooked into its note."));
	}
	if (DatumGetInt64(get(d, "id", &isnull)) <= last_id)
	{
		value = CStringGetTextDatum(quote_qualified_identifier(d->book->name, RelationGetRelationName(d->rel)));
		(void) bz_plan_run(d->book, &number_query, &value, NULL, false);
		set(d, "id", Int64GetDatum(bz_result_int8(0, 1, NULL)), false);
	}
}

PG_FUNCTION_INFO_V1(bianzhi_fill_version);

/* BEFORE INSERT FOR EACH ROW on unit_version. */
Datum
bianzhi_fill_version(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "fill_version", true, true, BZ_ON_INSERT);
	MemoryContext outer = CurrentMemoryContext;
	Draft		d = {0};
	bool		no_unit;
	bool		no_date;
	bool		isnull;
	Datum		value;
	char	   *kind;

	d.rel = t->tg_relation;
	d.tuple = t->tg_trigtuple;
	d.book = bz_book_of(d.rel);
	d.unit = DatumGetInt32(get(&d, "unit_id", &no_unit));
	d.on = DatumGetDateADT(get(&d, "effective_on", &no_date));
	value = get(&d, "kind", &isnull);
	if (no_unit || no_date || isnull)	/* NOT NULL is judged after us */
		return PointerGetDatum(d.tuple);
	kind = TextDatumGetCString(value);
	check_kind(&d, kind);
	if (strcmp(kind, "establish") == 0) /* the engine's, from the unit itself */
		return PointerGetDatum(d.tuple);
	if (d.on > GetSQLCurrentDate())
		bz_violation_future(d.rel, "effective_on", d.on);
	(void) get(&d, "document_id", &isnull);
	if (isnull)
		bz_violation_no_document(d.rel);

	SPI_connect();
	lock_units(&d, kind);
	fill(&d);
	set(&d, "recorded_at", TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()), false);
	set(&d, "recorded_by", CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false)), false);
	MemoryContextSwitchTo(outer);
	d.tuple = heap_modify_tuple_by_cols(d.tuple, RelationGetDescr(d.rel), d.n, d.columns, d.values, d.nulls);
	SPI_finish();
	return PointerGetDatum(d.tuple);
}

PG_FUNCTION_INFO_V1(bianzhi_apply_version);

/* AFTER INSERT FOR EACH ROW on unit_version, but for first versions: the unit follows. */
Datum
bianzhi_apply_version(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "apply_version", true, false, BZ_ON_INSERT);
	TupleDesc	desc = RelationGetDescr(t->tg_relation);
	BzBook	   *book = bz_book_of(t->tg_relation);
	bool		isnull;
	int64		id = DatumGetInt64(heap_getattr(t->tg_trigtuple, bz_trigger_column(t->tg_relation, "id"), desc, &isnull));
	Datum		kind = heap_getattr(t->tg_trigtuple, bz_trigger_column(t->tg_relation, "kind"), desc, &isnull);
	Datum		value = Int64GetDatum(id);

	SPI_connect();
	if (strcmp(TextDatumGetCString(kind), "abolish") != 0)
		(void) bz_plan_run(book, &apply_query, &value, NULL, false);
	bz_authority_check(book, t->tg_relation, &id, 1);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_first_version);

/* AFTER INSERT FOR EACH STATEMENT on unit: each unit's first version, what it replaces, and an end it came with. */
Datum
bianzhi_first_version(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "first_version");
	BzBook	   *book = bz_book_of(t->tg_relation);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(t->tg_relation), &TTSOpsMinimalTuple);
	int			column = bz_trigger_column(t->tg_relation, "id");
	int32	   *ids = palloc(sizeof(int32) * Max(tuplestore_tuple_count(t->tg_newtable), 1));
	int64	   *versions;
	int			n = 0;
	Datum		value;
	bool		isnull;

	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
		ids[n++] = DatumGetInt32(slot_getattr(slot, column, &isnull));
	ExecDropSingleTupleTableSlot(slot);
	if (n == 0)
		return PointerGetDatum(NULL);

	value = bz_array_int4(ids, n);
	SPI_connect();
	n = (int) bz_plan_run(book, &first_query, &value, NULL, false);
	versions = palloc(sizeof(int64) * Max(n, 1));
	for (int i = 0; i < n; i++)
		versions[i] = bz_result_int8(i, 1, NULL);
	bz_authority_check(book, t->tg_relation, versions, n);
	(void) bz_plan_run(book, &replaced_query, &value, NULL, false);
	(void) bz_plan_run(book, &ended_query, &value, NULL, false);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_last_version);

/* AFTER UPDATE FOR EACH ROW on unit, when it got its end. */
Datum
bianzhi_last_version(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "last_version", true, false, BZ_ON_UPDATE);
	BzBook	   *book = bz_book_of(t->tg_relation);
	bool		isnull;
	int32		id = DatumGetInt32(heap_getattr(t->tg_newtuple, bz_trigger_column(t->tg_relation, "id"),
											   RelationGetDescr(t->tg_relation), &isnull));
	Datum		value = bz_array_int4(&id, 1);

	SPI_connect();
	(void) bz_plan_run(book, &ended_query, &value, NULL, false);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_check_lineage);

/* BEFORE INSERT FOR EACH ROW on unit_lineage: document, date, and both units there on the day. */
Datum
bianzhi_check_lineage(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "check_lineage", true, true, BZ_ON_INSERT);
	Draft		d = {0};
	MemoryContext outer = CurrentMemoryContext;
	int32		ids[2];
	bool		nulls[3];
	bool		isnull;
	Datum		value;
	uint64		n;

	d.rel = t->tg_relation;
	d.tuple = t->tg_trigtuple;
	d.book = bz_book_of(d.rel);
	ids[0] = DatumGetInt32(get(&d, "from_unit_id", &nulls[0]));
	ids[1] = DatumGetInt32(get(&d, "to_unit_id", &nulls[1]));
	d.on = DatumGetDateADT(get(&d, "effective_on", &nulls[2]));
	if (nulls[0] || nulls[1] || nulls[2])
		return PointerGetDatum(d.tuple);
	if (d.on > GetSQLCurrentDate())
		bz_violation_future(d.rel, "effective_on", d.on);
	(void) get(&d, "document_id", &isnull);
	if (isnull)
		bz_violation_no_document(d.rel);

	SPI_connect();
	value = bz_array_int4(ids, 2);
	n = bz_plan_run(d.book, &lock_query, &value, NULL, false);
	for (uint64 i = 0; i < n; i++)
	{
		int32		id = bz_result_int4(i, 1, NULL);
		DateADT		from = bz_result_int4(i, 3, NULL);
		DateADT		until = bz_result_int4(i, 4, &isnull);

		/* the heir lives on the day; the other was there before, and may have ended since */
		if (d.on < from || (id == ids[1] && !isnull && d.on >= until))
			refuse_date(&d, id, psprintf(_("%s does not exist on %s"), bz_result_text(i, 2), date_text(d.on)),
						psprintf(_("%s: from %s until %s."), bz_result_text(i, 2), date_text(from),
								 isnull ? _("now") : date_text(until)),
						_("Check the effective date against the unit's establishment and abolition."));
	}
	SPI_finish();
	set(&d, "recorded_at", TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()), false);
	set(&d, "recorded_by", CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false)), false);
	MemoryContextSwitchTo(outer);
	return PointerGetDatum(heap_modify_tuple_by_cols(d.tuple, RelationGetDescr(d.rel), d.n, d.columns, d.values, d.nulls));
}
