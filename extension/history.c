/*-------------------------------------------------------------------------
 *
 * history.c
 *	  One person, one establishment post at any time, history included
 *	  (invariant 4 of the design, rule R14), and one leadership post that
 *	  counts (rule concurrent_post, R15).
 *
 * Judged after the statement's rows are in the table, by the method of
 * exclusion constraints (check_exclusion_or_unique_constraint in core): look
 * with a dirty snapshot, and where a row in the way belongs to a transaction
 * in progress, wait for it and look again.  Of two sessions that enrol one
 * person each sees at least the other's row, whoever looks last; no lock on
 * the person is needed, and a load of a million new people costs one walk
 * along the index, because only people with two entries are read at all.
 *
 * An exclusion constraint itself is not used: its GiST index costs several
 * times the whole load, and it could not say 23Z06.
 *
 * This room reads the fact table through its index on person_id directly and
 * writes nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/genam.h"
#include "access/itup.h"
#include "access/relscan.h"
#include "access/skey.h"
#include "access/tableam.h"
#include "catalog/pg_am.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/* A stretch of walking is cheaper than a new descent; measured, not critical. */
#define WALK_LIMIT 64

typedef struct Period
{
	int64		id;
	int32		unit;
	int32		post_type;
	DateADT		effective_on;
	DateADT		until;
	bool		counts;			/* appointment only */
	ItemPointerData tid;
	TransactionId in_progress;	/* of another transaction, or invalid */
} Period;

typedef struct History
{
	Relation	rel;
	Relation	index;
	bool		appointment;
	int			col_id;
	int			col_unit;
	int			col_post_type;
	int			col_effective_on;
	int			col_until;
	int			col_counts;		/* appointment only */
	Period	   *periods;
	int			n;
	int			space;
} History;

/* The plain btree index that starts with person_id. */
static Relation
open_person_index(Relation rel)
{
	AttrNumber	person = bz_trigger_column(rel, "person_id");
	List	   *indexes = RelationGetIndexList(rel);
	ListCell   *lc;

	foreach(lc, indexes)
	{
		Relation	index = index_open(lfirst_oid(lc), AccessShareLock);

		if (index->rd_rel->relam == BTREE_AM_OID &&
			index->rd_index->indisvalid &&
			index->rd_index->indkey.values[0] == person &&
			RelationGetIndexPredicate(index) == NIL)
			return index;
		index_close(index, AccessShareLock);
	}
	ereport(ERROR,
			(errcode(ERRCODE_BZ_BOOK_VERSION),
			 errmsg("table \"%s\" has no index on person_id", RelationGetRelationName(rel)),
			 errhint("CREATE INDEX ON %s (person_id); the engine looks up a person's history by it.",
					 RelationGetRelationName(rel))));
	return NULL;				/* keep compiler quiet */
}

static void
add_period(History *h, TupleTableSlot *slot, TransactionId in_progress)
{
	Period	   *p;
	bool		isnull;

	if (h->n == h->space)
	{
		h->space = h->space ? h->space * 2 : 8;
		h->periods = h->periods == NULL ?
			palloc(sizeof(Period) * h->space) :
			repalloc(h->periods, sizeof(Period) * h->space);
	}
	p = &h->periods[h->n++];
	p->id = DatumGetInt64(slot_getattr(slot, h->col_id, &isnull));
	p->unit = DatumGetInt32(slot_getattr(slot, h->col_unit, &isnull));
	p->post_type = DatumGetInt32(slot_getattr(slot, h->col_post_type, &isnull));
	p->effective_on = DatumGetDateADT(slot_getattr(slot, h->col_effective_on, &isnull));
	p->until = DatumGetDateADT(slot_getattr(slot, h->col_until, &isnull));
	if (isnull)
		p->until = DATEVAL_NOEND;
	p->counts = h->appointment && DatumGetBool(slot_getattr(slot, h->col_counts, &isnull));
	p->tid = slot->tts_tid;
	p->in_progress = in_progress;
}

/* All rows of a person, those of transactions in progress included. */
static void
read_periods(History *h, int64 person)
{
	SnapshotData dirty;
	ScanKeyData key;
	IndexScanDesc scan;
	TupleTableSlot *slot = table_slot_create(h->rel, NULL);

	h->n = 0;
	InitDirtySnapshot(dirty);
	ScanKeyInit(&key, 1, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(person));
	scan = bz_index_beginscan(h->rel, h->index, &dirty, 1);
	index_rescan(scan, &key, 1, NULL, 0);
	while (index_getnext_slot(scan, ForwardScanDirection, slot))
		add_period(h, slot, TransactionIdIsValid(dirty.xmin) ? dirty.xmin : dirty.xmax);
	index_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
}

static bool
same_account(const Period *a, const Period *b)
{
	return a->unit == b->unit && a->post_type == b->post_type;
}

/*
 * Half-open periods; an empty one is void and meets nothing.  Appointments
 * exclude each other if they are to the same post, or if both count.
 */
static bool
overlap(const History *h, const Period *a, const Period *b)
{
	if (h->appointment && !same_account(a, b) && !(a->counts && b->counts))
		return false;
	return a->effective_on < b->until && b->effective_on < a->until &&
		a->effective_on < a->until && b->effective_on < b->until;
}

/*
 * Find an overlap in the periods read.  Returns 0 for none, 1 for one to
 * refuse (the earlier row in *found), 2 if *wait belongs to a transaction that
 * must end first.
 */
static int
find_overlap(const History *h, Period *found, Period *wait, bool *same)
{
	int			result = 0;

	for (int i = 0; i < h->n; i++)
		for (int j = 0; j < i; j++)
		{
			const Period *a = &h->periods[j];
			const Period *b = &h->periods[i];

			if (!overlap(h, a, b))
				continue;
			if (!TransactionIdIsValid(a->in_progress) && !TransactionIdIsValid(b->in_progress))
			{
				*found = a->id < b->id ? *a : *b;
				*same = !h->appointment || same_account(a, b);
				return 1;
			}
			*wait = TransactionIdIsValid(a->in_progress) ? *a : *b;
			result = 2;
		}
	return result;
}

static void
check_person(BzBook *book, History *h, int64 person, BzViolations *list)
{
	Period		found;
	Period		wait;
	bool		same;
	int			result;

	for (;;)
	{
		read_periods(h, person);
		result = find_overlap(h, &found, &wait, &same);
		if (result != 2)
			break;
		XactLockTableWait(wait.in_progress, h->rel, &wait.tid, XLTW_RecheckExclusionConstr);
	}
	if (result == 1 &&
		(same || !bz_excused(book, "concurrent_post", found.unit, found.post_type, 0)))
	{
		BzViolation v = {0};

		v.rule = same ? "double_post" : "concurrent_post";
		v.sqlstate = same ? ERRCODE_BZ_DOUBLE_POST : ERRCODE_BZ_CONCURRENT_POST;
		v.holder = found.unit;
		v.post_type = found.post_type;
		v.person = person;
		v.on = found.effective_on;
		bz_violation_add(list, &v);
	}
}

/*
 * Walk the index from the first person to the last and keep those with more
 * than one entry: all others have no one to overlap with.  The walk jumps when
 * the people asked for lie far apart.  Returns the number kept in persons[].
 */
static int
several_entries(History *h, int64 *persons, int npersons)
{
	SnapshotData dirty;
	ScanKeyData key;
	IndexScanDesc scan;
	TupleDesc	desc = RelationGetDescr(h->index);
	int			kept = 0;
	int			entries = 0;
	int			steps = 0;
	int			i = 0;

	InitDirtySnapshot(dirty);
	ScanKeyInit(&key, 1, BTGreaterEqualStrategyNumber, F_INT8GE, Int64GetDatum(persons[0]));
	scan = bz_index_beginscan(h->rel, h->index, &dirty, 1);
	scan->xs_want_itup = true;
	index_rescan(scan, &key, 1, NULL, 0);
	while (i < npersons && index_getnext_tid(scan, ForwardScanDirection) != NULL)
	{
		bool		isnull;
		int64		person = DatumGetInt64(index_getattr(scan->xs_itup, 1, desc, &isnull));

		while (i < npersons && persons[i] < person)
		{
			i++;
			entries = 0;
		}
		if (i < npersons && persons[i] == person)
		{
			steps = 0;
			if (++entries == 2)
				persons[kept++] = person;
		}
		else if (i < npersons && ++steps == WALK_LIMIT)
		{
			ScanKeyInit(&key, 1, BTGreaterEqualStrategyNumber, F_INT8GE, Int64GetDatum(persons[i]));
			index_rescan(scan, &key, 1, NULL, 0);
			steps = 0;
		}
	}
	index_endscan(scan);
	return kept;
}

/*
 * Check the persons (sorted, distinct; the array is used up) of a statement on
 * enrolment or appointment.  Of appointments only those to the same post
 * (23Z06), or that both count (23Z30), exclude each other.  All persons are
 * reported.
 */
void
bz_history_check(BzBook *book, Relation rel, int64 *persons, int npersons,
				 bool appointment)
{
	History		h = {0};
	BzViolations list = {0};

	if (npersons == 0)
		return;
	h.rel = rel;
	h.index = open_person_index(rel);
	h.appointment = appointment;
	h.col_id = bz_trigger_column(rel, "id");
	h.col_unit = bz_trigger_column(rel, "unit_id");
	h.col_post_type = bz_trigger_column(rel, "post_type");
	h.col_effective_on = bz_trigger_column(rel, "effective_on");
	h.col_until = bz_trigger_column(rel, "until");
	if (appointment)
		h.col_counts = bz_trigger_column(rel, "counts");

	npersons = several_entries(&h, persons, npersons);
	for (int i = 0; i < npersons; i++)
		check_person(book, &h, persons[i], &list);
	index_close(h.index, NoLock);
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
}

PG_FUNCTION_INFO_V1(bianzhi_hold_person);

/*
 * hold_person(book regclass, person bigint): for the functions of books, which
 * call it before they write a person's record.  Two sessions that both have
 * written before either is judged wait for each other and one is a deadlock
 * victim, as with exclusion constraints; held one after the other they are
 * simply judged one after the other.  Plain INSERT and COPY do without: they
 * stay right, and a lock per row of a load would not fit the lock table.
 */
Datum
bianzhi_hold_person(PG_FUNCTION_ARGS)
{
	int64		person = PG_GETARG_INT64(1);
	LOCKTAG		tag;

	/* the last field keeps clear of 1 and 2, which SQL's advisory locks use */
	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, get_rel_namespace(PG_GETARG_OID(0)),
						 (uint32) (person ^ (person >> 32)), 3);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
	PG_RETURN_INT64(person);
}
