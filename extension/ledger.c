/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  Entries and their lines: documents and dates when they are written,
 *	  balances of the accounts at once, conservation at commit.
 *
 * Posts are issued by a higher level and never appear or vanish: an entry's
 * lines sum to zero per post category (invariant 1).  That is judged by a
 * deferred constraint trigger, so that the lines of an entry may come in
 * several statements; it is judged once per entry and command, whatever the
 * number of lines.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* Lines may only be added by the transaction that made the entry. */
static const BzQuery entry_query = {
	"SELECT e.effective_on FROM @.entry e WHERE e.id" BZ_EQ "$1 AND e.recorded_at" BZ_EQ "$2",
	2, {INT8OID, TIMESTAMPTZOID}
};

static const BzQuery lines_query = {
	"SELECT l.post_type, l.quantity, e.reverses,"
	" (SELECT u.id FROM @.unit u WHERE u.id" BZ_EQ "l.holder_id AND u.replaces_id IS NOT NULL"
	" AND l.quantity OPERATOR(pg_catalog.>) 0) FROM @.entry e"
	" JOIN @.entry_line l ON l.entry_id" BZ_EQ "e.id WHERE e.id" BZ_EQ "$1",
	1, {INT8OID}
};

/*
 * Lines of a reversal and of what it reverses, added up: all must be zero.  A
 * unit that was restored stands for the ended one whose posts come back to it.
 */
static const BzQuery reversal_query = {
	"SELECT 1 FROM @.entry e JOIN @.entry_line l"
	" ON l.entry_id" BZ_EQ "e.id OR l.entry_id" BZ_EQ "e.reverses"
	" WHERE e.id" BZ_EQ "$1 AND e.reverses IS NOT NULL"
	" GROUP BY CASE WHEN l.holder_id OPERATOR(pg_catalog.>) 0 THEN @.restored_unit(l.holder_id) ELSE l.holder_id END, l.post_type HAVING pg_catalog.sum(l.quantity) OPERATOR(pg_catalog.<>) 0 LIMIT 1",
	1, {INT8OID}
};

static const BzQuery write_entry_query = {
	"INSERT INTO @.entry (kind, document_id, effective_on, note) VALUES ($1, $2, $3, $4) RETURNING id",
	4, {TEXTOID, INT8OID, DATEOID, TEXTOID}
};

static const BzQuery write_lines_query = {
	"INSERT INTO @.entry_line (entry_id, holder_id, post_type, quantity)"
	" SELECT $1, k.h, k.t, k.q FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4))"
	" WITH ORDINALITY k(h, t, q, n) ORDER BY k.n",
	4, {INT8OID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID}
};

/* the lines being written are the engine's own, and so are their balances */
static bool writing_entry = false;

PG_FUNCTION_INFO_V1(bianzhi_check_entry);

/* AFTER INSERT STATEMENT on entry: document, date, recorded by the database. */
Datum
bianzhi_check_entry(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin_rows(fcinfo, "check_entry");
	Relation	rel = trigdata->tg_relation;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	DateADT		today = GetSQLCurrentDate();
	BzRecorded	recorded;

	(void) bz_book_of(rel);
	bz_recorded_begin(&recorded, rel);
	tuplestore_rescan(trigdata->tg_newtable);
	while (tuplestore_gettupleslot(trigdata->tg_newtable, true, false, slot))
	{
		bool		isnull;
		DateADT		on;

		bz_recorded_check(&recorded, slot);
		(void) slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull);
		if (isnull)
			bz_violation_no_document(rel);
		on = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(rel, "effective_on"), &isnull));
		if (on > today)
			bz_violation_future(rel, "effective_on", on);
	}
	ExecDropSingleTupleTableSlot(slot);
	return PointerGetDatum(NULL);
}

/* The day from which an entry holds; refuses lines for an entry already made. */
static DateADT
entry_date(BzBook *book, Relation rel, int64 entry)
{
	Datum		values[2];

	values[0] = Int64GetDatum(entry);
	values[1] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	if (bz_plan_run(book, &entry_query, values, NULL, false) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_APPEND_ONLY),
				 errmsg("entry %lld is not one of this transaction", (long long) entry),
				 errdetail("Lines are written together with their entry; an entry once made is never added to."),
				 errhint("Make a new entry, or correct this one with reverse_entry()."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	return bz_result_int4(0, 1, NULL);
}

/* The kind of post of a pool stays in the pool but for its loans (pool_seat.c). */
static void
refuse_pool_line(Relation rel, int32 holder, int32 post_type)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_POOL_RING_FENCE),
			 errmsg("posts of a turnover pool move only with its loans"),
			 errdetail("Holder %d, post type %d.", holder, post_type),
			 errhint("Fund the pool with pool_fund(); lend by pool_apply(), pool_approve() and pool_use(), take back by pool_return(), pool_convert() or pool_reclaim()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "pool_ring_fence")));
}

PG_FUNCTION_INFO_V1(bianzhi_post_lines);

/* AFTER INSERT STATEMENT on entry_line, with its transition table. */
Datum
bianzhi_post_lines(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin_rows(fcinfo, "post_lines");
	Relation	rel = trigdata->tg_relation;
	BzBook	   *book = bz_book_of(rel);
	TupleTableSlot *slot;
	int			col_entry = bz_trigger_column(rel, "entry_id");
	int			col_holder = bz_trigger_column(rel, "holder_id");
	int			col_type = bz_trigger_column(rel, "post_type");
	int			col_quantity = bz_trigger_column(rel, "quantity");
	BzCells    *cells;
	int32	   *leaders = palloc(sizeof(int32) * Max(tuplestore_tuple_count(trigdata->tg_newtable), 1));
	int			nleaders = 0;
	int64		last = 0;
	DateADT		on = DATEVAL_NOEND;

	if (writing_entry)
		return PointerGetDatum(NULL);
	slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	SPI_connect();
	cells = bz_cells_create(tuplestore_tuple_count(trigdata->tg_newtable));
	tuplestore_rescan(trigdata->tg_newtable);
	while (tuplestore_gettupleslot(trigdata->tg_newtable, true, false, slot))
	{
		bool		isnull;
		int64		entry = DatumGetInt64(slot_getattr(slot, col_entry, &isnull));
		const BzPostType *type;
		BzCell	   *cell = bz_cells_get(cells,
										DatumGetInt32(slot_getattr(slot, col_holder, &isnull)),
										DatumGetInt32(slot_getattr(slot, col_type, &isnull)));
		const BzPool *pool = book->npools > 0 ? bz_book_pool(book, cell->post_type) : NULL;

		if (pool != NULL && pool->holder != cell->holder)
			refuse_pool_line(rel, cell->holder, cell->post_type);
		if (on == DATEVAL_NOEND || entry != last)
			on = entry_date(book, rel, entry);
		last = entry;
		cell->approved += DatumGetInt32(slot_getattr(slot, col_quantity, &isnull));
		bz_cells_need_unit(cell, on);
		if (cell->holder > 0 && (type = bz_book_post_type(book, cell->post_type)) != NULL && type->class == 'l')
			leaders[nleaders++] = cell->holder;
	}
	ExecDropSingleTupleTableSlot(slot);
	bz_standing_hold(book, leaders, nleaders);
	bz_leader_later(book, leaders, nleaders, GetActiveSnapshot()->curcid);
	bz_cells_post(book, rel, cells);
	SPI_finish();
	return PointerGetDatum(NULL);
}

/* What the lines change, for the statement that posts it. */
void
bz_entry_cells(BzCells *cells, const BzLine *lines, int nlines, DateADT on)
{
	for (int i = 0; i < nlines; i++)
	{
		BzCell	   *cell = bz_cells_get(cells, lines[i].holder, lines[i].post_type);

		cell->approved += lines[i].quantity;
		if (lines[i].holder < 0)
			cell->fund = true;
		else
			bz_cells_need_unit(cell, on);
	}
}

/*
 * Write an entry of the engine's own with its lines (distinct accounts, none
 * zero).  The caller posts the balances together with what else its statement
 * changes (bz_entry_cells), so that they are judged once.  Returns its id.
 */
int64
bz_entry_write(BzBook *book, const char *kind, int64 document, DateADT on,
			   const char *note, const BzLine *lines, int nlines)
{
	int32	   *numbers[3];
	Datum		values[4];
	int64		entry;

	values[0] = CStringGetTextDatum(kind);
	values[1] = Int64GetDatum(document);
	values[2] = DateADTGetDatum(on);
	values[3] = note != NULL ? CStringGetTextDatum(note) : (Datum) 0;
	(void) bz_plan_run(book, &write_entry_query, values, note != NULL ? NULL : "   n", false);
	entry = bz_result_int8(0, 1, NULL);

	for (int c = 0; c < 3; c++)
		numbers[c] = palloc(sizeof(int32) * Max(nlines, 1));
	for (int i = 0; i < nlines; i++)
	{
		numbers[0][i] = lines[i].holder;
		numbers[1][i] = lines[i].post_type;
		numbers[2][i] = lines[i].quantity;
	}
	values[0] = Int64GetDatum(entry);
	for (int c = 0; c < 3; c++)
		values[c + 1] = bz_array_int4(numbers[c], nlines);
	writing_entry = true;
	PG_TRY();
	{
		(void) bz_plan_run(book, &write_lines_query, values, NULL, false);
	}
	PG_FINALLY();
	{
		writing_entry = false;
	}
	PG_END_TRY();
	return entry;
}

static void
unbalanced(Relation rel, int64 entry, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_UNBALANCED_ENTRY),
			 errmsg("entry %lld does not balance", (long long) entry),
			 errdetail_internal("%s", detail),
			 errhint("Every post comes from somewhere: add the line of the account that gives it (a unit, the reserve, or the ceiling for a grant from above)."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "unbalanced_entry")));
}

/*
 * Sum the entry's lines per category; they must all be zero, and exist.  An
 * institution that replaces another may get posts by them (replace.c).
 */
static void
check_sums(BzBook *book, Relation rel, int64 entry)
{
	Datum		value = Int64GetDatum(entry);
	int64	   *sums = palloc0(sizeof(int64) * Max(book->npost_types, 1));
	bool		reverses;
	int32	   *replacing;
	int			nreplacing = 0;
	uint64		n = bz_plan_run(book, &lines_query, &value, NULL, false);

	if (n == 0)
		unbalanced(rel, entry, _("It has no lines."));
	reverses = bz_result_text(0, 3) != NULL;
	replacing = palloc(sizeof(int32) * n);
	for (uint64 i = 0; i < n; i++)
	{
		const BzPostType *t = bz_book_post_type(book, bz_result_int4(i, 1, NULL));
		bool		isnull;
		int32		unit = bz_result_int4(i, 4, &isnull);

		if (!isnull && (nreplacing == 0 || replacing[nreplacing - 1] != unit))
			replacing[nreplacing++] = unit;

		if (t != NULL)
			sums[t->category] += bz_result_int4(i, 2, NULL);
	}
	for (int i = 0; i < book->npost_types; i++)
	{
		int64		sum = sums[book->post_types[i].category];

		if (sum != 0)
			unbalanced(rel, entry,
					   psprintf(_("The lines of the category of post type %d sum to %lld, not to zero."),
								book->post_types[i].code, (long long) sum));
	}
	if (reverses && bz_plan_run(book, &reversal_query, &value, NULL, false) != 0)
		unbalanced(rel, entry, _("Its lines are not the exact opposite of the entry it reverses."));
	for (int i = 0; i < nreplacing; i++)
		bz_replace_check(book, rel, replacing[i]);
}

PG_FUNCTION_INFO_V1(bianzhi_check_balance);

/*
 * Deferred constraint trigger on entry and entry_line.  The memory of the
 * entry judged last is good for one command only: more lines need a later
 * command, and another transaction another id.
 */
Datum
bianzhi_check_balance(PG_FUNCTION_ARGS)
{
	static int64 last_entry;
	static Oid	last_book;
	static CommandId last_command;
	static TransactionId last_xid = InvalidTransactionId;
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "check_balance", true, false, BZ_ON_INSERT);
	Relation	rel = trigdata->tg_relation;
	bool		isnull;
	const char *column = strcmp(SPI_fname(RelationGetDescr(rel), 1), "entry_id") == 0 ? "entry_id" : "id";
	int64		entry = DatumGetInt64(heap_getattr(trigdata->tg_trigtuple,
												   bz_trigger_column(rel, column),
												   RelationGetDescr(rel), &isnull));
	Oid			nsp = RelationGetNamespace(rel);

	if (entry == last_entry && nsp == last_book &&
		last_command == GetCurrentCommandId(false) &&
		TransactionIdEquals(last_xid, GetTopTransactionIdIfAny()))
		return PointerGetDatum(NULL);
	SPI_connect();
	check_sums(bz_book_of(rel), rel, entry);
	SPI_finish();
	last_entry = entry;
	last_book = nsp;
	last_command = GetCurrentCommandId(false);
	last_xid = GetTopTransactionIdIfAny();
	return PointerGetDatum(NULL);
}
