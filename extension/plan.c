/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  SPI plans, kept as ri_triggers.c keeps them.
 *
 * A plan is known by (book, query).  Its text is built when it is first needed
 * and again when the plan has become invalid or the book was renamed.  It runs
 * as the owner of the book, so that a clerk who may insert an enrolment needs
 * no right on the account; and while it runs, the guards of account let it
 * pass (bz_plan_in_engine).
 *
 * What may not live here: any query.  Those stand where they are used.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "optimizer/plancat.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/plancache.h"
#include "utils/snapmgr.h"

typedef struct PlanKey
{
	Oid			nspoid;
	Oid			unused;			/* explicit, so that the key has no padding */
	const BzQuery *query;		/* static storage: its address is its name */
} PlanKey;

typedef struct PlanEntry
{
	PlanKey		key;
	SPIPlanPtr	plan;
} PlanEntry;

static HTAB *plans = NULL;

/* how many of our own statements are running; zero outside the engine */
static int	engine_depth = 0;

static void
reset_depth(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT || event == XACT_EVENT_COMMIT)
		engine_depth = 0;
}

static void
create_table(void)
{
	HASHCTL		ctl;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(PlanKey);
	ctl.entrysize = sizeof(PlanEntry);
	plans = hash_create("bianzhi plans", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	RegisterXactCallback(reset_depth, NULL);
}

/* A query's text with each "@." replaced by the book's quoted name. */
char *
bz_plan_text(BzBook *book, const char *template)
{
	StringInfoData text;
	const char *nsp = quote_identifier(book->name);

	initStringInfo(&text);
	for (const char *c = template; *c; c++)
	{
		if (c[0] == '@' && c[1] == '.')
			appendStringInfoString(&text, nsp);
		else
			appendStringInfoChar(&text, *c);
	}
	return text.data;
}

#define FULL 1e6				/* rows of a table that a plan is good for */
#define LARGE(pages, factor) ((BlockNumber) Min(Max(pages, 1) * (factor), 1e8))

static get_relation_info_hook_type others_hook = NULL;

/*
 * While we plan, every table is large.  What the planner would see is empty or
 * small, and there to read the index of all live units from end to end costs no
 * more than to look one up; later it is read for each of many.
 */
static void
see_large(PlannerInfo *root, Oid relid, bool inhparent, RelOptInfo *rel)
{
	double		factor;
	ListCell   *lc;

	if (others_hook)
		others_hook(root, relid, inhparent, rel);
	if (rel->tuples >= FULL)
		return;
	factor = FULL / Max(rel->tuples, 1);
	rel->tuples = FULL;
	rel->pages = LARGE(rel->pages, factor);
	foreach(lc, rel->indexlist)
	{
		IndexOptInfo *index = lfirst(lc);

		index->tuples = Min(Max(index->tuples, 1) * factor, FULL);
		index->pages = LARGE(index->pages, factor);
	}
}

/*
 * Plan once, for any arguments, and by index only.  Planning anew for each
 * array costs more than the look-up itself; a plan made while a table is
 * empty must not scan it when it is full; and with nested loops over primary
 * keys an UPDATE from arrays meets the accounts in key order, whichever side
 * is outer, which is the order in which all lock them.
 */
static void
plan_by_index(SPIPlanPtr plan)
{
	static const char *const avoided[] = {
		"enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin",
		"jit"					/* what is avoided costs 1e10 where nothing else serves */
	};
	int			nest = NewGUCNestLevel();
	get_relation_info_hook_type before = get_relation_info_hook;
	CachedPlan *volatile cached = NULL;

	for (int i = 0; i < (int) lengthof(avoided); i++)
		(void) set_config_option(avoided[i], "off", PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	if (before != see_large)	/* planning may run a function of ours */
		others_hook = before;
	get_relation_info_hook = see_large;
	PG_TRY();
	{
		cached = SPI_plan_get_cached_plan(plan);
	}
	PG_FINALLY();
	{
		get_relation_info_hook = before;
	}
	PG_END_TRY();
	if (cached != NULL)
		ReleaseCachedPlan(cached, CurrentResourceOwner);
	AtEOXact_GUC(true, nest);
}

static SPIPlanPtr
get_plan(BzBook *book, const BzQuery *query)
{
	PlanKey		key;
	PlanEntry  *entry;
	SPIPlanPtr	plan;

	if (plans == NULL)
		create_table();

	memset(&key, 0, sizeof(key));
	key.nspoid = book->nspoid;
	key.query = query;

	entry = hash_search(plans, &key, HASH_FIND, NULL);
	if (entry != NULL)
	{
		if (SPI_plan_is_valid(entry->plan))
			return entry->plan;
		plan = entry->plan;
		hash_search(plans, &key, HASH_REMOVE, NULL);
		SPI_freeplan(plan);
	}

	plan = SPI_prepare_cursor(bz_plan_text(book, query->text), query->nargs,
							  (Oid *) query->argtypes, CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor returned %s for %s",
			 SPI_result_code_string(SPI_result), query->text);
	SPI_keepplan(plan);
	plan_by_index(plan);

	/* the entry is made last: an error above leaves nothing half done */
	entry = hash_search(plans, &key, HASH_ENTER, NULL);
	entry->plan = plan;
	return plan;
}

/*
 * Forget the plans of a book: its name, which stands in their texts, changed.
 */
void
bz_plan_forget(Oid nspoid)
{
	HASH_SEQ_STATUS scan;
	PlanEntry  *entry;

	if (plans == NULL)
		return;
	hash_seq_init(&scan, plans);
	while ((entry = hash_seq_search(&scan)) != NULL)
	{
		SPIPlanPtr	plan = entry->plan;

		if (entry->key.nspoid != nspoid)
			continue;
		hash_search(plans, &entry->key, HASH_REMOVE, NULL);
		SPI_freeplan(plan);
	}
}

/* Is the statement that fired a trigger one of the engine's own? */
bool
bz_plan_in_engine(void)
{
	return engine_depth > 0;
}

/*
 * Run a query of the engine; rows are left in SPI_tuptable.  Returns their
 * number.  The caller has called SPI_connect().
 *
 * With a snapshot the query sees what that shows, else what the transaction's
 * isolation level shows it.
 *
 * An error between the switch of user and the restoring is safe for the user
 * id ((sub)transaction abort resets it); the depth is restored here.
 */
static uint64
run(BzBook *book, const BzQuery *query, Datum *values, const char *nulls,
	bool read_only, Snapshot snapshot)
{
	Oid			save_userid;
	int			save_context;
	volatile int result = 0;

	GetUserIdAndSecContext(&save_userid, &save_context);
	SetUserIdAndSecContext(book->owner,
						   save_context | SECURITY_LOCAL_USERID_CHANGE |
						   SECURITY_NOFORCE_RLS);
	engine_depth++;
	PG_TRY();
	{
		SPIPlanPtr	plan = get_plan(book, query);

		result = SPI_execute_snapshot(plan, values, nulls, snapshot, InvalidSnapshot,
									  read_only, true, 0);
	}
	PG_FINALLY();
	{
		engine_depth--;
	}
	PG_END_TRY();
	SetUserIdAndSecContext(save_userid, save_context);

	if (result < 0)
		elog(ERROR, "SPI_execute_snapshot returned %s for %s",
			 SPI_result_code_string(result), query->text);
	return SPI_processed;
}

/*
 * Run a query.  nulls is as for SPI_execute_plan.  read_only true is only for
 * queries that need no newer snapshot than the calling statement's.
 */
uint64
bz_plan_run(BzBook *book, const BzQuery *query, Datum *values, const char *nulls,
			bool read_only)
{
	return run(book, query, values, nulls, read_only, InvalidSnapshot);
}

/*
 * Run a query that only reads, with the rights of the caller and the calling
 * statement's snapshot.
 */
uint64
bz_plan_run_as_caller(BzBook *book, const BzQuery *query, Datum *values, const char *nulls)
{
	int			result = SPI_execute_snapshot(get_plan(book, query), values, nulls, InvalidSnapshot,
											  InvalidSnapshot, true, true, 0);

	if (result < 0)
		elog(ERROR, "SPI_execute_snapshot returned %s for %s",
			 SPI_result_code_string(result), query->text);
	return SPI_processed;
}

/*
 * Run a query that must see what is committed now, also where the transaction
 * keeps an older snapshot: rules, which hold for all (as the catalogue's), and
 * what stands in the way of an end, as referential checks do in core.
 */
uint64
bz_plan_run_latest(BzBook *book, const BzQuery *query, Datum *values)
{
	Snapshot	snapshot;
	uint64		n;

	if (!IsolationUsesXactSnapshot())
		return run(book, query, values, NULL, false, InvalidSnapshot);
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	n = run(book, query, values, NULL, false, snapshot);
	UnregisterSnapshot(snapshot);
	return n;
}

/*
 * Run a query that sees the book without what this transaction did since a
 * command: what others have committed by now, and of our own only what is
 * older.  A snapshot whose command counter stands at that command does it.
 * The caller holds what must not change meanwhile.
 */
uint64
bz_plan_run_before(BzBook *book, const BzQuery *query, Datum *values, CommandId since)
{
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	uint64		n;

	snapshot->curcid = since;
	n = run(book, query, values, NULL, true, snapshot);
	UnregisterSnapshot(snapshot);
	return n;
}

Datum
bz_array_int4(const int32 *values, int n)
{
	Datum	   *d = palloc(sizeof(Datum) * Max(n, 1));

	for (int i = 0; i < n; i++)
		d[i] = Int32GetDatum(values[i]);
	return PointerGetDatum(construct_array(d, n, INT4OID, sizeof(int32), true, TYPALIGN_INT));
}

Datum
bz_array_int8(const int64 *values, int n)
{
	Datum	   *d = palloc(sizeof(Datum) * Max(n, 1));

	for (int i = 0; i < n; i++)
		d[i] = Int64GetDatum(values[i]);
	return PointerGetDatum(construct_array(d, n, INT8OID, sizeof(int64),
										   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* Values of the last result; columns count from 1.  isnull may be NULL. */
static Datum
result_datum(uint64 row, int column, bool *isnull)
{
	bool		null;
	Datum		d = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &null);

	if (isnull)
		*isnull = null;
	return null ? (Datum) 0 : d;
}

int32
bz_result_int4(uint64 row, int column, bool *isnull)
{
	return DatumGetInt32(result_datum(row, column, isnull));
}

int64
bz_result_int8(uint64 row, int column, bool *isnull)
{
	return DatumGetInt64(result_datum(row, column, isnull));
}

/* palloc'd text of any column, NULL for null */
char *
bz_result_text(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}
