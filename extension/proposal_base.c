/*-------------------------------------------------------------------------
 *
 * proposal_base.c
 *	  What the operations of a proposal do: tried and undone when it is made,
 *	  run when it is approved, and the two compared.
 *
 * Nothing is locked before the operations run, so that locks are taken in the
 * order in which all take them.  What an account was when they came to it is
 * what it is then, less what they did (the engine tells, bz_cells_watch); if
 * that is not what the maker saw, everything is undone (stale_proposal).
 *
 * The operations run as the owner of the book, as the engine's own statements
 * do: a clerk may propose and a checker approve without any right on the
 * tables concerned.  What can be called at all is operation.c's.
 *
 * What may not live here: who may propose or decide (proposal.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"

/* rows of unit that this transaction has written, for the caller to look through */
static const BzQuery units_query = {
	"SELECT u.id, u.xmin FROM @.unit u ORDER BY u.id", 0, {0}
};

/*
 * What the maker saw: accounts that change, units that are rewritten.  What
 * the operations themselves would make does not stand yet, and is left out.
 */
static const BzQuery base_query = {
	"SELECT pg_catalog.jsonb_build_object("
	"'accounts', (SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object("
	"  'holder_id', h.id, 'holder', h.name, 'post_type', k.t,"
	"  'approved', coalesce(a.approved, 0), 'reserved', coalesce(a.reserved, 0), 'strength', coalesce(a.strength, 0),"
	"  'approved_change', k.da, 'reserved_change', k.dr, 'strength_change', k.ds) ORDER BY h.id, k.t), '[]')"
	"  FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3),"
	"  pg_catalog.unnest($4), pg_catalog.unnest($5)) k(h, t, da, dr, ds)"
	"  JOIN (SELECT u.id, u.name FROM @.unit u UNION ALL SELECT f.id, f.name FROM @.holder f) h ON h.id" BZ_EQ "k.h"
	"  LEFT JOIN @.account a ON a.holder_id" BZ_EQ "k.h AND a.post_type" BZ_EQ "k.t"
	"  WHERE k.da OPERATOR(pg_catalog.<>) 0 OR k.dr OPERATOR(pg_catalog.<>) 0 OR k.ds OPERATOR(pg_catalog.<>) 0),"
	"'units', (SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(u)"
	"  OPERATOR(pg_catalog.-) '{path,sort,note,recorded_at,recorded_by}'::pg_catalog.text[] ORDER BY u.id), '[]')"
	"  FROM @.unit u WHERE u.id" BZ_EQ "ANY ($6)))",
	6, {INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID}
};

/* units to be rewritten are held first, as in every other act: units, then accounts */
static const BzQuery lock_units_query = {
	"SELECT 1 FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id FOR NO KEY UPDATE OF u",
	1, {INT4ARRAYOID}
};

static const BzQuery base_units_query = {
	"SELECT (x OPERATOR(pg_catalog.->>) 'id')::pg_catalog.int4"
	" FROM pg_catalog.jsonb_array_elements($1 OPERATOR(pg_catalog.->) 'units') x",
	1, {JSONBOID}
};

/* column by column, so that a book that has gained columns since knows what to compare */
static const BzQuery changed_units_query = {
	"SELECT x OPERATOR(pg_catalog.->>) 'name', b.key, coalesce(b.was, '-'), coalesce(n.now OPERATOR(pg_catalog.->>) b.key, '-')"
	" FROM pg_catalog.jsonb_array_elements($1 OPERATOR(pg_catalog.->) 'units') x"
	" LEFT JOIN @.unit u ON u.id" BZ_EQ "(x OPERATOR(pg_catalog.->>) 'id')::pg_catalog.int4"
	" CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(u) AS now) n"
	" CROSS JOIN LATERAL pg_catalog.jsonb_each_text(x) b(key, was)"
	" WHERE coalesce(b.was, '-') OPERATOR(pg_catalog.<>) coalesce(n.now OPERATOR(pg_catalog.->>) b.key, '-')"
	" ORDER BY u.id, b.key",
	1, {JSONBOID}
};

/* which of these units stood when the statement began (run with its snapshot) */
static const BzQuery standing_query = {
	"SELECT u.id FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1)", 1, {INT4ARRAYOID}
};

static const BzQuery base_accounts_query = {
	"SELECT (x OPERATOR(pg_catalog.->>) 'holder_id')::pg_catalog.int4, (x OPERATOR(pg_catalog.->>) 'post_type')::pg_catalog.int4"
	" FROM pg_catalog.jsonb_array_elements($1 OPERATOR(pg_catalog.->) 'accounts') x",
	1, {JSONBOID}
};

/*
 * Accounts that were not what the maker saw, or that change otherwise; with
 * $8, which is asked before anything is done, only the former.  Of a fund,
 * which many draw on, only the change counts: whether it has enough is the
 * engine's to judge.
 */
static const BzQuery changed_accounts_query = {
	"SELECT coalesce(u.name, f.name), p.name_zh,"
	" b.approved, b.reserved, b.strength, b.da, b.dr, b.ds,"
	" coalesce(a.approved, 0) OPERATOR(pg_catalog.-) n.da, coalesce(a.reserved, 0) OPERATOR(pg_catalog.-) n.dr,"
	" coalesce(a.strength, 0) OPERATOR(pg_catalog.-) n.ds, n.da, n.dr, n.ds"
	" FROM (SELECT (x OPERATOR(pg_catalog.->>) 'holder_id')::pg_catalog.int4 AS h, (x OPERATOR(pg_catalog.->>) 'post_type')::pg_catalog.int4 AS t,"
	"  (x OPERATOR(pg_catalog.->>) 'approved')::pg_catalog.int4 AS approved, (x OPERATOR(pg_catalog.->>) 'reserved')::pg_catalog.int4 AS reserved,"
	"  (x OPERATOR(pg_catalog.->>) 'strength')::pg_catalog.int4 AS strength, (x OPERATOR(pg_catalog.->>) 'approved_change')::pg_catalog.int4 AS da,"
	"  (x OPERATOR(pg_catalog.->>) 'reserved_change')::pg_catalog.int4 AS dr, (x OPERATOR(pg_catalog.->>) 'strength_change')::pg_catalog.int4 AS ds"
	"  FROM pg_catalog.jsonb_array_elements($1 OPERATOR(pg_catalog.->) 'accounts') x) b"
	" FULL JOIN (SELECT k.* FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4),"
	"  pg_catalog.unnest($5), pg_catalog.unnest($6)) k(h, t, da, dr, ds)"
	"  WHERE (k.h OPERATOR(pg_catalog.<) 0 OR k.h" BZ_EQ "ANY ($7))"
	"  AND ($8 OR k.da OPERATOR(pg_catalog.<>) 0 OR k.dr OPERATOR(pg_catalog.<>) 0 OR k.ds OPERATOR(pg_catalog.<>) 0)) n ON n.h" BZ_EQ "b.h AND n.t" BZ_EQ "b.t"
	" LEFT JOIN @.account a ON a.holder_id" BZ_EQ "coalesce(n.h, b.h) AND a.post_type" BZ_EQ "coalesce(n.t, b.t)"
	" LEFT JOIN @.unit u ON u.id" BZ_EQ "coalesce(n.h, b.h)"
	" LEFT JOIN @.holder f ON f.id" BZ_EQ "coalesce(n.h, b.h)"
	" LEFT JOIN @.post_type p ON p.code" BZ_EQ "coalesce(n.t, b.t)"
	" WHERE n.h IS NULL OR b.h IS NULL"
	" OR (NOT $8 AND (n.da OPERATOR(pg_catalog.<>) b.da OR n.dr OPERATOR(pg_catalog.<>) b.dr OR n.ds OPERATOR(pg_catalog.<>) b.ds))"
	" OR (n.h OPERATOR(pg_catalog.>) 0 AND (coalesce(a.approved, 0) OPERATOR(pg_catalog.-) n.da OPERATOR(pg_catalog.<>) b.approved"
	"  OR coalesce(a.reserved, 0) OPERATOR(pg_catalog.-) n.dr OPERATOR(pg_catalog.<>) b.reserved"
	"  OR coalesce(a.strength, 0) OPERATOR(pg_catalog.-) n.ds OPERATOR(pg_catalog.<>) b.strength))"
	" ORDER BY coalesce(n.h, b.h), coalesce(n.t, b.t)",
	8, {JSONBOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, BOOLOID}
};

/* Who asked, while operations run as the owner of the book; else InvalidOid. */
static Oid	acting_user = InvalidOid;

/* The user whose rights decide what a refusal may tell. */
Oid
bz_acting_user(void)
{
	return OidIsValid(acting_user) ? acting_user : GetUserId();
}

static void
refuse_malformed(Relation rel, const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg_internal("%s", message),
			 errhint("Operations are a list as [{\"op\": \"allocate\", \"args\": {\"unit\": \"...\", \"post_type\": \"11\", \"quantity\": 3}}]; table \"operation\" lists what may be proposed."),
			 errtable(rel)));
}

/* The n-th operation: its name and arguments; only "note" may stand beside them. */
static char *
read_operation(Relation rel, Jsonb *operations, int n, Jsonb **args)
{
	JsonbValue *item = getIthJsonbValueFromContainer(&operations->root, n);
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	char	   *key = NULL;
	char	   *op = NULL;

	*args = NULL;
	if (item->type != jbvBinary || !JsonContainerIsObject(item->val.binary.data))
		refuse_malformed(rel, psprintf(_("operation %d is not an object"), n + 1));
	it = JsonbIteratorInit(item->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = pnstrdup(v.val.string.val, v.val.string.len);
		if (token != WJB_VALUE)
			continue;
		if (strcmp(key, "op") == 0 && v.type == jbvString)
			op = pnstrdup(v.val.string.val, v.val.string.len);
		else if (strcmp(key, "args") == 0 && v.type == jbvBinary && JsonContainerIsObject(v.val.binary.data))
			*args = JsonbValueToJsonb(&v);
		else if (strcmp(key, "note") != 0 || v.type != jbvString)
			refuse_malformed(rel, psprintf(_("operation %d has an unfit \"%s\""), n + 1, key));
	}
	if (op == NULL)
		refuse_malformed(rel, psprintf(_("operation %d has no \"op\""), n + 1));
	if (*args == NULL)
		*args = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")));
	return op;
}

/* For the context line of an error. */
typedef struct Step
{
	int			n;
	const char *op;
} Step;

static void
step_failed(void *arg)
{
	Step	   *step = arg;

	set_errcontext_domain(TEXTDOMAIN);
	errcontext("operation %d of the proposal, %s", step->n + 1, step->op);
}

/* Run them in order; returns what each returned, as JSON. */
static char *
run_each(BzBook *book, Relation rel, Jsonb *operations)
{
	int			count = JsonContainerSize(&operations->root);
	StringInfoData results;
	Step		step;
	ErrorContextCallback callback;

	initStringInfo(&results);
	callback.callback = step_failed;
	callback.arg = &step;
	callback.previous = error_context_stack;
	for (int i = 0; i < count; i++)
	{
		BzOperation o;
		Jsonb	   *args;
		char	   *result;

		step.n = i;
		step.op = read_operation(rel, operations, i, &args);
		error_context_stack = &callback;
		bz_operation_find(book, step.op, &o);
		bz_operation_bind(&o, args);
		result = bz_operation_call(book, &o);
		error_context_stack = callback.previous;
		appendStringInfoString(&results, i ? ", {\"op\": " : "[{\"op\": ");
		escape_json(&results, o.name);
		appendStringInfoString(&results, ", \"result\": ");
		if (result != NULL)
			escape_json(&results, result);
		else
			appendStringInfoString(&results, "null");
		appendStringInfoChar(&results, '}');
	}
	appendStringInfoChar(&results, ']');
	return results.data;
}

/*
 * Run them on the proposal's document, as the owner of the book, and let the
 * engine tell cells what changes.
 */
static char *
run_operations(BzBook *book, Relation rel, Jsonb *operations, int64 document, BzCells *cells)
{
	Oid			save_userid;
	Oid			save_acting = acting_user;
	int			save_context;
	int			nest = NewGUCNestLevel();
	BzCells    *save_cells = bz_cells_watch(cells);
	char	   *volatile results;

	(void) set_config_option("bianzhi.document", psprintf("#" INT64_FORMAT, document),
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	GetUserIdAndSecContext(&save_userid, &save_context);
	acting_user = save_userid;
	SetUserIdAndSecContext(book->owner, save_context | SECURITY_LOCAL_USERID_CHANGE);
	PG_TRY();
	{
		results = run_each(book, rel, operations);
	}
	PG_FINALLY();
	{
		acting_user = save_acting;
		(void) bz_cells_watch(save_cells);
	}
	PG_END_TRY();
	SetUserIdAndSecContext(save_userid, save_context);
	AtEOXact_GUC(true, nest);
	return results;
}

/* Ids of the units that the current subtransaction has written. */
static Datum
written_units(BzBook *book)
{
	TransactionId since = GetCurrentTransactionId();
	int32	   *ids;
	int			n = 0;
	uint64		rows;

	rows = bz_plan_run(book, &units_query, NULL, NULL, false);
	ids = palloc(sizeof(int32) * Max(rows, 1));
	for (uint64 i = 0; i < rows; i++)
	{
		TransactionId xmin = (TransactionId) bz_result_int4(i, 2, NULL);

		if (TransactionIdIsCurrentTransactionId(xmin) && TransactionIdFollowsOrEquals(xmin, since))
			ids[n++] = bz_result_int4(i, 1, NULL);
	}
	return bz_array_int4(ids, n);
}

/* Deltas of the watched accounts as arrays; values: holders, types, and three of changes. */
static void
watched_arrays(BzCells *cells, Datum *values)
{
	BzCell	  **list;
	int			n = bz_cells_list(cells, &list);
	int32	   *columns[5];

	for (int c = 0; c < 5; c++)
		columns[c] = palloc(sizeof(int32) * Max(n, 1));
	for (int i = 0; i < n; i++)
	{
		columns[0][i] = list[i]->holder;
		columns[1][i] = list[i]->post_type;
		columns[2][i] = (int32) list[i]->approved;
		columns[3][i] = (int32) list[i]->reserved;
		columns[4][i] = (int32) list[i]->strength;
	}
	for (int c = 0; c < 5; c++)
		values[c] = bz_array_int4(columns[c], n);
}

/* Try them and undo them; the units they wrote are returned, in the caller's memory. */
static Datum
try_operations(BzBook *book, Relation rel, Jsonb *operations, int64 document, BzCells *cells)
{
	MemoryContext outer = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	Datum		units = (Datum) 0;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(outer);
	PG_TRY();
	{
		(void) run_operations(book, rel, operations, document, cells);
		SPI_connect();
		if (SPI_execute("SET CONSTRAINTS ALL IMMEDIATE", false, 0) < 0)
			elog(ERROR, "SET CONSTRAINTS did not run");
		units = written_units(book);
		MemoryContextSwitchTo(outer);
		units = datumCopy(units, false, -1);
		SPI_finish();
		MemoryContextSwitchTo(outer);
	}
	PG_CATCH();
	{
		ErrorData  *edata;

		MemoryContextSwitchTo(outer);
		edata = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(outer);
		CurrentResourceOwner = owner;
		ReThrowError(edata);
	}
	PG_END_TRY();
	RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(outer);
	CurrentResourceOwner = owner;
	return units;
}

/* What the maker sees of what the operations touch, as jsonb. */
Datum
bz_proposal_base(BzBook *book, Relation rel, Jsonb *operations, int64 document)
{
	MemoryContext outer = CurrentMemoryContext;
	BzCells    *cells = bz_cells_create(16);
	Datum		values[6];
	Datum		base;

	values[5] = try_operations(book, rel, operations, document, cells);
	watched_arrays(cells, values);
	SPI_connect();
	(void) bz_plan_run(book, &base_query, values, NULL, false);
	base = DirectFunctionCall1(jsonb_in, CStringGetDatum(bz_result_text(0, 1)));
	MemoryContextSwitchTo(outer);
	base = datumCopy(base, false, -1);
	SPI_finish();
	return base;
}


/* ---- comparing ---- */

static void
refuse_stale(BzBook *book, Relation rel, int64 id, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_STALE_PROPOSAL),
			 errmsg("proposal %lld rests on figures that have changed", (long long) id),
			 bz_may_read(book) ? errdetail_internal("%s", detail) : 0,
			 errhint("Withdraw or reject it, and propose again from the present figures."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "stale_proposal")));
}

/* Units that the operations rewrite are held, and must be as they were. */
static void
check_units(BzBook *book, Relation rel, int64 id, Datum base)
{
	StringInfoData lines;
	uint64		n;
	int32	   *ids;
	Datum		value;

	initStringInfo(&lines);
	SPI_connect();
	n = bz_plan_run(book, &base_units_query, &base, NULL, false);
	ids = palloc(sizeof(int32) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
		ids[i] = bz_result_int4(i, 1, NULL);
	value = bz_array_int4(ids, (int) n);
	if (n > 0)
		(void) bz_plan_run(book, &lock_units_query, &value, NULL, false);
	n = n > 0 ? bz_plan_run(book, &changed_units_query, &base, NULL, false) : 0;
	for (uint64 i = 0; i < n; i++)
		appendStringInfo(&lines, _("%s%s: %s was %s, is %s."), lines.len ? "\n" : "",
						 bz_result_text(i, 1), bz_result_text(i, 2), bz_result_text(i, 3), bz_result_text(i, 4));
	SPI_finish();
	if (lines.len > 0)
		refuse_stale(book, rel, id, lines.data);
}

/* "first" asks only whether the accounts still are what they were. */
static void
check_accounts(BzBook *book, Relation rel, int64 id, Datum base, BzCells *cells, bool first)
{
	StringInfoData lines;
	Datum		values[8];
	uint64		n;
	int32	   *ids;

	initStringInfo(&lines);
	SPI_connect();
	values[0] = base;
	watched_arrays(cells, values + 1);
	/* units that the operations themselves have made are nobody's surprise */
	n = bz_plan_run(book, &standing_query, values + 1, NULL, true);
	ids = palloc(sizeof(int32) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
		ids[i] = bz_result_int4(i, 1, NULL);
	values[6] = bz_array_int4(ids, (int) n);
	values[7] = BoolGetDatum(first);
	n = bz_plan_run(book, &changed_accounts_query, values, NULL, false);
	for (uint64 i = 0; i < n; i++)
	{
		int			figure[12];

		for (int c = 0; c < 12; c++)
			figure[c] = bz_result_int4(i, c + 3, NULL);
		appendStringInfo(&lines, _("%s%s, %s: when proposed approved %d, reserved %d, strength %d; now approved %d, reserved %d, strength %d."),
						 lines.len ? "\n" : "", bz_result_text(i, 1), bz_result_text(i, 2),
						 figure[0], figure[1], figure[2], figure[6], figure[7], figure[8]);
		if (!first)
			appendStringInfo(&lines, _(" It was to change them by %d, %d, %d, and would change them by %d, %d, %d."),
							 figure[3], figure[4], figure[5], figure[9], figure[10], figure[11]);
	}
	SPI_finish();
	if (lines.len > 0)
		refuse_stale(book, rel, id, lines.data);
}

/* The accounts that the base names, without deltas. */
static BzCells *
base_cells(BzBook *book, Datum base)
{
	BzCells    *cells = bz_cells_create(16);
	uint64		n;

	SPI_connect();
	n = bz_plan_run(book, &base_accounts_query, &base, NULL, false);
	for (uint64 i = 0; i < n; i++)
		(void) bz_cells_get(cells, bz_result_int4(i, 1, NULL), bz_result_int4(i, 2, NULL));
	SPI_finish();
	return cells;
}

/*
 * Run the operations if what the maker saw still holds; returns what they
 * returned, as JSON text.  It is asked twice: before, so that a change is
 * called a change and not whatever an operation makes of it; and afterwards,
 * when what was touched is locked and exact.
 */
char *
bz_proposal_run(BzBook *book, Relation rel, int64 id, Jsonb *operations, int64 document, Datum base)
{
	BzCells    *cells = bz_cells_create(16);
	char	   *results;

	check_units(book, rel, id, base);
	check_accounts(book, rel, id, base, base_cells(book, base), true);
	results = run_operations(book, rel, operations, document, cells);
	check_accounts(book, rel, id, base, cells, false);
	return results;
}
