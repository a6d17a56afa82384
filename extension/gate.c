/*-------------------------------------------------------------------------
 *
 * gate.c
 *	  The freeze gate: while a region's month is frozen, nobody writes a fact
 *	  of its units.
 *
 * Every statement on a table of facts takes a shared lock on the book before
 * it does anything, and freeze() takes it exclusively: it waits for the
 * transactions that write and, once it has committed, whoever comes or waited
 * sees the freeze.  Both locks last until the end of the transaction, so no
 * write slips in between.  While nothing is frozen that lock is all there is:
 * what is frozen is known from the copy of the book, and AFTER STATEMENT finds
 * nothing to do.
 *
 * A member with a period_exception passes; each statement that does is logged.
 * close_period() waits for these, and for nobody else, by a lock of their own.
 *
 * When a fact was recorded is its transaction's start.  A transaction that
 * began before a month was closed would therefore write into the closed month;
 * it is told to start anew (40001).
 *
 * Triggers on the tables are ENABLE ALWAYS: neither the owner, nor a
 * superuser, nor session_replication_role opens them.  Workers of logical
 * replication pass, because what they bring was judged where it was written.
 * The engine's own statements are judged like any other.
 *
 * What may not live here: what freezes, signs and closes (period.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "storage/lock.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* What the column that a trigger names holds; how regions are found from it. */
typedef enum Subject
{
	BY_UNIT,
	BY_PERSON,
	BY_DUTY,
	BY_SEAT,
	BY_REGION
} Subject;

static const struct
{
	const char *name;
	BzQuery		regions;
}			subjects[] =
{
	/* also holders of accounts that are no units */
	{
		"unit",
		{
			"SELECT u.region FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1)"
			" UNION SELECT h.region FROM @.holder h WHERE h.id" BZ_EQ "ANY ($1)",
			1, {INT8ARRAYOID}
		}
	},
	/* a person is where he has been in the frozen month or later */
	{
		"person",
		{
			"SELECT u.region FROM @.enrolment e JOIN @.unit u ON u.id" BZ_EQ "e.unit_id WHERE e.person_id" BZ_EQ "ANY ($1)"
			" AND (e.until IS NULL OR e.until OPERATOR(pg_catalog.>=) $2)"
			" UNION SELECT u.region FROM @.appointment a JOIN @.unit u ON u.id" BZ_EQ "a.unit_id WHERE a.person_id" BZ_EQ "ANY ($1)"
			" AND (a.until IS NULL OR a.until OPERATOR(pg_catalog.>=) $2)",
			2, {INT8ARRAYOID, DATEOID}
		}
	},
	{
		"duty",
		{
			"SELECT DISTINCT u.region FROM @.duty_assignment a JOIN @.unit u ON u.id" BZ_EQ "a.unit_id"
			" WHERE a.duty_id" BZ_EQ "ANY ($1)",
			1, {INT8ARRAYOID}
		}
	},
	{
		"seat",
		{
			"SELECT DISTINCT u.region FROM @.pool_seat s JOIN @.unit u ON u.id" BZ_EQ "s.unit_id"
			" WHERE s.id" BZ_EQ "ANY ($1)",
			1, {INT8ARRAYOID}
		}
	},
	{
		"region", {NULL, 0, {0}}
	}
};

/* an exception names a region and so all below it; regions have four levels */
static const BzQuery exception_query = {
	"SELECT pg_catalog.min(x.id) FROM @.period_exception x"
	" WHERE x.role" BZ_EQ "$1 AND x.until OPERATOR(pg_catalog.>) pg_catalog.clock_timestamp()"
	" AND x.region" BZ_EQ "ANY ((SELECT ARRAY[a.code, a.parent, b.parent, c.parent] FROM @.region a"
	" LEFT JOIN @.region b ON b.code" BZ_EQ "a.parent LEFT JOIN @.region c ON c.code" BZ_EQ "b.parent"
	" WHERE a.code" BZ_EQ "$2)::pg_catalog.text[])",
	2, {TEXTOID, TEXTOID}
};

static const BzQuery use_query = {
	"INSERT INTO @.period_exception_use (exception_id, region, month, table_name, command, row_count)"
	" VALUES ($1, $2, $3, $4, $5, $6)",
	6, {INT8OID, TEXTOID, DATEOID, TEXTOID, TEXTOID, INT8OID}
};

/* the last field keeps clear of 1 and 2, which SQL's advisory locks use, and of 3, which persons do */
#define GATE_LOCK		4
#define EXCEPTION_LOCK	5

static bool
hold(Oid nspoid, uint16 which, LOCKMODE mode)
{
	LOCKTAG		tag;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, nspoid, 0, which);
	return LockAcquire(&tag, mode, false, false) != LOCKACQUIRE_ALREADY_HELD;
}

/*
 * Wait for everybody who writes facts (or, with exceptions, for those who
 * write in a frozen region) and keep others from beginning until the end of
 * the transaction.
 */
void
bz_gate_shut(Oid nspoid, bool exceptions)
{
	(void) hold(nspoid, exceptions ? EXCEPTION_LOCK : GATE_LOCK, ExclusiveLock);
	AcceptInvalidationMessages();
}

/*
 * Who held or waited for the lock may have changed what is frozen: look again
 * when it is new to this transaction.  After that nobody can freeze.
 */
static void
enter(Oid nspoid, uint16 which)
{
	if (hold(nspoid, which, ShareLock))
		AcceptInvalidationMessages();
}

/* For what must not happen while a month is frozen, unfrozen or closed. */
void
bz_gate_enter(Oid nspoid)
{
	enter(nspoid, GATE_LOCK);
	enter(nspoid, EXCEPTION_LOCK);
}

/* Is there anything that could keep this transaction from writing? */
static bool
anything_shut(const BzBook *book)
{
	return book->nfrozen > 0 || GetCurrentTransactionStartTimestamp() <= book->last_close;
}

PG_FUNCTION_INFO_V1(bianzhi_gate);

/* BEFORE STATEMENT on every table of facts. */
Datum
bianzhi_gate(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "gate", false, true, BZ_ON_ANY);

	if (!IsLogicalWorker())
		enter(RelationGetNamespace(trigdata->tg_relation), GATE_LOCK);
	return PointerGetDatum(NULL);
}

static Subject
trigger_subject(const Trigger *trigger)
{
	for (int i = 0; i < (int) lengthof(subjects); i++)
		if (trigger->tgnargs > 0 && strcmp(trigger->tgargs[0], subjects[i].name) == 0)
			return (Subject) i;
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("trigger \"%s\" must name what its columns hold, and the columns", trigger->tgname),
			 errhint("The book is not complete; restore it from a dump, or upgrade it with bianzhi.upgrade_book().")));
	return BY_UNIT;				/* keep compiler quiet */
}

/* The regions of a column of regions, each once; there are few. */
static List *
regions_in(Relation rel, Tuplestorestate *rows, const char *column)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	int			attnum = bz_trigger_column(rel, column);
	List	   *regions = NIL;

	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		bool		isnull;
		Datum		d = slot_getattr(slot, attnum, &isnull);
		String	   *region = isnull ? NULL : makeString(TextDatumGetCString(d));

		if (region != NULL)
			regions = list_append_unique(regions, region);
	}
	ExecDropSingleTupleTableSlot(slot);
	return regions;
}

/* All values of the columns that the trigger names; equal neighbours count once. */
static Datum
ids_in(const TriggerData *trigdata, Tuplestorestate *rows)
{
	Relation	rel = trigdata->tg_relation;
	const Trigger *trigger = trigdata->tg_trigger;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	int			space = 64;
	int64	   *ids = palloc(sizeof(int64) * space);
	int			n = 0;

	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
		for (int i = 1; i < trigger->tgnargs; i++)
		{
			int			attnum = bz_trigger_column(rel, trigger->tgargs[i]);
			bool		isnull;
			Datum		d = slot_getattr(slot, attnum, &isnull);
			int64		id;

			if (isnull)
				continue;
			id = TupleDescAttr(RelationGetDescr(rel), attnum - 1)->atttypid == INT4OID ?
				DatumGetInt32(d) : DatumGetInt64(d);
			if (n > 0 && ids[n - 1] == id)
				continue;
			if (n == space)
				ids = repalloc(ids, sizeof(int64) * (space *= 2));
			ids[n++] = id;
		}
	ExecDropSingleTupleTableSlot(slot);
	return bz_array_int8(ids, n);
}

/*
 * The regions whose facts the statement wrote.  What it wrote itself counts,
 * and so does what others have committed, whatever this transaction's own
 * snapshot shows.
 */
static List *
touched_regions(BzBook *book, const TriggerData *trigdata)
{
	Subject		subject = trigger_subject(trigdata->tg_trigger);
	List	   *regions = NIL;
	DateADT		since = DATEVAL_NOEND;
	Datum		values[2];
	uint64		n;

	if (subject == BY_REGION)
		return regions_in(trigdata->tg_relation, trigdata->tg_newtable, trigdata->tg_trigger->tgargs[1]);
	for (int i = 0; i < book->nperiods; i++)
		if (book->periods[i].frozen)
			since = Min(since, book->periods[i].month);
	values[0] = ids_in(trigdata, trigdata->tg_newtable);
	values[1] = DateADTGetDatum(since);
	CommandCounterIncrement();
	n = bz_plan_run_latest(book, &subjects[subject].regions, values);
	for (uint64 i = 0; i < n; i++)
		regions = lappend(regions, makeString(bz_result_text(i, 1)));
	return regions;
}

static const BzPeriod *
period_of(const BzBook *book, const char *region)
{
	for (int i = 0; i < book->nperiods; i++)
		if (strcmp(book->periods[i].region, region) == 0)
			return &book->periods[i];
	return NULL;
}

/* Said in the words of the reader; the time in his session's zone. */
static void
refuse_frozen(Relation rel, const BzPeriod *p)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PERIOD_FROZEN),
			 errmsg("%s of region %s is frozen", bz_month_text(p->month), p->region),
			 errdetail("Frozen since %s by %s.", timestamptz_to_str(p->frozen_at), p->frozen_by),
			 errhint("Wait until the month is closed: the fact is then recorded with its true date and reported in the next month. If it must be in this month, have it unfrozen with unfreeze(), or an exception granted with reopen_exception()."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "period_frozen")));
}

static void
refuse_older_transaction(Relation rel, const BzPeriod *p)
{
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("this transaction began before a month of region %s was closed", p->region),
			 errdetail("Closed at %s; what this transaction records would carry an earlier time.",
					   timestamptz_to_str(p->closed_at)),
			 errhint("Start the transaction again; the fact is recorded with its true date and reported in the open month."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "period_closed")));
}

static const char *
command_name(TriggerEvent event)
{
	return TRIGGER_FIRED_BY_INSERT(event) ? "INSERT" : "UPDATE";
}

/*
 * A frozen region: passes with an exception, which the log will show.  While
 * we waited for close_period() the month may have been closed.
 */
static void
pass_by_exception(BzBook *book, const TriggerData *trigdata, const char *region)
{
	const BzPeriod *p = period_of(book, region);
	Datum		values[6];
	bool		isnull;
	int64		exception;

	values[0] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	values[1] = CStringGetTextDatum(region);
	(void) bz_plan_run_latest(book, &exception_query, values);
	exception = bz_result_int8(0, 1, &isnull);
	if (isnull)
		refuse_frozen(trigdata->tg_relation, p);
	enter(book->nspoid, EXCEPTION_LOCK);
	book = bz_book_open(book->nspoid);
	p = period_of(book, region);
	if (p == NULL || !p->frozen)
		return;
	values[0] = Int64GetDatum(exception);
	values[2] = DateADTGetDatum(p->month);
	values[3] = CStringGetTextDatum(RelationGetRelationName(trigdata->tg_relation));
	values[4] = CStringGetTextDatum(command_name(trigdata->tg_event));
	values[5] = Int64GetDatum(tuplestore_tuple_count(trigdata->tg_newtable));
	(void) bz_plan_run(book, &use_query, values, NULL, false);
}

PG_FUNCTION_INFO_V1(bianzhi_gate_rows);

/*
 * AFTER STATEMENT on tables of facts, with the new rows; arguments say what
 * the columns hold (unit, person, duty, region) and which columns.
 */
Datum
bianzhi_gate_rows(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "gate_rows", false, false, BZ_ON_INSERT | BZ_ON_UPDATE);
	Relation	rel = trigdata->tg_relation;
	BzBook	   *book;
	ListCell   *lc;

	if (trigdata->tg_newtable == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired with transition tables", "gate_rows")));
	if (IsLogicalWorker())
		return PointerGetDatum(NULL);
	book = bz_book_of(rel);
	if (!anything_shut(book))
		return PointerGetDatum(NULL);
	SPI_connect();
	foreach(lc, touched_regions(book, trigdata))
	{
		const char *region = strVal(lfirst(lc));
		const BzPeriod *p = period_of(book, region);

		if (p != NULL && p->frozen)
			pass_by_exception(book, trigdata, region);
		book = bz_book_open(book->nspoid);
		p = period_of(book, region);
		if (p != NULL && GetCurrentTransactionStartTimestamp() <= p->closed_at)
			refuse_older_transaction(rel, p);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

static const BzQuery unit_query = {
	"SELECT u.region FROM @.unit u WHERE u.id" BZ_EQ "$1", 1, {INT4OID}
};

/* a duty ends where it was held last */
static const BzQuery duty_query = {
	"SELECT u.region FROM @.duty_assignment a JOIN @.unit u ON u.id" BZ_EQ "a.unit_id WHERE a.duty_id" BZ_EQ "$1"
	" ORDER BY a.until DESC NULLS FIRST, a.id DESC LIMIT 1",
	1, {INT8OID}
};

PG_FUNCTION_INFO_V1(bianzhi_keep_end);

/*
 * BEFORE UPDATE FOR EACH ROW on facts that end, where the end is moved: one
 * that a closed month counted stays.  Arguments, as far as they differ: the
 * columns of the end and of when it became known, "unit" or "duty" and the
 * column that names it.
 */
Datum
bianzhi_keep_end(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "keep_end", true, true, BZ_ON_UPDATE);
	const char *columns[] = {"until", "ended_at", "unit", "unit_id"};
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	HeapTuple	old = trigdata->tg_trigtuple;
	BzBook	   *book;
	Datum		subject;
	DateADT		until;
	TimestampTz known;
	const BzPeriod *p = NULL;
	bool		isnull;
	bool		null_until;

	if (IsLogicalWorker())
		return PointerGetDatum(trigdata->tg_newtuple);
	for (int i = 0; i < Min(trigdata->tg_trigger->tgnargs, (int) lengthof(columns)); i++)
		columns[i] = trigdata->tg_trigger->tgargs[i];
	book = bz_book_of(rel);
	until = DatumGetDateADT(heap_getattr(old, bz_trigger_column(rel, columns[0]), desc, &null_until));
	known = DatumGetTimestampTz(heap_getattr(old, bz_trigger_column(rel, columns[1]), desc, &isnull));
	if (isnull)
		known = DatumGetTimestampTz(heap_getattr(old, bz_trigger_column(rel, "recorded_at"), desc, &isnull));
	subject = heap_getattr(old, bz_trigger_column(rel, columns[3]), desc, &isnull);
	if (null_until || isnull || book->last_close < known)
		return PointerGetDatum(trigdata->tg_newtuple);
	SPI_connect();
	if (bz_plan_run_latest(book, strcmp(columns[2], "duty") == 0 ? &duty_query : &unit_query, &subject) == 1)
		p = period_of(book, bz_result_text(0, 1));
	if (p != NULL && known <= p->closed_at && until < p->open_from)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_PERIOD_CLOSED),
				 errmsg("an end that a closed month of region %s counts is not moved", p->region),
				 errdetail("It was recorded before the month was closed at %s.", timestamptz_to_str(p->closed_at)),
				 errhint("Record what happened since as a new fact of the open month."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "period_closed")));
	SPI_finish();
	return PointerGetDatum(trigdata->tg_newtuple);
}
