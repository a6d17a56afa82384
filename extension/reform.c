/*-------------------------------------------------------------------------
 *
 * reform.c
 *	  Plans of a reform: their states, their steps, and applying one.
 *
 * A plan is a draft until it is rehearsed; a rehearsal without violations may
 * be applied, once.  Whoever changes a step or a default makes it a draft
 * again.  These states are written here and by the rehearsal only; a hand that
 * writes them meets the guards (bianzhi_guard_plan, bianzhi_guard_step).
 *
 * Applying locks first what the rehearsal wrote, in the order in which every
 * act locks, then compares it with what the rehearsal saw, then runs the steps.
 * The rows they wrote are known by the transaction's number and recorded as the
 * plan's effects, from which a counter-plan is made; what the transaction had
 * done before is told apart by a snapshot taken between.
 *
 * What may not live here: the rehearsal (rehearsal.c), what an operation is
 * (operation.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/* more than zero while this room or the rehearsal writes plans */
static int	writing = 0;

static const BzQuery lock_plan_query = {
	"SELECT p.state FROM @.plan p WHERE p.id" BZ_EQ "$1 FOR NO KEY UPDATE OF p", 1, {INT8OID}
};

static const BzQuery redraft_query = {
	"UPDATE @.plan SET state = 'draft', base = NULL, violations = NULL, rehearsed_at = NULL"
	" WHERE id" BZ_EQ "$1", 1, {INT8OID}
};

/*
 * What the plan made, and what it ended of what was there: $2 lists what it
 * wrote as [table, id, has it ended], $3 what of that was there, and open.
 */
static const char effect_query[] =
"INSERT INTO @.plan_effect (plan_id, fact, fact_id, act)"
" SELECT $1, w.x OPERATOR(pg_catalog.->>) 0, (w.x OPERATOR(pg_catalog.->>) 1)::pg_catalog.int8,"
" CASE WHEN k.x IS NOT NULL THEN 'ended' WHEN (w.x OPERATOR(pg_catalog.->) 2)::pg_catalog.bool THEN 'passed'"
" ELSE 'made' END"
" FROM pg_catalog.jsonb_array_elements($2) w (x)"
" LEFT JOIN pg_catalog.jsonb_array_elements($3) k (x)"
" ON (k.x OPERATOR(pg_catalog.->) 0)" BZ_EQ "(w.x OPERATOR(pg_catalog.->) 0)"
" AND (k.x OPERATOR(pg_catalog.->) 1)" BZ_EQ "(w.x OPERATOR(pg_catalog.->) 1)"
" WHERE k.x IS NULL OR ((k.x OPERATOR(pg_catalog.->) 2)::pg_catalog.bool"
" AND (w.x OPERATOR(pg_catalog.->) 2)::pg_catalog.bool)";

/* ----
 * Queries as the caller
 * ----
 */

/*
 * Run a query on a book with the rights of the caller; "@." names the book.
 * With a snapshot it only reads, and sees what that shows.  The caller has
 * called SPI_connect().
 */
uint64
bz_reform_ask(BzBook *book, const char *query, int nargs, const Oid *types, Datum *values,
			  Snapshot snapshot)
{
	SPIPlanPtr	plan = SPI_prepare(bz_plan_text(book, query), nargs, (Oid *) types);

	if (plan == NULL ||
		SPI_execute_snapshot(plan, values, NULL, snapshot, InvalidSnapshot,
							 snapshot != InvalidSnapshot, true, 0) < 0)
		elog(ERROR, "SPI failed: %s for %s", SPI_result_code_string(SPI_result), query);
	return SPI_processed;
}

/* The same for what only this room may write. */
void
bz_reform_write(BzBook *book, const char *query, int nargs, const Oid *types, Datum *values)
{
	writing++;
	PG_TRY();
	{
		(void) bz_reform_ask(book, query, nargs, types, values, InvalidSnapshot);
	}
	PG_FINALLY();
	{
		writing--;
	}
	PG_END_TRY();
}

/* ----
 * Plans
 * ----
 */

static Jsonb *
json_column(uint64 row, int column)
{
	bool		isnull;
	Datum		d = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? NULL : DatumGetJsonbPCopy(d);
}

static void
load_steps(BzBook *book, BzPlan *plan)
{
	static const Oid types[] = {INT8OID};
	Datum		value = Int64GetDatum(plan->id);

	plan->nsteps = (int) bz_reform_ask(book, "SELECT s.step, s.op, s.args FROM @.plan_step s"
									   " WHERE s.plan_id" BZ_EQ "$1 ORDER BY s.step",
									   1, types, &value, InvalidSnapshot);
	plan->steps = palloc0(sizeof(BzStep) * Max(plan->nsteps, 1));
	for (int i = 0; i < plan->nsteps; i++)
	{
		plan->steps[i].no = bz_result_int4(i, 1, NULL);
		plan->steps[i].op = bz_result_text(i, 2);
		plan->steps[i].args = json_column(i, 3);
	}
}

/*
 * Read a plan, and lock it where it is to be written.  Everything stays in the
 * caller's SPI memory.
 */
void
bz_reform_load(BzBook *book, int64 id, bool lock, BzPlan *plan)
{
	static const Oid types[] = {INT8OID};
	static const char *const query =
	"SELECT p.state, p.document_id, p.effective_on, coalesce(p.violations, -1), p.base"
	" FROM @.plan p WHERE p.id" BZ_EQ "$1";
	Datum		value = Int64GetDatum(id);
	bool		isnull;

	memset(plan, 0, sizeof(*plan));
	plan->id = id;
	if (bz_reform_ask(book, lock ? psprintf("%s FOR NO KEY UPDATE", query) : query,
					  1, types, &value, InvalidSnapshot) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 errmsg("the book has no plan %lld", (long long) id),
				 errhint("\"bianzhi plan list\" lists the plans."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_exists")));
	plan->state = bz_result_text(0, 1);
	plan->document = bz_result_text(0, 2);
	if (plan->document != NULL)
		plan->document = psprintf("#%s", plan->document);
	plan->effective_on = bz_result_int4(0, 3, &isnull);
	if (isnull)
		plan->effective_on = DATEVAL_NOBEGIN;
	plan->violations = bz_result_int4(0, 4, NULL);
	plan->base = json_column(0, 5);
	load_steps(book, plan);
}

/* Carry out one step; the plan's document and date are its defaults. */
void
bz_reform_step(BzBook *book, const BzPlan *plan, BzStep *step)
{
	BzOperation o;

	bz_operation_find(book, step->op, &o);
	bz_operation_bind(&o, step->args);
	if (plan->document != NULL)
		bz_operation_default(&o, "document", TEXTOID, CStringGetTextDatum(plan->document));
	if (plan->effective_on != DATEVAL_NOBEGIN)
		bz_operation_default(&o, "effective_on", DATEOID, DateADTGetDatum(plan->effective_on));
	step->result = bz_operation_call(book, &o);
}

static void
refuse_state(const BzPlan *plan, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PLAN_STATE),
			 errmsg("plan %lld cannot be applied", (long long) plan->id),
			 errdetail_internal("%s", detail),
			 errhint("%s", hint),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_state")));
}

static void
check_state(const BzPlan *plan)
{
	if (strcmp(plan->state, "applied") == 0)
		refuse_state(plan, _("It has been applied already."),
					 _("A plan is applied once; counter_plan() makes the plan that reverses it."));
	if (strcmp(plan->state, "withdrawn") == 0)
		refuse_state(plan, _("It was withdrawn."), _("Make a new plan."));
	if (strcmp(plan->state, "rehearsed") != 0)
		refuse_state(plan, _("It has not been rehearsed since it was last changed."),
					 _("Rehearse it with rehearse_plan()."));
	if (plan->violations != 0)
		refuse_state(plan, psprintf(_("Its rehearsal found %d violations."), plan->violations),
					 _("Correct the steps that rehearse_plan() names and rehearse again."));
	if (plan->document == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_DOCUMENT_MISSING),
				 errmsg("plan %lld cites no document", (long long) plan->id),
				 errhint("Register the approval with record_document(), set it in the plan and rehearse again."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "document_missing")));
}

/* Refuse if what the rehearsal saw is not what is there now. */
static void
check_base(BzBook *book, const BzPlan *plan)
{
	static const Oid types[] = {JSONBOID};
	Datum		value = JsonbPGetDatum(plan->base);
	uint64		n = bz_reform_ask(book, "SELECT s.unit, s.item, s.rehearsed, s.present FROM @.plan_stale($1) s",
								  1, types, &value, InvalidSnapshot);
	StringInfoData detail;

	if (n == 0)
		return;
	initStringInfo(&detail);
	for (uint64 i = 0; i < n && i < (uint64) bz_max_reported; i++)
		appendStringInfo(&detail, _("%s, %s: rehearsed with %s, now %s.\n"), bz_result_text(i, 1),
						 bz_result_text(i, 2), bz_result_text(i, 3), bz_result_text(i, 4));
	if (detail.len > 0)
		detail.data[--detail.len] = '\0';
	ereport(ERROR,
			(errcode(ERRCODE_BZ_STALE_PROPOSAL),
			 errmsg("the book has changed since plan %lld was rehearsed", (long long) plan->id),
			 bz_may_read(book) && detail.len > 0 ? errdetail_internal("%s", detail.data) : 0,
			 errhint("Rehearse the plan again, then apply it."),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "stale_proposal")));
}

/* Whatever a step raises goes on, and says which step it was. */
static void
name_step(const BzPlan *plan, const BzStep *step)
{
	ErrorData  *e = CopyErrorData();
	char	   *where = psprintf(_("It was step %d of plan %lld, operation %s."), step->no,
								 (long long) plan->id, step->op);

	FlushErrorState();
	e->detail = e->detail == NULL ? where : psprintf("%s\n%s", e->detail, where);
	ReThrowError(e);
}

static void
run_steps(BzBook *book, BzPlan *plan)
{
	MemoryContext context = CurrentMemoryContext;
	volatile int i = 0;

	PG_TRY();
	{
		for (i = 0; i < plan->nsteps; i++)
		{
			CHECK_FOR_INTERRUPTS();
			bz_reform_step(book, plan, &plan->steps[i]);
		}
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		name_step(plan, &plan->steps[i]);
	}
	PG_END_TRY();
}

/* Keep what the steps returned. */
static void
keep_results(BzBook *book, const BzPlan *plan)
{
	static const Oid types[] = {INT8OID, INT4ARRAYOID, TEXTARRAYOID};
	int32	   *numbers = palloc(sizeof(int32) * plan->nsteps);
	Datum	   *results = palloc(sizeof(Datum) * plan->nsteps);
	Datum		values[3];
	int			n = 0;

	for (int i = 0; i < plan->nsteps; i++)
	{
		if (plan->steps[i].result == NULL)
			continue;
		numbers[n] = plan->steps[i].no;
		results[n++] = CStringGetTextDatum(plan->steps[i].result);
	}
	values[0] = Int64GetDatum(plan->id);
	values[1] = bz_array_int4(numbers, n);
	values[2] = PointerGetDatum(construct_array(results, n, TEXTOID, -1, false, TYPALIGN_INT));
	bz_reform_write(book, "UPDATE @.plan_step s SET result = r.result"
					" FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3)) r (step, result)"
					" WHERE s.plan_id" BZ_EQ "$1 AND s.step" BZ_EQ "r.step", 3, types, values);
}

/* Keep what the steps returned, the facts they made, and that it is done. */
static void
record_effects(BzBook *book, const BzPlan *plan, Snapshot before)
{
	static const Oid written_types[] = {XIDOID};
	static const Oid known_types[] = {JSONBOID};
	static const Oid effect_types[] = {INT8OID, JSONBOID, JSONBOID};
	Datum		values[3];
	Datum		written;

	values[0] = TransactionIdGetDatum(GetCurrentTransactionId());
	(void) bz_reform_ask(book, "SELECT @.plan_written($1)", 1, written_types, values, InvalidSnapshot);
	written = JsonbPGetDatum(json_column(0, 1));
	values[0] = written;
	(void) bz_reform_ask(book, "SELECT @.plan_known($1)", 1, known_types, values, before);
	values[2] = JsonbPGetDatum(json_column(0, 1));
	values[0] = Int64GetDatum(plan->id);
	values[1] = written;
	bz_reform_write(book, effect_query, 3, effect_types, values);
	keep_results(book, plan);
	bz_reform_write(book, "UPDATE @.plan SET state = 'applied', applied_at = pg_catalog.now(),"
					" applied_by = SESSION_USER WHERE id" BZ_EQ "$1", 1, effect_types, values);
}

PG_FUNCTION_INFO_V1(bianzhi_apply_plan);

/* apply_plan(book regclass, plan bigint) RETURNS bigint: the plan, applied. */
Datum
bianzhi_apply_plan(PG_FUNCTION_ARGS)
{
	static const Oid types[] = {INT8OID};
	BzBook	   *book = bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
	int64		id = PG_GETARG_INT64(1);
	Datum		value = Int64GetDatum(id);
	Snapshot	before;
	BzPlan		plan;

	SPI_connect();
	bz_reform_load(book, id, true, &plan);
	check_state(&plan);
	(void) bz_reform_ask(book, "SELECT @.lock_plan($1)", 1, types, &value, InvalidSnapshot);
	check_base(book, &plan);
	before = RegisterSnapshot(GetTransactionSnapshot());
	run_steps(book, &plan);
	CommandCounterIncrement();
	record_effects(book, &plan, before);
	UnregisterSnapshot(before);
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* ----
 * Guards
 * ----
 */

/* The first of the columns that differs between the two versions, or NULL. */
static const char *
changed_column(TriggerData *t, const char *const *columns, int n)
{
	TupleDesc	desc = RelationGetDescr(t->tg_relation);

	for (int i = 0; i < n; i++)
	{
		int			attnum = bz_trigger_column(t->tg_relation, columns[i]);
		Form_pg_attribute att = TupleDescAttr(desc, attnum - 1);
		bool		null1;
		bool		null2;
		Datum		d1 = heap_getattr(t->tg_trigtuple, attnum, desc, &null1);
		Datum		d2 = heap_getattr(t->tg_newtuple, attnum, desc, &null2);

		if (null1 != null2 || (!null1 && !datumIsEqual(d1, d2, att->attbyval, att->attlen)))
			return columns[i];
	}
	return NULL;
}

static char *
text_column(TriggerData *t, HeapTuple tuple, const char *name)
{
	return SPI_getvalue(tuple, RelationGetDescr(t->tg_relation),
						bz_trigger_column(t->tg_relation, name));
}

static void
refuse_by_hand(Relation rel, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PLAN_STATE),
			 errmsg("what is kept of a plan's rehearsal and application is not written by hand"),
			 errdetail_internal("%s", detail),
			 errhint("Use rehearse_plan(), apply_plan() and withdraw_plan(); an applied plan is reversed by counter_plan()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_state")));
}

/* The row with some columns set to NULL and the state set. */
static HeapTuple
as_draft(TriggerData *t, HeapTuple tuple)
{
	static const char *const emptied[] = {"base", "violations", "rehearsed_at", "applied_at", "applied_by"};
	int			columns[lengthof(emptied) + 1];
	Datum		values[lengthof(emptied) + 1] = {0};
	bool		nulls[lengthof(emptied) + 1] = {false};

	columns[0] = bz_trigger_column(t->tg_relation, "state");
	values[0] = CStringGetTextDatum("draft");
	for (int i = 0; i < (int) lengthof(emptied); i++)
	{
		columns[i + 1] = bz_trigger_column(t->tg_relation, emptied[i]);
		nulls[i + 1] = true;
	}
	return heap_modify_tuple_by_cols(tuple, RelationGetDescr(t->tg_relation),
									 lengthof(columns), columns, values, nulls);
}

PG_FUNCTION_INFO_V1(bianzhi_guard_plan);

/*
 * BEFORE INSERT OR UPDATE FOR EACH ROW on plan: a new plan is a draft; a draft
 * or rehearsed one may be changed, which makes it a draft again, or withdrawn.
 */
Datum
bianzhi_guard_plan(PG_FUNCTION_ARGS)
{
	static const char *const kept[] = {"base", "violations", "rehearsed_at", "applied_at", "applied_by"};
	static const char *const asked[] = {"document_id", "effective_on"};
	TriggerData *t = bz_trigger_begin(fcinfo, "guard_plan", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	char	   *was;
	char	   *becomes;
	const char *changed;

	if (TRIGGER_FIRED_BY_INSERT(t->tg_event))
		return PointerGetDatum(as_draft(t, t->tg_trigtuple));
	if (writing > 0)
		return PointerGetDatum(t->tg_newtuple);
	was = text_column(t, t->tg_trigtuple, "state");
	becomes = text_column(t, t->tg_newtuple, "state");
	if (was == NULL || becomes == NULL) /* NOT NULL is judged after us */
		return PointerGetDatum(t->tg_newtuple);
	if (strcmp(was, "applied") == 0 || strcmp(was, "withdrawn") == 0)
		refuse_by_hand(t->tg_relation, psprintf(_("The plan is %s."), was));
	changed = changed_column(t, kept, lengthof(kept));
	if (changed != NULL && strcmp(becomes, "draft") != 0)
		refuse_by_hand(t->tg_relation, psprintf(_("Column %s was to be changed."), changed));
	if (strcmp(becomes, was) != 0 && strcmp(becomes, "draft") != 0 && strcmp(becomes, "withdrawn") != 0)
		refuse_by_hand(t->tg_relation, psprintf(_("State %s was to become %s."), was, becomes));
	if (strcmp(becomes, "draft") == 0 ||
		(strcmp(becomes, was) == 0 && changed_column(t, asked, lengthof(asked)) != NULL))
		return PointerGetDatum(as_draft(t, t->tg_newtuple));
	return PointerGetDatum(t->tg_newtuple);
}

/* Lock the plan of a step, which must be open to changes, and make it a draft. */
static void
open_plan(BzBook *book, Relation rel, int64 plan)
{
	Datum		value = Int64GetDatum(plan);
	char	   *state;

	SPI_connect();
	if (bz_plan_run(book, &lock_plan_query, &value, NULL, false) == 0)
	{
		SPI_finish();
		return;					/* the foreign key says so */
	}
	state = bz_result_text(0, 1);
	if (strcmp(state, "applied") == 0 || strcmp(state, "withdrawn") == 0)
		refuse_by_hand(rel, psprintf(_("The plan is %s."), state));
	if (strcmp(state, "draft") != 0)
	{
		writing++;
		PG_TRY();
		{
			(void) bz_plan_run(book, &redraft_query, &value, NULL, false);
		}
		PG_FINALLY();
		{
			writing--;
		}
		PG_END_TRY();
	}
	SPI_finish();
}

PG_FUNCTION_INFO_V1(bianzhi_guard_step);

/* BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW on plan_step. */
Datum
bianzhi_guard_step(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "guard_step", true, true, BZ_ON_INSERT | BZ_ON_UPDATE | BZ_ON_DELETE);
	bool		update = TRIGGER_FIRED_BY_UPDATE(t->tg_event);
	HeapTuple	tuple = update ? t->tg_newtuple : t->tg_trigtuple;
	bool		isnull;
	Datum		plan;

	if (writing > 0)
		return PointerGetDatum(tuple);
	plan = heap_getattr(tuple, bz_trigger_column(t->tg_relation, "plan_id"),
						RelationGetDescr(t->tg_relation), &isnull);
	if (!isnull)
		open_plan(bz_book_of(t->tg_relation), t->tg_relation, DatumGetInt64(plan));
	if (!TRIGGER_FIRED_BY_DELETE(t->tg_event) &&
		SPI_getvalue(tuple, RelationGetDescr(t->tg_relation),
					 SPI_fnumber(RelationGetDescr(t->tg_relation), "result")) != NULL)
		refuse_by_hand(t->tg_relation, psprintf(_("Column %s was to be changed."), "result"));
	return PointerGetDatum(tuple);
}

PG_FUNCTION_INFO_V1(bianzhi_guard_effect);

/* BEFORE INSERT OR UPDATE STATEMENT on plan_effect: kept by apply_plan() only. */
Datum
bianzhi_guard_effect(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "guard_effect", false, true, BZ_ON_ANY);

	if (writing == 0 && !IsLogicalWorker())
		ereport(ERROR,
				(errcode(ERRCODE_BZ_APPEND_ONLY),
				 errmsg("rows of \"%s\" cannot be written by hand", RelationGetRelationName(t->tg_relation)),
				 errhint("They are recorded when a plan is applied."),
				 errtable(t->tg_relation),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_is_written_since);

/*
 * written_since(writer xid, since xid) RETURNS bool: is the row version of
 * this transaction, written under that (sub)transaction number or a later one?
 */
Datum
bianzhi_is_written_since(PG_FUNCTION_ARGS)
{
	TransactionId writer = DatumGetTransactionId(PG_GETARG_DATUM(0));
	TransactionId since = DatumGetTransactionId(PG_GETARG_DATUM(1));

	PG_RETURN_BOOL(TransactionIdIsNormal(writer) && TransactionIdIsNormal(since) &&
				   TransactionIdFollowsOrEquals(writer, since) &&
				   TransactionIdIsCurrentTransactionId(writer));
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_counter_plan);

/*
 * refuse_counter_plan(plan bigint, state text, counter bigint) RETURNS text:
 * never returns; the plan was not applied, or has a counter-plan already.
 */
Datum
bianzhi_refuse_counter_plan(PG_FUNCTION_ARGS)
{
	long long	plan;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", _("plan")),
				 errhint("Give a value for it.")));
	plan = PG_GETARG_INT64(0);
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PLAN_STATE),
			 errmsg("plan %lld cannot be reversed", plan),
			 PG_ARGISNULL(2) ?
			 errdetail("The plan is %s.", PG_ARGISNULL(1) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(1))) :
			 errdetail("Plan %lld reverses it.", (long long) PG_GETARG_INT64(2)),
			 PG_ARGISNULL(2) ? errhint("Only what was applied can be reversed.") :
			 errhint("Rehearse and apply that one, or withdraw it first."),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_state")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}
