/*-------------------------------------------------------------------------
 *
 * permit.c
 *	  Use permits (用编核准): posts reserved for someone who is to come, until
 *	  a day; "first authorise the post, then recruit" (domain, R12).
 *
 * A permit lapses by itself: no daemon, no clock.  Its posts are given back by
 * whoever next needs them (bz_cells_lapse) and shown as free by the reports
 * from its last day on.  A fact that took effect while the permit held may
 * still cite it afterwards, but then finds its post like anybody else.
 *
 * Lock order: permits before accounts.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

typedef struct Permit
{
	int64		id;
	int32		unit_id;
	int32		post_type;
	int32		remaining;
	char		state;			/* 'o' open, 'l' lapsed, else closed */
	DateADT		effective_on;
	DateADT		expires_on;
} Permit;

static const BzQuery lock_query = {
	"SELECT p.id, p.unit_id, p.post_type, p.quantity OPERATOR(pg_catalog.-) p.used,"
	" p.state, p.effective_on, p.expires_on FROM @.use_permit p"
	" WHERE p.id" BZ_EQ "ANY ($1) ORDER BY p.id FOR NO KEY UPDATE OF p",
	1, {INT8ARRAYOID}
};

static const BzQuery use_query = {
	"UPDATE @.use_permit p SET used = p.used OPERATOR(pg_catalog.+) k.n,"
	" state = CASE WHEN p.used OPERATOR(pg_catalog.+) k.n OPERATOR(pg_catalog.<) p.quantity"
	" THEN p.state ELSE 'used' END,"
	" closed_on = CASE WHEN p.used OPERATOR(pg_catalog.+) k.n OPERATOR(pg_catalog.<) p.quantity"
	" THEN p.closed_on ELSE coalesce(p.closed_on, CURRENT_DATE) END"
	" FROM (SELECT u.id, pg_catalog.count(*)::pg_catalog.int4 AS n"
	"   FROM pg_catalog.unnest($1) u(id) GROUP BY u.id) k WHERE p.id" BZ_EQ "k.id",
	1, {INT8ARRAYOID}
};

static const BzQuery document_query = {
	"SELECT 1 FROM @.document d WHERE d.id" BZ_EQ "$1", 1, {INT8OID}
};

static void
refuse(Relation rel, int64 permit, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PERMIT_INVALID),
			 errmsg("permit %lld does not cover this enrolment", (long long) permit),
			 errdetail_internal("%s", detail),
			 errhint("Cite a permit of the same unit and kind of post that holds on the effective date and has posts left, or ask for one with permit_use()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "permit_invalid")));
}

static char *
show_date(DateADT day)
{
	return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day)));
}

/* One use of a permit: right unit, kind, day, and something left. */
static void
judge_use(Relation rel, Permit *p, const BzPermitUse *use)
{
	if (p->unit_id != use->unit_id || p->post_type != use->post_type)
		refuse(rel, p->id,
			   psprintf(_("It is for unit %d and post type %d, not for unit %d and post type %d."),
						p->unit_id, p->post_type, use->unit_id, use->post_type));
	if (use->on < p->effective_on || use->on > p->expires_on)
		refuse(rel, p->id,
			   psprintf(_("It holds from %s to %s, not on %s."), show_date(p->effective_on),
						show_date(p->expires_on), show_date(use->on)));
	if (p->state != 'o' && p->state != 'l')
		refuse(rel, p->id, _("It is used up or cancelled."));
	if (p->remaining-- <= 0)
		refuse(rel, p->id, _("All its posts are used."));
}

static int
compare_permits(const void *a, const void *b)
{
	int64		x = ((const Permit *) a)->id;
	int64		y = ((const Permit *) b)->id;

	return x < y ? -1 : x > y;
}

static Permit *
lock_permits(BzBook *book, Datum ids, int *count)
{
	uint64		n = bz_plan_run(book, &lock_query, &ids, NULL, false);
	Permit	   *permits = palloc(sizeof(Permit) * Max(n, 1));

	for (uint64 i = 0; i < n; i++)
	{
		permits[i].id = bz_result_int8(i, 1, NULL);
		permits[i].unit_id = bz_result_int4(i, 2, NULL);
		permits[i].post_type = bz_result_int4(i, 3, NULL);
		permits[i].remaining = bz_result_int4(i, 4, NULL);
		permits[i].state = bz_result_text(i, 5)[0];
		permits[i].effective_on = bz_result_int4(i, 6, NULL);
		permits[i].expires_on = bz_result_int4(i, 7, NULL);
	}
	*count = (int) n;
	return permits;
}

/*
 * Take the statement's uses from their permits: what was reserved becomes
 * strength, so the account's cell loses one reserved post for each use of an
 * open permit.  Refuses with 23Z24, or 23503 for an unknown permit.
 */
void
bz_permit_consume(BzBook *book, Relation rel, BzPermitUse *uses, int nuses, BzCells *cells)
{
	int64	   *ids = palloc(sizeof(int64) * Max(nuses, 1));
	Datum		value;
	Permit	   *permits;
	int			npermits;

	if (nuses == 0)
		return;
	for (int i = 0; i < nuses; i++)
		ids[i] = uses[i].permit;
	value = bz_array_int8(ids, nuses);
	permits = lock_permits(book, value, &npermits);
	for (int i = 0; i < nuses; i++)
	{
		Permit		key = {.id = uses[i].permit};
		Permit	   *p = bsearch(&key, permits, npermits, sizeof(Permit), compare_permits);

		if (p == NULL)
			bz_violation_no_such(rel, "permit_id", psprintf(INT64_FORMAT, uses[i].permit));
		judge_use(rel, p, &uses[i]);
		if (p->state == 'o')
			bz_cells_get(cells, p->unit_id, p->post_type)->reserved--;
	}
	(void) bz_plan_run(book, &use_query, &value, NULL, false);
}

/* What a row of use_permit reserves. */
static int32
reserves(TupleTableSlot *slot, Relation rel)
{
	bool		isnull;
	text	   *state = DatumGetTextPP(slot_getattr(slot, bz_trigger_column(rel, "state"), &isnull));

	if (VARDATA_ANY(state)[0] != 'o')
		return 0;
	return DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "quantity"), &isnull)) -
		DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "used"), &isnull));
}

/* A new permit: open and unused, with document and dates. */
static void
check_new(BzBook *book, Relation rel, TupleTableSlot *slot, BzCell *cell)
{
	bool		isnull;
	Datum		document = slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull);
	Datum		reason;
	DateADT		on;
	text	   *state;

	if (isnull)
		bz_violation_no_document(rel);
	if (bz_plan_run(book, &document_query, &document, NULL, false) == 0)
		bz_violation_no_such(rel, "document_id", psprintf(INT64_FORMAT, DatumGetInt64(document)));
	reason = slot_getattr(slot, bz_trigger_column(rel, "entry_reason"), &isnull);
	if (!isnull && !bz_book_code(book, "entry_reason", TextDatumGetCString(reason)))
		bz_violation_no_such(rel, "entry_reason", TextDatumGetCString(reason));
	on = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(rel, "effective_on"), &isnull));
	if (on > GetSQLCurrentDate())
		bz_violation_future(rel, "effective_on", on);
	bz_cells_need_unit(cell, on);
	state = DatumGetTextPP(slot_getattr(slot, bz_trigger_column(rel, "state"), &isnull));
	if (VARDATA_ANY(state)[0] != 'o' ||
		DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "used"), &isnull)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_PERMIT_INVALID),
				 errmsg("a new permit is open and unused"),
				 errhint("Leave state and used out; the engine keeps them."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "permit_invalid")));
}

/* By hand, a permit can only be cancelled while it is open. */
static void
check_cancel(Relation rel, TupleTableSlot *before, TupleTableSlot *after)
{
	bool		isnull;
	int			column = bz_trigger_column(rel, "state");
	text	   *old = DatumGetTextPP(slot_getattr(before, column, &isnull));
	text	   *new = DatumGetTextPP(slot_getattr(after, column, &isnull));

	if (VARDATA_ANY(old)[0] == VARDATA_ANY(new)[0] ||
		(VARDATA_ANY(old)[0] == 'o' && VARDATA_ANY(new)[0] == 'c'))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("a permit can only be cancelled while it is open"),
			 errhint("Ask for a new permit with permit_use()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
}

static void
collect(BzBook *book, TriggerData *trigdata, BzCells *cells)
{
	Relation	rel = trigdata->tg_relation;
	bool		insert = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event);
	TupleTableSlot *before = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	TupleTableSlot *after = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	bool		isnull;

	tuplestore_rescan(trigdata->tg_newtable);
	if (!insert)
		tuplestore_rescan(trigdata->tg_oldtable);
	while (tuplestore_gettupleslot(trigdata->tg_newtable, true, false, after))
	{
		int32		unit = DatumGetInt32(slot_getattr(after, bz_trigger_column(rel, "unit_id"), &isnull));
		int32		type = DatumGetInt32(slot_getattr(after, bz_trigger_column(rel, "post_type"), &isnull));
		BzCell	   *cell = bz_cells_get(cells, unit, type);

		cell->reserved += reserves(after, rel);
		if (insert)
			check_new(book, rel, after, cell);
		else
		{
			if (!tuplestore_gettupleslot(trigdata->tg_oldtable, true, false, before))
				elog(ERROR, "transition tables of \"%s\" are not in step", RelationGetRelationName(rel));
			check_cancel(rel, before, after);
			cell->reserved -= reserves(before, rel);
		}
	}
	ExecDropSingleTupleTableSlot(before);
	ExecDropSingleTupleTableSlot(after);
}

PG_FUNCTION_INFO_V1(bianzhi_post_permit);

/* AFTER INSERT or UPDATE STATEMENT on use_permit, with transition tables. */
Datum
bianzhi_post_permit(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin_rows(fcinfo, "post_permit");
	BzBook	   *book;
	BzCells    *cells;

	/* the engine's own updates come with their deltas in the caller's cells */
	if (bz_plan_in_engine())
		return PointerGetDatum(NULL);
	book = bz_book_of(trigdata->tg_relation);
	SPI_connect();
	cells = bz_cells_create(tuplestore_tuple_count(trigdata->tg_newtable));
	collect(book, trigdata, cells);
	bz_cells_post(book, trigdata->tg_relation, cells);
	bz_pool_owed(book, trigdata->tg_relation, cells);
	SPI_finish();
	return PointerGetDatum(NULL);
}
