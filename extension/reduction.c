/*-------------------------------------------------------------------------
 *
 * reduction.c
 *	  Plans by which an excess is worked off (消化): what one starts from is
 *	  read from the account, and each step allows less than the one before.
 *
 * Progress, and who is behind, are views (sql/book/74_leadership.sql).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

static const BzQuery excess_query = {
	"SELECT a.strength OPERATOR(pg_catalog.-) a.approved, a.approved, a.strength FROM @.account a"
	" WHERE a.holder_id" BZ_EQ "$1 AND a.post_type" BZ_EQ "$2 FOR SHARE OF a", 2, {INT4OID, INT4OID}
};

/* a step that does not go down, or is not later than the plan's beginning */
static const BzQuery steps_query = {
	"SELECT s.reduction_id, s.due_on::pg_catalog.text, s.allowed, s.before FROM ("
	"SELECT x.reduction_id, x.due_on, x.allowed, p.effective_on,"
	" coalesce(pg_catalog.lag(x.allowed) OVER (PARTITION BY x.reduction_id ORDER BY x.due_on), p.start_excess) AS before"
	" FROM @.reduction_step x JOIN @.reduction_plan p ON p.id" BZ_EQ "x.reduction_id"
	" WHERE x.reduction_id" BZ_EQ "ANY ($1)) s"
	" WHERE s.allowed OPERATOR(pg_catalog.>=) s.before OR s.due_on OPERATOR(pg_catalog.<=) s.effective_on"
	" ORDER BY s.reduction_id, s.due_on LIMIT 1", 1, {INT8ARRAYOID}
};

/* What the account at hand has too many; refuses if that is nothing. */
static int32
present_excess(BzBook *book, Relation rel, int32 unit, int32 post_type)
{
	Datum		values[2];
	int32		excess = 0;

	values[0] = Int32GetDatum(unit);
	values[1] = Int32GetDatum(post_type);
	if (bz_plan_run(book, &excess_query, values, NULL, false) == 1)
		excess = bz_result_int4(0, 1, NULL);
	if (excess <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unit %d has no excess of post type %d to work off", unit, post_type),
				 SPI_processed == 1 && bz_may_read(book) ?
				 errdetail("Approved %d, strength %d.", bz_result_int4(0, 2, NULL), bz_result_int4(0, 3, NULL)) : 0,
				 errhint("Plans are for accounts with more people than posts; \"report leadership_survey\" and check_rules() name them."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "reduction_plan_excess")));
	return excess;
}

PG_FUNCTION_INFO_V1(bianzhi_start_reduction);

/* BEFORE INSERT FOR EACH ROW on reduction_plan: document, date, the excess it starts from, who recorded it. */
Datum
bianzhi_start_reduction(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "start_reduction", true, true, BZ_ON_INSERT);
	Relation	rel = t->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	int			columns[3];
	Datum		values[3];
	bool		nulls[3] = {false, false, false};
	bool		no_unit;
	bool		no_type;
	bool		isnull;
	int32		unit = DatumGetInt32(heap_getattr(t->tg_trigtuple, bz_trigger_column(rel, "unit_id"), desc, &no_unit));
	int32		type = DatumGetInt32(heap_getattr(t->tg_trigtuple, bz_trigger_column(rel, "post_type"), desc, &no_type));
	DateADT		on = DatumGetDateADT(heap_getattr(t->tg_trigtuple, bz_trigger_column(rel, "effective_on"), desc, &isnull));

	if (no_unit || no_type || isnull)
		return PointerGetDatum(t->tg_trigtuple);	/* NOT NULL refuses it */
	if (on > GetSQLCurrentDate())
		bz_violation_future(rel, "effective_on", on);
	(void) heap_getattr(t->tg_trigtuple, bz_trigger_column(rel, "document_id"), desc, &isnull);
	if (isnull)
		bz_violation_no_document(rel);
	SPI_connect();
	values[0] = Int32GetDatum(present_excess(bz_book_of(rel), rel, unit, type));
	SPI_finish();
	columns[0] = bz_trigger_column(rel, "start_excess");
	columns[1] = bz_trigger_column(rel, "recorded_at");
	columns[2] = bz_trigger_column(rel, "recorded_by");
	values[1] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[2] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(t->tg_trigtuple, desc, 3, columns, values, nulls));
}

PG_FUNCTION_INFO_V1(bianzhi_check_reduction);

/* AFTER INSERT STATEMENT on reduction_step: every step goes down. */
Datum
bianzhi_check_reduction(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "check_reduction");
	Relation	rel = t->tg_relation;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	int64	   *plans = palloc(sizeof(int64) * Max(tuplestore_tuple_count(t->tg_newtable), 1));
	int			n = 0;
	Datum		value;

	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
	{
		bool		isnull;

		plans[n++] = DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "reduction_id"), &isnull));
	}
	ExecDropSingleTupleTableSlot(slot);
	SPI_connect();
	value = bz_array_int8(plans, n);
	if (bz_plan_run(bz_book_of(rel), &steps_query, &value, NULL, false) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step of %s of reduction plan %lld does not go down", bz_result_text(0, 2),
						(long long) bz_result_int8(0, 1, NULL)),
				 errdetail("It allows an excess of %d after %d.", bz_result_int4(0, 3, NULL), bz_result_int4(0, 4, NULL)),
				 errhint("Steps lie after the plan's beginning, and each allows less than the one before."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "reduction_step_down")));
	SPI_finish();
	return PointerGetDatum(NULL);
}
