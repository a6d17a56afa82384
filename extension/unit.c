/*-------------------------------------------------------------------------
 *
 * unit.c
 *	  The tree of units: names, paths, dates, and the ends of units.
 *
 * A unit's path is '/1/5/17/': every ancestor's id and its own, so that a
 * subtree is a prefix.  It is computed here whatever the client sends.  Whoever
 * hangs a unit below another locks the parent's row, so the tree cannot change
 * between look and write.
 *
 * A unit cannot end while posts, people, permits, duties or live children remain
 * (rule abolish_residue, R31): its accounts are locked and must be empty, and
 * whoever enrols there at the same time waits and then finds no post.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

static const BzQuery parent_query = {
	"SELECT u.path, u.effective_on, u.until FROM @.unit u WHERE u.id" BZ_EQ "$1"
	" FOR NO KEY UPDATE OF u", 1, {INT4OID}
};

static const BzQuery children_query = {
	"UPDATE @.unit SET path = '' WHERE parent_id" BZ_EQ "$1", 1, {INT4OID}
};

static const BzQuery residue_accounts_query = {
	"SELECT a.post_type, a.approved, a.reserved, a.strength, t.name_zh FROM @.account a"
	" JOIN @.post_type t ON t.code" BZ_EQ "a.post_type"
	" WHERE a.holder_id" BZ_EQ "$1 ORDER BY a.post_type FOR NO KEY UPDATE OF a", 1, {INT4OID}
};

static const BzQuery residue_children_query = {
	"SELECT pg_catalog.string_agg(u.name, ', ' ORDER BY u.sort, u.id)"
	" FROM @.unit u WHERE u.parent_id" BZ_EQ "$1 AND u.until IS NULL", 1, {INT4OID}
};

static const BzQuery residue_permits_query = {
	"SELECT pg_catalog.string_agg(pg_catalog.concat(t.name_zh, ' (#', p.id, ', ', p.expires_on, ')'), ', ' ORDER BY p.id)"
	" FROM @.use_permit p JOIN @.post_type t ON t.code" BZ_EQ "p.post_type"
	" WHERE p.unit_id" BZ_EQ "$1 AND p.state" BZ_EQ "'open'", 1, {INT4OID}
};

static const BzQuery residue_leaders_query = {
	"SELECT pg_catalog.string_agg(coalesce(a.title, t.name_zh), ', ' ORDER BY a.post_type, a.id)"
	" FROM @.appointment a JOIN @.post_type t ON t.code" BZ_EQ "a.post_type"
	" WHERE a.unit_id" BZ_EQ "$1 AND a.until IS NULL", 1, {INT4OID}
};

/*
 * What else may remain: each query lists the things by name in one row, NULL
 * if there are none.  Rooms that hang something on units add their line here.
 */
static const struct
{
	const BzQuery *query;
	const char *line;			/* gettext_noop; %s is the list */
}			residues[] =
{
	{&residue_children_query, gettext_noop("Units below it: %s.\n")},
	{&residue_permits_query, gettext_noop("Open permits: %s.\n")},
	{&residue_leaders_query, gettext_noop("Open appointments: %s.\n")},
	{&bz_duty_residue_query, gettext_noop("Duties: %s.\n")},
};

/* the last day on which anything holds there, counted as the day after it */
static const BzQuery residue_dates_query = {
	"SELECT greatest("
	"(SELECT pg_catalog.max(e.until) FROM @.enrolment e WHERE e.unit_id" BZ_EQ "$1),"
	" (SELECT pg_catalog.max(a.until) FROM @.appointment a WHERE a.unit_id" BZ_EQ "$1),"
	" (SELECT pg_catalog.max(n.effective_on) FROM @.entry_line l JOIN @.entry n ON n.id" BZ_EQ "l.entry_id"
	"   WHERE l.holder_id" BZ_EQ "$1),"
	" (SELECT pg_catalog.max(c.until) FROM @.unit c WHERE c.parent_id" BZ_EQ "$1),"
	" (SELECT pg_catalog.max(d.until) FROM @.duty_assignment d WHERE d.unit_id" BZ_EQ "$1))",
	1, {INT4OID}
};

/*
 * A lock alone leaves no trace after commit: rewritten rows give 40001 to
 * those who wait for them with an older snapshot.
 */
static const BzQuery touch_accounts_query = {
	"UPDATE @.account a SET approved = a.approved WHERE a.holder_id" BZ_EQ "$1", 1, {INT4OID}
};

static const BzQuery funds_query = {
	"INSERT INTO @.holder (kind, region, name) VALUES ('ceiling', $1, '上级下达总额'), ('reserve', $1, '机动编制')",
	1, {TEXTOID}
};

/* A column of the row at hand. */
static Datum
column(TriggerData *t, HeapTuple tuple, const char *name, bool *isnull)
{
	return heap_getattr(tuple, bz_trigger_column(t->tg_relation, name),
						RelationGetDescr(t->tg_relation), isnull);
}

static void
check_dates(TriggerData *t, HeapTuple tuple, DateADT on)
{
	bool		isnull;
	DateADT		until;

	if (on > GetSQLCurrentDate())
		bz_violation_future(t->tg_relation, "effective_on", on);
	(void) column(t, tuple, "document_id", &isnull);
	if (isnull)
		bz_violation_no_document(t->tg_relation);
	until = DatumGetDateADT(column(t, tuple, "until", &isnull));
	if (isnull)
		return;
	if (until > GetSQLCurrentDate())
		bz_violation_future(t->tg_relation, "until", until);
	(void) column(t, tuple, "until_document_id", &isnull);
	if (isnull)
		bz_violation_no_document(t->tg_relation);
}

/* The path below a parent, whose row is locked; refuses cycles and dead parents. */
static char *
path_below(BzBook *book, TriggerData *t, HeapTuple tuple, int32 id, int32 parent, DateADT on)
{
	Datum		value = Int32GetDatum(parent);
	char	   *path;
	bool		isnull;
	bool		open;
	DateADT		until;
	DateADT		ends = DatumGetDateADT(column(t, tuple, "until", &open));
	BzViolations list = {0};
	BzViolation v = {0};

	if (bz_plan_run(book, &parent_query, &value, NULL, false) == 0)
		bz_violation_no_such(t->tg_relation, "parent_id", psprintf("%d", parent));
	path = bz_result_text(0, 1);
	until = bz_result_int4(0, 3, &isnull);
	v.rule = "outside_validity";
	v.sqlstate = ERRCODE_BZ_OUTSIDE_VALIDITY;
	v.holder = parent;
	v.on = on;
	if (TRIGGER_FIRED_BY_INSERT(t->tg_event) && on < bz_result_int4(0, 2, NULL))
		bz_violation_add(&list, &v);
	else if (!isnull && (open || ends > until))	/* it would outlive its parent */
	{
		v.on = until;
		bz_violation_add(&list, &v);
	}
	if (parent == id || strstr(path, psprintf("/%d/", id)) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("unit %d cannot be below itself", id),
				 errdetail("The path of its new parent is %s.", path),
				 errhint("Move the lower unit out first."),
				 errtable(t->tg_relation),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "unit_no_cycle")));
	if (list.count > 0)
		bz_violation_settle(book, t->tg_relation, &list);
	return path;
}

/* What remains at a unit that is to end on the day, a line for each thing; empty if nothing. */
static char *
residue(BzBook *book, int32 id, DateADT until)
{
	Datum		value = Int32GetDatum(id);
	bool		isnull;
	DateADT		last;
	uint64		n = bz_plan_run_latest(book, &residue_accounts_query, &value);
	StringInfoData lines;

	initStringInfo(&lines);
	for (uint64 i = 0; i < n; i++)
	{
		int32		approved = bz_result_int4(i, 2, NULL);
		int32		reserved = bz_result_int4(i, 3, NULL);
		int32		strength = bz_result_int4(i, 4, NULL);

		if (approved != 0 || reserved != 0 || strength != 0)
			appendStringInfo(&lines, _("%s: approved %d, strength %d, reserved %d.\n"),
							 bz_result_text(i, 5), approved, strength, reserved);
	}
	(void) bz_plan_run(book, &touch_accounts_query, &value, NULL, false);
	for (int i = 0; i < (int) lengthof(residues); i++)
	{
		char	   *list;

		(void) bz_plan_run_latest(book, residues[i].query, &value);
		list = bz_result_text(0, 1);
		if (list != NULL)
			appendStringInfo(&lines, _(residues[i].line), list);
	}
	(void) bz_plan_run_latest(book, &residue_dates_query, &value);
	last = bz_result_int4(0, 1, &isnull);
	if (!isnull && last > until)
		appendStringInfo(&lines, _("Something there ends or takes effect only on %s.\n"),
						 DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(last))));
	return lines.data;
}

/* Refuse the end of a unit that still has something, naming each thing. */
static void
check_residue(BzBook *book, TriggerData *t, int32 id, DateADT until)
{
	char	   *lines = residue(book, id, until);
	bool		isnull;

	if (lines[0] != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_BZ_ABOLISH_RESIDUE),
				 errmsg("%s still has posts, people, duties or units below it",
						TextDatumGetCString(column(t, t->tg_newtuple, "name", &isnull))),
				 bz_may_read(book) ? errdetail_internal("%s", lines) : 0,
				 errhint("Transfer or release the people, transfer the posts or return them with reduce_posts(), cancel permits, hand over the duties with assign_duty(), and end the units below first."),
				 errtable(t->tg_relation),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "abolish_residue")));
}

/* A unit of another class must be allowed every kind of post that it has. */
static void
check_class(BzBook *book, TriggerData *t, int32 id)
{
	Datum		value = Int32GetDatum(id);
	bool		isnull;
	char	   *before = TextDatumGetCString(column(t, t->tg_trigtuple, "class", &isnull));
	char	   *after = TextDatumGetCString(column(t, t->tg_newtuple, "class", &isnull));
	BzViolations list = {0};
	uint64		n;

	if (strcmp(before, after) == 0)
		return;
	n = bz_plan_run_latest(book, &residue_accounts_query, &value);
	for (uint64 i = 0; i < n; i++)
	{
		BzViolation v = {0};

		v.rule = "mixed_establishment";
		v.sqlstate = ERRCODE_BZ_MIXED_ESTABLISHMENT;
		v.holder = id;
		v.post_type = bz_result_int4(i, 1, NULL);
		v.on = DATEVAL_NOEND;
		if ((bz_result_int4(i, 2, NULL) != 0 || bz_result_int4(i, 3, NULL) != 0 ||
			 bz_result_int4(i, 4, NULL) != 0) &&
			!bz_book_admissible(book, after, v.post_type))
			bz_violation_add(&list, &v);
	}
	if (list.count > 0)
		bz_violation_settle(book, t->tg_relation, &list);
	(void) bz_plan_run(book, &touch_accounts_query, &value, NULL, false);
}

/* NOT NULL is judged after BEFORE triggers: such a row is left to it. */
static bool
lacks_required(TriggerData *t, HeapTuple tuple)
{
	static const char *const required[] = {"id", "name", "class", "region", "effective_on", "path"};
	bool		isnull = false;

	for (int i = 0; i < (int) lengthof(required) && !isnull; i++)
		(void) column(t, tuple, required[i], &isnull);
	return isnull;
}

static void
refuse_other_end(Relation rel, int32 id)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("unit %d has ended, its end is not changed", id),
			 errhint("Establish a new unit from the day on which this one ended."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
}

/* An update that leaves parent and path alone need not look at the parent. */
static bool
stays_in_place(TriggerData *t)
{
	bool		was_null;
	bool		is_null;
	int32		was;
	int32		is;

	if (TRIGGER_FIRED_BY_INSERT(t->tg_event))
		return false;
	was = DatumGetInt32(column(t, t->tg_trigtuple, "parent_id", &was_null));
	is = DatumGetInt32(column(t, t->tg_newtuple, "parent_id", &is_null));
	if (was_null != is_null || (!is_null && was != is))
		return false;
	return strcmp(TextDatumGetCString(column(t, t->tg_trigtuple, "path", &was_null)),
				  TextDatumGetCString(column(t, t->tg_newtuple, "path", &is_null))) == 0;
}

/*
 * What hangs on the unit's place: its path, its class, and its end.  Returns
 * the path of the parent, NULL if the unit's own path stays as it is.
 */
static char *
check_place(BzBook *book, TriggerData *t, HeapTuple tuple, int32 id, DateADT on)
{
	MemoryContext outer = CurrentMemoryContext;
	bool		isnull;
	bool		open;
	DateADT		until;
	DateADT		ended_on;
	Datum		parent;
	char	   *path = "/";

	SPI_connect();
	parent = column(t, tuple, "parent_id", &isnull);
	if (stays_in_place(t))
		path = NULL;
	else if (!isnull)
		path = MemoryContextStrdup(outer, path_below(book, t, tuple, id, DatumGetInt32(parent), on));
	if (TRIGGER_FIRED_BY_UPDATE(t->tg_event))
	{
		check_class(book, t, id);
		until = DatumGetDateADT(column(t, tuple, "until", &open));
		ended_on = DatumGetDateADT(column(t, t->tg_trigtuple, "until", &isnull));
		if (!isnull && (open || until != ended_on))
			refuse_other_end(t->tg_relation, id);
		if (!open && isnull)
			check_residue(book, t, id, until);
	}
	SPI_finish();
	return path;
}

PG_FUNCTION_INFO_V1(bianzhi_place_unit);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on unit: name, path, dates, end, record. */
Datum
bianzhi_place_unit(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "place_unit", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	HeapTuple	tuple = insert ? t->tg_trigtuple : t->tg_newtuple;
	int			columns[5];
	Datum		values[5];
	bool		nulls[5] = {false, false, false, false, false};
	bool		isnull;
	int32		id;
	DateADT		on;
	char	   *path;

	if (lacks_required(t, tuple))
		return PointerGetDatum(tuple);
	id = DatumGetInt32(column(t, tuple, "id", &isnull));
	on = DatumGetDateADT(column(t, tuple, "effective_on", &isnull));
	check_dates(t, tuple, on);
	path = check_place(bz_book_of(t->tg_relation), t, tuple, id, on);

	columns[0] = bz_trigger_column(t->tg_relation, "name");
	columns[1] = bz_trigger_column(t->tg_relation, "path");
	columns[2] = bz_trigger_column(t->tg_relation, "recorded_at");
	columns[3] = bz_trigger_column(t->tg_relation, "recorded_by");
	values[0] = CStringGetTextDatum(bz_tidy_name(TextDatumGetCString(column(t, tuple, "name", &isnull))));
	values[1] = path == NULL ? column(t, tuple, "path", &isnull) :
		CStringGetTextDatum(psprintf("%s%d/", path, id));
	values[2] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[3] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	columns[4] = bz_trigger_column(t->tg_relation, "other_names");
	values[4] = column(t, tuple, "other_names", &nulls[4]);
	if (insert && !nulls[4])
		values[4] = bz_tidy_names(t->tg_relation, values[0], values[4]);
	return PointerGetDatum(heap_modify_tuple_by_cols(tuple, RelationGetDescr(t->tg_relation),
													 insert ? 5 : 2, columns, values, nulls));
}

PG_FUNCTION_INFO_V1(bianzhi_move_children);

/* AFTER UPDATE FOR EACH ROW on unit, when its path changed: the subtree follows. */
Datum
bianzhi_move_children(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "move_children", true, false, BZ_ON_UPDATE);
	BzBook	   *book = bz_book_of(t->tg_relation);
	bool		isnull;
	Datum		id = column(t, t->tg_newtuple, "id", &isnull);

	SPI_connect();
	(void) bz_plan_run(book, &children_query, &id, NULL, false);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_open_funds);

/* AFTER INSERT FOR EACH ROW on region: its ceiling and its reserve. */
Datum
bianzhi_open_funds(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "open_funds", true, false, BZ_ON_INSERT);
	BzBook	   *book = bz_book_of(t->tg_relation);
	bool		isnull;
	Datum		code = column(t, t->tg_trigtuple, "code", &isnull);

	SPI_connect();
	(void) bz_plan_run(book, &funds_query, &code, NULL, false);
	SPI_finish();
	return PointerGetDatum(NULL);
}
