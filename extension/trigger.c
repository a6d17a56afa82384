/*-------------------------------------------------------------------------
 *
 * trigger.c
 *	  Protocol of trigger functions, and the guards that refuse: append-only
 *	  facts, keys that never change, columns that only the engine writes.
 *
 * Guards are ENABLE ALWAYS, so that session_replication_role does not open
 * them; the workers of logical replication are let through, because what they
 * bring was judged where it was written.
 *
 * What may not live here: rules with figures (account.c and its callers).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

/*
 * Check that the function was called as the trigger it is made for.  One text
 * for all functions, so that it is translated once (as ri_CheckTrigger does).
 */
TriggerData *
bz_trigger_begin(FunctionCallInfo fcinfo, const char *function, bool row, bool before, int events)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	int			event;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager", function)));
	if ((TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) != 0) != row ||
		(TRIGGER_FIRED_BEFORE(trigdata->tg_event) != 0) != before)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired %s %s", function,
						before ? "BEFORE" : "AFTER",
						row ? "FOR EACH ROW" : "FOR EACH STATEMENT")));
	/* an UPDATE has two tuples, the others one */
	event = TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? BZ_ON_INSERT :
		TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? BZ_ON_UPDATE :
		TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) ? BZ_ON_DELETE : BZ_ON_TRUNCATE;
	if ((events & event) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" is not made for the event by which it was fired", function)));
	return trigdata;
}

/*
 * As bz_trigger_begin for AFTER STATEMENT functions that read the statement's
 * rows: whoever owns a table can attach them without REFERENCING, or for
 * events that bring no rows.
 */
TriggerData *
bz_trigger_begin_rows(FunctionCallInfo fcinfo, const char *function)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, function, false, false, BZ_ON_ANY);

	if (trigdata->tg_newtable == NULL ||
		(!TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) && trigdata->tg_oldtable == NULL))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired with transition tables", function)));
	return trigdata;
}

/* What is passed by reference among the columns that triggers read or write, by name. */
typedef struct ColumnType
{
	const char *name;
	Oid			type;
} ColumnType;

static const ColumnType by_reference[] = {
	{"applied_by", TEXTOID}, {"approval_number", TEXTOID}, {"base", JSONBOID}, {"category", TEXTOID},
	{"class", TEXTOID}, {"clears", TEXTARRAYOID}, {"closed_by", TEXTOID}, {"code", TEXTOID},
	{"coefficient", NUMERICOID}, {"counterpart", TEXTOID}, {"created_by", TEXTOID}, {"decided_by", TEXTOID},
	{"decision_reason", TEXTOID}, {"end_kind", TEXTOID}, {"ended_by", TEXTOID}, {"entry_reason", TEXTOID},
	{"exit_reason", TEXTOID}, {"field", TEXTOID}, {"formula", TEXTOID}, {"grade", TEXTOID}, {"holder_rank", TEXTOID},
	{"idempotency_key", TEXTOID}, {"industry", TEXTOID}, {"kind", TEXTOID}, {"made_by", TEXTOID}, {"name", TEXTOID}, {"note", TEXTOID},
	{"number", TEXTOID}, {"op", TEXTOID}, {"operations", JSONBOID}, {"other_names", TEXTARRAYOID},
	{"owed", TEXTOID}, {"params", JSONBOID}, {"party_body", TEXTOID}, {"path", TEXTOID}, {"rank", TEXTOID},
	{"reason", TEXTOID}, {"recorded_by", TEXTOID}, {"region", TEXTOID}, {"report", TEXTOID}, {"result", JSONBOID},
	{"retire_group", TEXTOID}, {"role", TEXTOID}, {"rows", TEXTOID}, {"section", TEXTOID}, {"sex", TEXTOID}, {"short_name", TEXTOID},
	{"signed_by", TEXTOID}, {"state", TEXTOID}, {"status", TEXTOID}, {"system", TEXTOID}, {"talent_category", TEXTOID},
	{"title", TEXTOID}, {"uncounted_reason", TEXTOID}, {"weight", NUMERICOID},
};

static int
compare_name(const void *key, const void *row)
{
	return strcmp(key, ((const ColumnType *) row)->name);
}

/*
 * Number of a column that the book's format promises, of the type that the
 * code takes it for: a number read as a text is a wild pointer, and anybody
 * can attach a trigger to a table of their own.
 */
int
bz_trigger_column(Relation rel, const char *name)
{
	int			attnum = SPI_fnumber(RelationGetDescr(rel), name);
	const ColumnType *found;
	Form_pg_attribute att;

	if (attnum <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("table \"%s\" has no column \"%s\"",
						RelationGetRelationName(rel), name),
				 errhint("The book is not complete; restore it from a dump, or upgrade it with bianzhi.upgrade_book().")));
	att = TupleDescAttr(RelationGetDescr(rel), attnum - 1);
	found = bsearch(name, by_reference, lengthof(by_reference), sizeof(by_reference[0]), compare_name);
	if (found != NULL ? att->atttypid != found->type : !att->attbyval)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("column \"%s\" of table \"%s\" cannot be of type %s",
						name, RelationGetRelationName(rel), format_type_be(att->atttypid)),
				 errhint("The book is not complete; restore it from a dump, or upgrade it with bianzhi.upgrade_book().")));
	return attnum;
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_change);

/*
 * BEFORE STATEMENT, on DELETE, TRUNCATE or UPDATE OF columns that never
 * change: facts end, they are not erased (invariant 9 of the design).
 */
Datum
bianzhi_refuse_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "refuse_change", false, true, BZ_ON_ANY);
	Relation	rel = trigdata->tg_relation;
	const char *table = RelationGetRelationName(rel);

	if (IsLogicalWorker())
		return PointerGetDatum(NULL);

	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_BZ_APPEND_ONLY),
				 errmsg("what is recorded in \"%s\" cannot be changed", table),
				 errdetail("Keys, effective dates, documents and quantities of recorded facts are never rewritten."),
				 errhint("End the record (set its end date, or the end on its own effective date to void it) and record the right one; correct a ledger entry with reverse_entry()."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("rows of \"%s\" cannot be deleted", table),
			 errdetail("The book keeps its whole history; reports of closed months are recounted from it."),
			 errhint("End the record with an end date and its document; correct a ledger entry with reverse_entry()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	return PointerGetDatum(NULL);	/* keep compiler quiet */
}

PG_FUNCTION_INFO_V1(bianzhi_guard_engine);

/* BEFORE STATEMENT, on what only the engine writes: account, used of permits. */
Datum
bianzhi_guard_engine(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "guard_engine", false, true, BZ_ON_ANY);
	Relation	rel = trigdata->tg_relation;

	if (bz_plan_in_engine() || IsLogicalWorker())
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("balances of \"%s\" cannot be written by hand", RelationGetRelationName(rel)),
			 errdetail("They are kept by the engine and always equal the sum of entries, permits, enrolments and appointments."),
			 errhint("Change approved posts with allocate(), transfer_posts() or convert_posts(), people with enrol() and release(), reservations with permit_use() and cancel_permit()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	return PointerGetDatum(NULL);	/* keep compiler quiet */
}

PG_FUNCTION_INFO_V1(bianzhi_stamp_end);

/*
 * BEFORE UPDATE FOR EACH ROW on enrolment and appointment: when and by whom
 * the end was recorded comes from the database, not from the client.  One that
 * is written once more as it was stays known since then.
 */
Datum
bianzhi_stamp_end(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "stamp_end", true, true, BZ_ON_UPDATE);
	Relation	rel = trigdata->tg_relation;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2];
	int			until = bz_trigger_column(rel, "until");
	Datum		before;
	Datum		after;
	bool		was_null;
	bool		isnull;

	columns[0] = bz_trigger_column(rel, "ended_at");
	columns[1] = bz_trigger_column(rel, "ended_by");
	before = heap_getattr(trigdata->tg_trigtuple, until, RelationGetDescr(rel), &was_null);
	after = heap_getattr(trigdata->tg_newtuple, until, RelationGetDescr(rel), &isnull);
	if (!was_null && !isnull && DatumGetDateADT(before) == DatumGetDateADT(after))
		return PointerGetDatum(trigdata->tg_newtuple);
	nulls[0] = nulls[1] = isnull;
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(trigdata->tg_newtuple,
													 RelationGetDescr(rel), 2,
													 columns, values, nulls));
}

PG_FUNCTION_INFO_V1(bianzhi_stamp_close);

/* BEFORE UPDATE FOR EACH ROW on use_permit, WHEN it ends: the same of what is closed. */
Datum
bianzhi_stamp_close(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "stamp_close", true, true, BZ_ON_UPDATE);
	Relation	rel = trigdata->tg_relation;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	columns[0] = bz_trigger_column(rel, "closed_at");
	columns[1] = bz_trigger_column(rel, "closed_by");
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(trigdata->tg_newtuple, RelationGetDescr(rel), 2,
													 columns, values, nulls));
}

PG_FUNCTION_INFO_V1(bianzhi_stamp_record);

/*
 * BEFORE INSERT FOR EACH ROW on small tables: recorded_at and recorded_by are
 * set by the database whatever the client sent.  (Hot tables use defaults and
 * bz_recorded_check, because a BEFORE ROW trigger costs COPY its
 * batches.)
 */
Datum
bianzhi_stamp_record(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "stamp_record", true, true, BZ_ON_INSERT);
	Relation	rel = trigdata->tg_relation;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	columns[0] = bz_trigger_column(rel, "recorded_at");
	columns[1] = bz_trigger_column(rel, "recorded_by");
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(trigdata->tg_trigtuple,
													 RelationGetDescr(rel), 2,
													 columns, values, nulls));
}

/* What a new row must carry, looked up once per statement. */
void
bz_recorded_begin(BzRecorded *r, Relation rel)
{
	r->rel = rel;
	r->at = bz_trigger_column(rel, "recorded_at");
	r->by = bz_trigger_column(rel, "recorded_by");
	r->now = GetCurrentTransactionStartTimestamp();
	r->user = GetUserNameFromId(GetSessionUserId(), false);
	r->length = strlen(r->user);
}

/*
 * A new row of a hot table must carry the transaction's own time and the
 * session's user, as the column defaults give them: known time is the
 * database's, not the client's.
 */
void
bz_recorded_check(const BzRecorded *r, TupleTableSlot *slot)
{
	bool		null_at;
	bool		null_by;
	TimestampTz given = DatumGetTimestampTz(slot_getattr(slot, r->at, &null_at));
	Datum		who = slot_getattr(slot, r->by, &null_by);
	text	   *name = null_by ? NULL : DatumGetTextPP(who);

	if (!null_at && !null_by && given == r->now &&
		VARSIZE_ANY_EXHDR(name) == r->length &&
		memcmp(VARDATA_ANY(name), r->user, r->length) == 0)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_BZ_RECORDED_BY_CLIENT),
			 errmsg("recorded_at and recorded_by of \"%s\" are set by the database",
					RelationGetRelationName(r->rel)),
			 errhint("Leave the two columns out; the date from which a fact holds goes into effective_on."),
			 errtable(r->rel)));
}
