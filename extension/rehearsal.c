/*-------------------------------------------------------------------------
 *
 * rehearsal.c
 *	  Rehearsing a plan: it is done, looked at, and undone.
 *
 * All steps run inside one subtransaction, each in one of its own, so that a
 * step that fails does not hide what is wrong with the later ones.  After each
 * step the deferred constraints speak; one that fails then may be satisfied by
 * a later step, so it only counts if it still fails at the end.  What the plan
 * wrote is read from the rows that carry our transaction numbers, then all is
 * rolled back, and the same rows are read under a snapshot taken before: the
 * figures before and after, and the base with which apply_plan() compares.
 *
 * Kept are only the plan's state, that base and the number of violations.
 *
 * What may not live here: how figures are counted (the book's functions
 * plan_after, plan_compare, plan_base).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

/* columns of the result, as 20_engine.sql declares them */
enum
{
	COL_KIND, COL_STEP, COL_OP, COL_UNIT_ID, COL_UNIT, COL_ITEM, COL_POST_TYPE,
	COL_BEFORE, COL_AFTER, COL_CHANGE, COL_SQLSTATE, COL_RULE, COL_MESSAGE,
	COL_FIGURES, COL_REMEDY, NCOLUMNS
};

#define MAX_PROBES_FAILED 100

/* Something a rehearsal has to say of a step or of the whole. */
typedef struct Remark
{
	const char *kind;			/* violation or warning */
	const BzStep *step;			/* NULL: of the whole */
	char	   *sqlstate;
	char	   *rule;
	char	   *message;
	char	   *figures;
	char	   *remedy;
} Remark;

typedef struct Rehearsal
{
	BzBook	   *book;
	BzPlan	   *plan;
	MemoryContext context;		/* outlives the subtransactions */
	ResourceOwner owner;
	Snapshot	before;
	TransactionId since;		/* number of the outer subtransaction */
	List	   *remarks;
	List	   *pending;		/* remarks of constraints that may still be satisfied */
	int			probes_failed;	/* in a row */
	Jsonb	   *after;
} Rehearsal;

/* ----
 * Subtransactions
 * ----
 */

static void
begin_inner(Rehearsal *r)
{
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(r->context);
}

static void
end_inner(Rehearsal *r, bool keep)
{
	if (keep)
		ReleaseCurrentSubTransaction();
	else
		RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(r->context);
	CurrentResourceOwner = r->owner;
}

/*
 * In a PG_CATCH block: undo the inner subtransaction and return what went
 * wrong.  What is no refusal (a cancelled query, a deadlock, no memory) goes
 * on to the caller.
 */
static ErrorData *
catch_inner(Rehearsal *r)
{
	ErrorData  *e;

	MemoryContextSwitchTo(r->context);
	e = CopyErrorData();
	FlushErrorState();
	end_inner(r, false);
	if (e->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE)
		ReThrowError(e);
	switch (ERRCODE_TO_CATEGORY(e->sqlerrcode))
	{
		case MAKE_SQLSTATE('0', '8', '0', '0', '0'):
		case ERRCODE_TRANSACTION_ROLLBACK:
		case ERRCODE_INSUFFICIENT_RESOURCES:
		case ERRCODE_OPERATOR_INTERVENTION:
		case ERRCODE_SYSTEM_ERROR:
		case ERRCODE_INTERNAL_ERROR:
			ReThrowError(e);
	}
	return e;
}

static Remark *
make_remark(const char *kind, const BzStep *step, const ErrorData *e)
{
	Remark	   *m = palloc0(sizeof(Remark));

	m->kind = kind;
	m->step = step;
	m->sqlstate = pstrdup(unpack_sql_state(e->sqlerrcode));
	m->rule = e->constraint_name;
	m->message = e->message;
	m->figures = e->detail;
	m->remedy = e->hint;
	return m;
}

static bool
same_remark(const Remark *a, const Remark *b)
{
	return strcmp(a->sqlstate, b->sqlstate) == 0 &&
		strcmp(a->rule ? a->rule : "", b->rule ? b->rule : "") == 0 &&
		strcmp(a->message, b->message) == 0;
}

/* ----
 * Deferred constraints
 * ----
 */

/* SET CONSTRAINTS; constraint NULL means all. */
static void
set_constraints(Rehearsal *r, char *constraint, bool deferred)
{
	ConstraintsSetStmt *stmt = makeNode(ConstraintsSetStmt);

	if (constraint != NULL)
		stmt->constraints = list_make1(makeRangeVar(pstrdup(r->book->name), constraint, -1));
	stmt->deferred = deferred;
	AfterTriggerSetState(stmt);
}

/*
 * Let deferred constraints speak.  If they are content they have spoken; if
 * not, the subtransaction puts them back in the queue.
 */
static Remark *
probe(Rehearsal *r, const BzStep *step, char *constraint)
{
	Remark	   *volatile found = NULL;

	begin_inner(r);
	PG_TRY();
	{
		set_constraints(r, constraint, false);
		set_constraints(r, constraint, true);
		end_inner(r, true);
	}
	PG_CATCH();
	{
		found = make_remark("violation", step, catch_inner(r));
	}
	PG_END_TRY();
	return found;
}

/*
 * What waits to be judged is judged again after each step.  When that has
 * failed for long it is left to the end: all that waits would be looked at for
 * every step.
 */
static void
probe_after_step(Rehearsal *r, const BzStep *step)
{
	Remark	   *m;
	ListCell   *cell;

	if (r->probes_failed >= MAX_PROBES_FAILED)
		return;
	m = probe(r, step, NULL);
	if (m == NULL)
	{
		r->pending = NIL;		/* whatever was wrong has been put right */
		r->probes_failed = 0;
		return;
	}
	r->probes_failed++;
	foreach(cell, r->pending)
		if (same_remark(lfirst(cell), m))
			return;
	r->pending = lappend(r->pending, m);
}

/* At the end each constraint of the book speaks alone, so that none hides another. */
static void
probe_at_end(Rehearsal *r)
{
	uint64		n;
	char	  **names;

	if (r->pending == NIL)
		return;
	n = bz_reform_ask(r->book, "SELECT DISTINCT t.tgname FROM pg_catalog.pg_trigger t"
					  " JOIN pg_catalog.pg_class c ON c.oid" BZ_EQ "t.tgrelid"
					  " JOIN pg_catalog.pg_class b ON b.relnamespace" BZ_EQ "c.relnamespace"
					  " WHERE t.tgdeferrable AND t.tgconstraint OPERATOR(pg_catalog.<>) 0"
					  " AND NOT t.tgisinternal AND b.oid" BZ_EQ "'@.book'::pg_catalog.regclass ORDER BY 1",
					  0, NULL, NULL, InvalidSnapshot);
	names = palloc(sizeof(char *) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
		names[i] = bz_result_text(i, 1);
	for (uint64 i = 0; i < n; i++)
	{
		Remark	   *m = probe(r, NULL, names[i]);
		ListCell   *cell;

		if (m == NULL)
			continue;
		foreach(cell, r->pending)
			if (same_remark(lfirst(cell), m))
				m->step = ((Remark *) lfirst(cell))->step;
		r->remarks = lappend(r->remarks, m);
	}
}

/* ----
 * Running
 * ----
 */

static void
run_step(Rehearsal *r, BzStep *step)
{
	begin_inner(r);
	PG_TRY();
	{
		bz_reform_step(r->book, r->plan, step);
		step->xid = GetCurrentTransactionIdIfAny();
		end_inner(r, true);
	}
	PG_CATCH();
	{
		r->remarks = lappend(r->remarks, make_remark("violation", step, catch_inner(r)));
	}
	PG_END_TRY();
}

/* What rules in mode warn or track found, with the step that wrote the finding. */
static void
collect_findings(Rehearsal *r)
{
	static const Oid types[] = {XIDOID};
	Datum		value = TransactionIdGetDatum(r->since);
	uint64		n = bz_reform_ask(r->book, "SELECT f.rule, f.object, f.figures, f.remedy, f.xmin"
								  " FROM @.finding f WHERE bianzhi.written_since(f.xmin, $1) ORDER BY f.id",
								  1, types, &value, InvalidSnapshot);

	for (uint64 i = 0; i < n; i++)
	{
		Remark	   *m = palloc0(sizeof(Remark));
		TransactionId xid;
		bool		isnull;

		m->kind = "warning";
		m->sqlstate = pstrdup(unpack_sql_state(ERRCODE_BZ_WARNING));
		m->rule = bz_result_text(i, 1);
		m->message = bz_result_text(i, 2);
		m->figures = bz_result_text(i, 3);
		m->remedy = bz_result_text(i, 4);
		xid = DatumGetTransactionId(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 5, &isnull));
		for (int k = 0; k < r->plan->nsteps; k++)
			if (TransactionIdEquals(r->plan->steps[k].xid, xid))
				m->step = &r->plan->steps[k];
		r->remarks = lappend(r->remarks, m);
	}
}

/*
 * Without a document a plan is rehearsed on one that stands for it; a plan for
 * a day to come is rehearsed as of today.
 */
static void
provide_defaults(Rehearsal *r)
{
	static const Oid types[] = {TEXTOID};
	const char *session = GetConfigOption("bianzhi.document", true, false);
	Datum		value;

	if (r->plan->document == NULL && (session == NULL || session[0] == '\0'))
	{
		value = CStringGetTextDatum(psprintf("REHEARSAL %lld/%u", (long long) r->plan->id, r->since));
		(void) bz_reform_ask(r->book, "INSERT INTO @.document (number, issued_on) VALUES ($1, CURRENT_DATE) RETURNING id",
							 1, types, &value, InvalidSnapshot);
		r->plan->document = psprintf("#%s", bz_result_text(0, 1));
	}
	if (r->plan->effective_on > GetSQLCurrentDate())
	{
		Remark	   *m = palloc0(sizeof(Remark));

		m->kind = "warning";
		m->message = psprintf(_("the plan takes effect on %s and is rehearsed as of today"),
							  DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(r->plan->effective_on))));
		m->remedy = _("Rehearse it again on that day, then apply it.");
		r->remarks = lappend(r->remarks, m);
		r->plan->effective_on = GetSQLCurrentDate();
	}
}

/* Do it all, look at it; the caller undoes it. */
static void
run_all(Rehearsal *r)
{
	static const Oid types[] = {XIDOID};
	Datum		value;
	bool		isnull;

	r->since = GetCurrentTransactionId();
	value = TransactionIdGetDatum(r->since);
	provide_defaults(r);
	for (int i = 0; i < r->plan->nsteps; i++)
	{
		CHECK_FOR_INTERRUPTS();
		run_step(r, &r->plan->steps[i]);
		probe_after_step(r, &r->plan->steps[i]);
	}
	probe_at_end(r);
	collect_findings(r);
	(void) bz_reform_ask(r->book, "SELECT @.plan_after($1)", 1, types, &value, InvalidSnapshot);
	r->after = DatumGetJsonbPCopy(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
}

/*
 * The subtransaction that leaves nothing.  Warnings become rows of the result
 * instead of messages meanwhile.
 */
static void
run_and_undo(Rehearsal *r)
{
	int			nest = NewGUCNestLevel();

	(void) set_config_option("client_min_messages", "error", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	r->before = RegisterSnapshot(GetTransactionSnapshot());
	begin_inner(r);
	PG_TRY();
	{
		run_all(r);
	}
	PG_CATCH();
	{
		ErrorData  *e;

		MemoryContextSwitchTo(r->context);
		e = CopyErrorData();
		FlushErrorState();
		end_inner(r, false);
		ReThrowError(e);
	}
	PG_END_TRY();
	end_inner(r, false);
	AtEOXact_GUC(true, nest);
}

/* ----
 * The result
 * ----
 */

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	values[column] = text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

static void
set_step(Datum *values, bool *nulls, const BzStep *step)
{
	if (step == NULL)
		return;
	nulls[COL_STEP] = false;
	values[COL_STEP] = Int32GetDatum(step->no);
	set_text(values, nulls, COL_OP, step->op);
}

static void
put_steps(Rehearsal *r, ReturnSetInfo *result)
{
	for (int i = 0; i < r->plan->nsteps; i++)
	{
		const BzStep *step = &r->plan->steps[i];
		Datum		values[NCOLUMNS] = {0};
		bool		nulls[NCOLUMNS];

		memset(nulls, true, sizeof(nulls));
		set_text(values, nulls, COL_KIND, "step");
		set_step(values, nulls, step);
		set_text(values, nulls, COL_MESSAGE, step->result);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/* Returns how many of the remarks are violations. */
static int
put_remarks(Rehearsal *r, ReturnSetInfo *result)
{
	int			violations = 0;
	ListCell   *cell;

	foreach(cell, r->remarks)
	{
		const Remark *m = lfirst(cell);
		Datum		values[NCOLUMNS] = {0};
		bool		nulls[NCOLUMNS];

		memset(nulls, true, sizeof(nulls));
		set_text(values, nulls, COL_KIND, m->kind);
		set_step(values, nulls, m->step);
		set_text(values, nulls, COL_SQLSTATE, m->sqlstate);
		set_text(values, nulls, COL_RULE, m->rule);
		set_text(values, nulls, COL_MESSAGE, m->message);
		set_text(values, nulls, COL_FIGURES, m->figures);
		set_text(values, nulls, COL_REMEDY, m->remedy);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		violations += strcmp(m->kind, "violation") == 0 ? 1 : 0;
	}
	return violations;
}

/* The figures: seven columns of the book's function, from kind on. */
static void
put_figures(Rehearsal *r, ReturnSetInfo *result)
{
	static const Oid types[] = {JSONBOID};
	static const int columns[] = {
		COL_KIND, COL_UNIT_ID, COL_UNIT, COL_ITEM, COL_POST_TYPE, COL_BEFORE, COL_AFTER, COL_CHANGE
	};
	Datum		value = JsonbPGetDatum(r->after);
	uint64		n = bz_reform_ask(r->book, "SELECT f.kind, f.unit_id, f.unit, f.item, f.post_type,"
								  " f.before, f.after, f.after OPERATOR(pg_catalog.-) f.before"
								  " FROM @.plan_compare($1) f", 1, types, &value, r->before);

	for (uint64 i = 0; i < n; i++)
	{
		Datum		values[NCOLUMNS] = {0};
		bool		nulls[NCOLUMNS];

		memset(nulls, true, sizeof(nulls));
		for (int c = 0; c < (int) lengthof(columns); c++)
			values[columns[c]] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc,
											   c + 1, &nulls[columns[c]]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/* Keep what apply_plan() needs. */
static void
keep_base(Rehearsal *r, int violations)
{
	static const Oid types[] = {INT8OID, JSONBOID, INT4OID};
	Datum		values[3];
	bool		isnull;

	values[0] = JsonbPGetDatum(r->after);
	(void) bz_reform_ask(r->book, "SELECT @.plan_base($1)", 1, types + 1, values, r->before);
	values[1] = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	values[0] = Int64GetDatum(r->plan->id);
	values[2] = Int32GetDatum(violations);
	bz_reform_write(r->book, "UPDATE @.plan SET state = 'rehearsed', rehearsed_at = pg_catalog.now(),"
					" base = $2, violations = $3 WHERE id" BZ_EQ "$1", 3, types, values);
}

/* The steps of a plan that is not stored. */
static void
load_given(BzBook *book, Jsonb *operations, BzPlan *plan)
{
	static const Oid types[] = {OIDOID, JSONBOID};
	Datum		values[2];
	bool		isnull;

	values[0] = ObjectIdGetDatum(book->account);
	values[1] = JsonbPGetDatum(operations);
	plan->nsteps = (int) bz_reform_ask(book, "SELECT o.step, o.op, o.args"
									   " FROM bianzhi.read_operations($1::pg_catalog.regclass, $2) o",
									   2, types, values, InvalidSnapshot);
	plan->steps = palloc0(sizeof(BzStep) * Max(plan->nsteps, 1));
	for (int i = 0; i < plan->nsteps; i++)
	{
		plan->steps[i].no = bz_result_int4(i, 1, NULL);
		plan->steps[i].op = bz_result_text(i, 2);
		plan->steps[i].args = DatumGetJsonbPCopy(SPI_getbinval(SPI_tuptable->vals[i],
															   SPI_tuptable->tupdesc, 3, &isnull));
	}
}

/* May the caller keep the result of a rehearsal? */
static bool
may_keep(BzBook *book)
{
	Oid			rel = get_relname_relid("plan", book->nspoid);

	return OidIsValid(rel) && pg_class_aclcheck(rel, GetUserId(), ACL_UPDATE) == ACLCHECK_OK;
}

static void
check_open(const BzPlan *plan)
{
	if (strcmp(plan->state, "applied") == 0 || strcmp(plan->state, "withdrawn") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_PLAN_STATE),
				 errmsg("plan %lld cannot be rehearsed", (long long) plan->id),
				 errdetail("The plan is %s.", plan->state),
				 errhint("Make a new plan; an applied plan is reversed by counter_plan()."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_state")));
	if (plan->nsteps == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_PLAN_STATE),
				 errmsg("plan %lld has no steps", (long long) plan->id),
				 errhint("Add operations with add_step()."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "plan_state")));
}

PG_FUNCTION_INFO_V1(bianzhi_rehearse);

/*
 * rehearse(book regclass, plan bigint, operations jsonb, document text,
 * effective_on date): the stored plan, or if that is NULL the operations given.
 */
Datum
bianzhi_rehearse(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	BzPlan		plan = {0};
	Rehearsal	r = {0};
	bool		stored = !PG_ARGISNULL(1);
	int			violations;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", "book"),
				 errhint("Give a value for it.")));
	InitMaterializedSRF(fcinfo, 0);
	r.book = bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
	r.plan = &plan;
	SPI_connect();
	r.context = CurrentMemoryContext;
	r.owner = CurrentResourceOwner;
	if (stored)
	{
		bz_reform_load(r.book, PG_GETARG_INT64(1), may_keep(r.book), &plan);
		check_open(&plan);
	}
	else
	{
		plan.document = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
		plan.effective_on = PG_ARGISNULL(4) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(4);
		if (!PG_ARGISNULL(2))
			load_given(r.book, PG_GETARG_JSONB_P(2), &plan);
	}
	run_and_undo(&r);
	put_steps(&r, result);
	violations = put_remarks(&r, result);
	put_figures(&r, result);
	if (stored && may_keep(r.book))
		keep_base(&r, violations);
	UnregisterSnapshot(r.before);
	SPI_finish();
	return (Datum) 0;
}
