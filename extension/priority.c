/*-------------------------------------------------------------------------
 *
 * priority.c
 *	  Who is given posts first: the rows of priority.
 *
 * At any day a unit has at most one weight.  Whoever writes one holds the
 * unit's row, so that two sessions cannot both find the time free; under
 * REPEATABLE READ the other's row is looked for as it is committed now.
 *
 * What may not live here: how a weight counts (post_plan() in SQL).
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

static const BzQuery unit_query = {
	"SELECT u.effective_on, u.until FROM @.unit u WHERE u.id" BZ_EQ "$1 FOR NO KEY UPDATE OF u",
	1, {INT4OID}
};

static const BzQuery kind_query = {
	"SELECT 1 FROM @.code c WHERE c.set" BZ_EQ "'priority_kind' AND c.code" BZ_EQ "$1", 1, {TEXTOID}
};

/* a row that ends on the day it began is void and in nobody's way */
static const BzQuery overlap_query = {
	"SELECT p.id, p.weight, p.effective_on, p.until FROM @.priority p"
	" WHERE p.unit_id" BZ_EQ "$1 AND p.id OPERATOR(pg_catalog.<>) $2"
	" AND p.effective_on OPERATOR(pg_catalog.<) $4"
	" AND coalesce(p.until, 'infinity') OPERATOR(pg_catalog.>) $3"
	" AND coalesce(p.until, 'infinity') OPERATOR(pg_catalog.>) p.effective_on"
	" ORDER BY p.effective_on LIMIT 1",
	4, {INT4OID, INT8OID, DATEOID, DATEOID}
};

/* What a row says; the dates with DATEVAL_NOEND for an open end. */
typedef struct Priority
{
	int64		id;
	int32		unit_id;
	DateADT		effective_on;
	DateADT		until;
	bool		documents;		/* all that it needs */
} Priority;

static Datum
column(TriggerData *t, HeapTuple tuple, const char *name, bool *isnull)
{
	return heap_getattr(tuple, bz_trigger_column(t->tg_relation, name),
						RelationGetDescr(t->tg_relation), isnull);
}

static Priority
read_row(TriggerData *t, HeapTuple tuple)
{
	Priority	p;
	bool		isnull;
	bool		open;
	bool		no_end_document;

	p.id = DatumGetInt64(column(t, tuple, "id", &isnull));
	p.unit_id = DatumGetInt32(column(t, tuple, "unit_id", &isnull));
	p.effective_on = DatumGetDateADT(column(t, tuple, "effective_on", &isnull));
	p.until = DatumGetDateADT(column(t, tuple, "until", &open));
	if (open)
		p.until = DATEVAL_NOEND;
	(void) column(t, tuple, "document_id", &isnull);
	(void) column(t, tuple, "until_document_id", &no_end_document);
	p.documents = !isnull && (open || !no_end_document);
	return p;
}

/* NOT NULL is judged after BEFORE triggers: such a row is left to it. */
static bool
lacks_required(TriggerData *t, HeapTuple tuple)
{
	static const char *const required[] = {"id", "unit_id", "kind", "weight", "effective_on"};
	bool		isnull = false;

	for (int i = 0; i < (int) lengthof(required) && !isnull; i++)
		(void) column(t, tuple, required[i], &isnull);
	return isnull;
}

static void
check_dates(Relation rel, const Priority *p)
{
	if (p->effective_on > GetSQLCurrentDate())
		bz_violation_future(rel, "effective_on", p->effective_on);
	if (p->until != DATEVAL_NOEND && p->until > GetSQLCurrentDate())
		bz_violation_future(rel, "until", p->until);
	if (!p->documents)
		bz_violation_no_document(rel);
}

/* The unit must exist on the day; its row is held from here on. */
static void
check_unit(BzBook *book, Relation rel, const Priority *p)
{
	Datum		value = Int32GetDatum(p->unit_id);
	bool		open;
	DateADT		ended_on;
	BzViolations list = {0};
	BzViolation v = {0};

	if (bz_plan_run(book, &unit_query, &value, NULL, false) == 0)
		bz_violation_no_such(rel, "unit_id", psprintf("%d", p->unit_id));
	ended_on = bz_result_int4(0, 2, &open);
	if (p->effective_on >= bz_result_int4(0, 1, NULL) && (open || p->effective_on < ended_on))
		return;
	v.rule = "outside_validity";
	v.sqlstate = ERRCODE_BZ_OUTSIDE_VALIDITY;
	v.holder = p->unit_id;
	v.on = p->effective_on;
	bz_violation_add(&list, &v);
	bz_violation_settle(book, rel, &list);
}

static void
check_overlap(BzBook *book, Relation rel, const Priority *p)
{
	Datum		values[4];
	char	   *until;

	if (p->until == p->effective_on)
		return;
	values[0] = Int32GetDatum(p->unit_id);
	values[1] = Int64GetDatum(p->id);
	values[2] = DateADTGetDatum(p->effective_on);
	values[3] = DateADTGetDatum(p->until);
	if (bz_plan_run_latest(book, &overlap_query, values) == 0)
		return;
	until = bz_result_text(0, 4);
	ereport(ERROR,
			(errcode(ERRCODE_EXCLUSION_VIOLATION),
			 errmsg("unit %d already has a priority at that time", p->unit_id),
			 errdetail("Priority %lld: weight %s, from %s until %s.",
					   (long long) bz_result_int8(0, 1, NULL), bz_result_text(0, 2),
					   bz_result_text(0, 3), until ? until : _("now")),
			 errhint("End it with end_priority(), or let set_priority() replace it from a later day on."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "priority_no_overlap")));
}

/* An end is recorded once. */
static void
check_end(TriggerData *t, const Priority *new)
{
	Priority	old = read_row(t, t->tg_trigtuple);

	if (old.until == DATEVAL_NOEND || old.until == new->until)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("priority %lld has ended, its end is not changed", (long long) new->id),
			 errhint("Record a new one with set_priority()."),
			 errtable(t->tg_relation),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
}

PG_FUNCTION_INFO_V1(bianzhi_check_priority);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on priority; a small table. */
Datum
bianzhi_check_priority(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "check_priority", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Relation	rel = t->tg_relation;
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	HeapTuple	tuple = insert ? t->tg_trigtuple : t->tg_newtuple;
	BzBook	   *book = bz_book_of(rel);
	Priority	p;
	Datum		kind;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (lacks_required(t, tuple))
		return PointerGetDatum(tuple);
	p = read_row(t, tuple);
	check_dates(rel, &p);
	if (!insert)
		check_end(t, &p);
	SPI_connect();
	kind = column(t, tuple, "kind", &nulls[0]);
	if (bz_plan_run(book, &kind_query, &kind, NULL, false) == 0)
		bz_violation_no_such(rel, "kind", TextDatumGetCString(kind));
	check_unit(book, rel, &p);
	check_overlap(book, rel, &p);
	SPI_finish();
	if (!insert)
		return PointerGetDatum(tuple);

	columns[0] = bz_trigger_column(rel, "recorded_at");
	columns[1] = bz_trigger_column(rel, "recorded_by");
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(tuple, RelationGetDescr(rel), 2,
													 columns, values, nulls));
}
