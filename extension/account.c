/*-------------------------------------------------------------------------
 *
 * account.c
 *	  The balance rows of the ledger.  Every change of posts or people ends
 *	  here, once per statement: the account rows of its cells (cells.c) are
 *	  locked and written in key order, and judged by what they were and became;
 *	  a refusal undoes the statement.
 *
 * Lock order (see README.md): rows of facts and permits first, then accounts
 * in key order.  Lock mode is NO KEY UPDATE; nothing is ever FOR UPDATE, and
 * the table carries only its primary key so that updates stay HOT.
 *
 * A single account takes one UPDATE that judges and writes; only if that
 * refuses does the general path run, which knows exceptions and modes.
 *
 * What may not live here: reading facts (people.c, ledger.c, permit.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

/* One account as read under its lock, with what judging needs of its unit. */
typedef struct Balance
{
	int64		approved;
	int64		reserved;
	int64		strength;
} Balance;

/* What is known of a unit or fund; sorted by id for look-up. */
typedef struct HolderInfo
{
	int32		id;
	char		kind;			/* 'u' unit; 'c', 'r', 'p' fund */
	bool		body;			/* a legal body, not a division or group */
	char	   *class;			/* NULL for funds */
	char	   *region;
	DateADT		effective_on;
	DateADT		until;			/* DATEVAL_NOEND while it lives */
} HolderInfo;

/* The judge's bench: one statement's cells in key order and what belongs to them. */
typedef struct Sitting
{
	BzBook	   *book;
	Relation	rel;
	BzCell	  **all;			/* in key order */
	int			nall;
	BzCell	  **cells;			/* those of them that change a balance */
	int			ncells;
	Balance    *balances;		/* of cells */
	HolderInfo *holders;
	int			nholders;
	BzViolations violations;
} Sitting;

static const BzQuery unit_query = {
	"SELECT u.id, u.class, u.region, u.effective_on, u.until, u.kind FROM @.unit u"
	" WHERE u.id" BZ_EQ "$1", 1, {INT4OID}
};

static const BzQuery units_query = {
	"SELECT u.id, u.class, u.region, u.effective_on, u.until, u.kind FROM @.unit u"
	" WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id", 1, {INT4ARRAYOID}
};

/* the same for ids without a gap, as a load has them */
static const BzQuery unit_range_query = {
	"SELECT u.id, u.class, u.region, u.effective_on, u.until, u.kind FROM @.unit u"
	" WHERE u.id OPERATOR(pg_catalog.>=) $1 AND u.id OPERATOR(pg_catalog.<=) $2 ORDER BY u.id",
	2, {INT4OID, INT4OID}
};

static const BzQuery holders_query = {
	"SELECT h.id, h.kind, h.region FROM @.holder h"
	" WHERE h.id" BZ_EQ "ANY ($1) ORDER BY h.id", 1, {INT4ARRAYOID}
};

/* judges and writes one account; no row if there is none or it would be overfilled */
static const BzQuery post_one_query = {
	"UPDATE @.account a SET approved = a.approved OPERATOR(pg_catalog.+) $3,"
	" reserved = a.reserved OPERATOR(pg_catalog.+) $4,"
	" strength = a.strength OPERATOR(pg_catalog.+) $5"
	" WHERE a.holder_id" BZ_EQ "$1 AND a.post_type" BZ_EQ "$2"
	" AND ((a.strength OPERATOR(pg_catalog.+) $5 OPERATOR(pg_catalog.+) a.reserved"
	" OPERATOR(pg_catalog.+) $4) OPERATOR(pg_catalog.<=) (a.approved OPERATOR(pg_catalog.+) $3)"
	" OR ($5 OPERATOR(pg_catalog.+) $4) OPERATOR(pg_catalog.<=) $3)",
	5, {INT4OID, INT4OID, INT4OID, INT4OID, INT4OID}
};

static const BzQuery open_query = {
	"INSERT INTO @.account (holder_id, post_type)"
	" SELECT k.h, k.t FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2))"
	" WITH ORDINALITY k(h, t, n) ORDER BY k.n ON CONFLICT (holder_id, post_type) DO NOTHING",
	2, {INT4ARRAYOID, INT4ARRAYOID}
};

/* who opens an account, or records what changes none, waits for who ends the unit */
static const BzQuery share_units_query = {
	"SELECT 1 FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id FOR SHARE OF u",
	1, {INT4ARRAYOID}
};

static const BzQuery lock_query = {
	"SELECT 1 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) k(h, t)"
	" JOIN @.account a ON a.holder_id" BZ_EQ "k.h AND a.post_type" BZ_EQ "k.t"
	" ORDER BY a.holder_id, a.post_type FOR NO KEY UPDATE OF a",
	2, {INT4ARRAYOID, INT4ARRAYOID}
};

/* locks, changes and returns what was before; in key order (plan.c) */
static const BzQuery post_many_query = {
	"UPDATE @.account a SET approved = a.approved OPERATOR(pg_catalog.+) k.a,"
	" reserved = a.reserved OPERATOR(pg_catalog.+) k.r,"
	" strength = a.strength OPERATOR(pg_catalog.+) k.s"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3),"
	" pg_catalog.unnest($4), pg_catalog.unnest($5)) k(h, t, a, r, s)"
	" WHERE a.holder_id" BZ_EQ "k.h AND a.post_type" BZ_EQ "k.t"
	" RETURNING a.holder_id, a.post_type, a.approved, a.reserved, a.strength",
	5, {INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID, INT4ARRAYOID}
};

static const BzQuery lapsed_query = {
	"UPDATE @.account a SET reserved = a.reserved OPERATOR(pg_catalog.-) $3"
	" WHERE a.holder_id" BZ_EQ "$1 AND a.post_type" BZ_EQ "$2", 3, {INT4OID, INT4OID, INT4OID}
};

/*
 * Permits past their last day give their posts back; rows that someone is
 * working on are left to him (the lock order is permits before accounts).
 */
static const BzQuery lapse_query = {
	"UPDATE @.use_permit p SET state = 'lapsed', closed_on = p.expires_on OPERATOR(pg_catalog.+) 1"
	" FROM (SELECT q.id FROM @.use_permit q WHERE q.unit_id" BZ_EQ "$1 AND q.post_type" BZ_EQ "$2"
	" AND q.state" BZ_EQ "'open' AND q.expires_on OPERATOR(pg_catalog.<) CURRENT_DATE"
	" FOR NO KEY UPDATE SKIP LOCKED) d WHERE p.id" BZ_EQ "d.id"
	" RETURNING p.quantity OPERATOR(pg_catalog.-) p.used",
	2, {INT4OID, INT4OID}
};

/* the same for approvals of a pool that were not used in time */
static const BzQuery lapse_loans_query = {
	"UPDATE @.pool_loan l SET state = 'lapsed', closed_on = l.use_by OPERATOR(pg_catalog.+) 1"
	" FROM (SELECT q.id FROM @.pool_loan q JOIN @.pool p ON p.id" BZ_EQ "q.pool_id"
	" WHERE p.holder_id" BZ_EQ "$1 AND p.post_type" BZ_EQ "$2"
	" AND q.state" BZ_EQ "'approved' AND q.use_by OPERATOR(pg_catalog.<) CURRENT_DATE"
	" AND q.id OPERATOR(pg_catalog.<>) ALL ($3)"
	" FOR NO KEY UPDATE OF q SKIP LOCKED) d WHERE l.id" BZ_EQ "d.id"
	" RETURNING l.approved OPERATOR(pg_catalog.-) l.used",
	3, {INT4OID, INT4OID, INT8ARRAYOID}
};

/* The statement's cells in key order, and those of them that change a balance. */
static void
sort_cells(Sitting *s, BzCells *cells)
{
	s->nall = bz_cells_list(cells, &s->all);
	s->cells = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(BzCell *) * Max(s->nall, 1));
	for (int i = 0; i < s->nall; i++)
	{
		BzCell	   *cell = s->all[i];

		if (cell->approved != 0 || cell->reserved != 0 || cell->strength != 0)
			s->cells[s->ncells++] = cell;
	}
}

static void
read_holders(Sitting *s, int first, uint64 n, bool units)
{
	for (uint64 i = 0; i < n; i++)
	{
		HolderInfo *info = &s->holders[first + i];
		bool		isnull;

		info->id = bz_result_int4(i, 1, NULL);
		info->kind = units ? 'u' : bz_result_text(i, 2)[0];
		info->class = units ? bz_result_text(i, 2) : NULL;
		info->region = bz_result_text(i, 3);
		info->effective_on = units ? bz_result_int4(i, 4, NULL) : DATEVAL_NOBEGIN;
		info->until = units ? bz_result_int4(i, 5, &isnull) : DATEVAL_NOEND;
		if (units && isnull)
			info->until = DATEVAL_NOEND;
		info->body = units && bz_result_text(i, 6)[0] == 'b';
	}
	s->nholders = first + (int) n;
}

/* Learn of all units and funds concerned, in id order (funds are below zero). */
static void
learn_holders(Sitting *s)
{
	int32	   *ids = palloc(sizeof(int32) * s->nall);
	int			n = 0;
	int			nfunds = 0;
	uint64		found = 0;
	Datum		value;

	for (int i = 0; i < s->nall; i++)
		if (n == 0 || ids[n - 1] != s->all[i]->holder)
		{
			ids[n++] = s->all[i]->holder;
			if (s->all[i]->holder < 0)
				nfunds++;
		}
	s->nholders = 0;
	s->holders = palloc0(sizeof(HolderInfo) * n);
	if (nfunds > 0)
	{
		value = bz_array_int4(ids, nfunds);
		found = bz_plan_run(s->book, &holders_query, &value, NULL, false);
		read_holders(s, 0, found, false);
	}
	if (n - nfunds == 1)
	{
		value = Int32GetDatum(ids[nfunds]);
		read_holders(s, s->nholders, bz_plan_run(s->book, &unit_query, &value, NULL, false), true);
	}
	else if (n > nfunds && ids[n - 1] - ids[nfunds] == n - nfunds - 1)
	{
		Datum		ends[2];

		ends[0] = Int32GetDatum(ids[nfunds]);
		ends[1] = Int32GetDatum(ids[n - 1]);
		read_holders(s, s->nholders, bz_plan_run(s->book, &unit_range_query, ends, NULL, false), true);
	}
	else if (n > nfunds)
	{
		value = bz_array_int4(ids + nfunds, n - nfunds);
		read_holders(s, s->nholders, bz_plan_run(s->book, &units_query, &value, NULL, false), true);
	}
}

static const HolderInfo *
find_holder(Sitting *s, int32 id)
{
	int			low = 0;
	int			high = s->nholders - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (s->holders[middle].id == id)
			return &s->holders[middle];
		if (s->holders[middle].id < id)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

static void
add_violation(Sitting *s, const BzCell *cell, const char *rule, int sqlstate,
			  const Balance *b, DateADT on)
{
	BzViolation v = {0};

	v.rule = rule;
	v.sqlstate = sqlstate;
	v.holder = cell->holder;
	v.post_type = cell->post_type;
	v.on = on;
	if (b != NULL)
	{
		v.approved = b->approved;
		v.strength = b->strength;
		v.reserved = b->reserved;
		v.requested = cell->strength + cell->reserved - cell->approved;
	}
	bz_violation_add(&s->violations, &v);
}

/*
 * What can be said of a cell before its account is locked: that unit and kind
 * of post exist, that the kind is admissible there (rule R04), and that the
 * unit existed on the days concerned.
 */
static void
judge_place(Sitting *s, const BzCell *cell)
{
	const HolderInfo *h = find_holder(s, cell->holder);
	const BzPostType *t = bz_book_post_type(s->book, cell->post_type);
	bool		is_line = strcmp(RelationGetRelationName(s->rel), "entry_line") == 0;

	if (h == NULL || (h->kind != 'u' && !is_line && !cell->fund))
		bz_violation_no_such(s->rel, is_line ? "holder_id" : "unit_id",
							 psprintf("%d", cell->holder));
	if (t == NULL)
		bz_violation_no_such(s->rel, "post_type", psprintf("%d", cell->post_type));
	if (h->kind != 'u')
		return;
	if (t->class != 'l' && !h->body && !is_line)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("unit %d is not a body: people are enrolled at bodies", cell->holder),
				 errhint("Enrol at the body and name the internal division in division_id."),
				 errtable(s->rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "enrolment_at_body")));
	if ((cell->approved > 0 || cell->reserved > 0 || cell->strength > 0) &&
		!bz_book_admissible(s->book, h->class, cell->post_type))
		add_violation(s, cell, "mixed_establishment", ERRCODE_BZ_MIXED_ESTABLISHMENT, NULL, DATEVAL_NOEND);
	if (cell->first_on > cell->last_on)
		return;
	/* what still holds cannot be put where nothing holds any more */
	if (h->until != DATEVAL_NOEND &&
		(cell->open_fact || cell->approved > 0 || cell->reserved > 0 || cell->strength > 0))
		add_violation(s, cell, "outside_validity", ERRCODE_BZ_OUTSIDE_VALIDITY, NULL, h->until);
	else if (cell->first_on < h->effective_on)
		add_violation(s, cell, "outside_validity", ERRCODE_BZ_OUTSIDE_VALIDITY, NULL, cell->first_on);
	else if (cell->last_on >= h->until)
		add_violation(s, cell, "outside_validity", ERRCODE_BZ_OUTSIDE_VALIDITY, NULL, cell->last_on);
}

/* Deltas are summed in 64 bits; an account holds 32. */
static int32
checked_delta(Sitting *s, int64 delta)
{
	if (delta > PG_INT32_MAX || delta < PG_INT32_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of posts is out of range"),
				 errdetail("A balance cannot change by %lld.", (long long) delta),
				 errtable(s->rel)));
	return (int32) delta;
}

/*
 * strength + reserved <= approved (invariant 3), except that an excess may
 * always shrink, that a ceiling is what may be negative, and that an approved
 * exception covers it.  Permits past their day are lapsed before refusing.
 */
static void
judge_balance(Sitting *s, int i)
{
	BzCell	   *cell = s->cells[i];
	Balance    *b = &s->balances[i];
	const HolderInfo *h = find_holder(s, cell->holder);
	const BzPostType *t = bz_book_post_type(s->book, cell->post_type);
	int64		change = cell->strength + cell->reserved - cell->approved;
	int64		excess = b->strength + b->reserved - b->approved + change;
	const char *rule;
	int			sqlstate;

	if (h->kind == 'c' || change <= 0 || excess <= 0)
		return;
	if (b->reserved > 0)
	{
		int32		lapsed = bz_cells_lapse(s->book, cell->holder, cell->post_type);

		b->reserved -= lapsed;
		excess -= lapsed;
		if (excess <= 0)
			return;
	}
	rule = h->kind == 'p' ? "pool_exhausted" : h->kind != 'u' ? "over_ceiling" :
		t->class == 'l' ? "over_leadership" : "over_establishment";
	sqlstate = h->kind == 'p' ? ERRCODE_BZ_POOL_EXHAUSTED :
		h->kind != 'u' ? ERRCODE_BZ_OVER_CEILING :
		t->class == 'l' ? ERRCODE_BZ_OVER_LEADERSHIP : ERRCODE_BZ_OVER_ESTABLISHMENT;
	if (h->kind != 'p' && cell->approved < 0 && b->approved + cell->approved < 0)
	{
		/* only a ceiling may be negative: no exception, no mode lets this pass */
		rule = "over_ceiling";
		sqlstate = ERRCODE_BZ_OVER_CEILING;
	}
	else if (h->kind == 'u' && bz_excused(s->book, rule, cell->holder, cell->post_type, excess))
		return;
	add_violation(s, cell, rule, sqlstate, b, DATEVAL_NOEND);
}

/*
 * Mark expired permits of a unit's account, or approvals of a pool that were
 * not used in time, of an account whose row is locked, and give back what
 * they held.  Returns the number of posts.
 */
int32
bz_cells_lapse(BzBook *book, int32 holder, int32 post_type)
{
	Datum		values[3];
	uint64		n;
	int32		freed = 0;

	values[0] = Int32GetDatum(holder);
	values[1] = Int32GetDatum(post_type);
	if (holder < 0)
		values[2] = bz_pool_approving();
	n = bz_plan_run(book, holder > 0 ? &lapse_query : &lapse_loans_query, values, NULL, false);
	for (uint64 i = 0; i < n; i++)
		freed += bz_result_int4(i, 1, NULL);
	values[2] = Int32GetDatum(freed);
	if (freed > 0)
		(void) bz_plan_run(book, &lapsed_query, values, NULL, false);
	if (freed > 0)
		bz_cells_posted(holder, post_type, 0, -freed, 0);
	return freed;
}

static BzCell *
cell_of_row(Sitting *s, uint64 row, int *position)
{
	int32		holder = bz_result_int4(row, 1, NULL);
	int32		type = bz_result_int4(row, 2, NULL);
	int			low = 0;
	int			high = s->ncells - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;
		BzCell	   *cell = s->cells[middle];

		*position = middle;
		if (cell->holder == holder && cell->post_type == type)
			return cell;
		if (cell->holder < holder || (cell->holder == holder && cell->post_type < type))
			low = middle + 1;
		else
			high = middle - 1;
	}
	elog(ERROR, "account %d/%d was not asked for", holder, type);
}

/*
 * Keep units from ending meanwhile: those of accounts about to be opened, or
 * of facts that change no account (history recorded late, uncounted posts).  FOR SHARE meets the NO KEY UPDATE
 * of the one who ends the unit; an existing account's own lock does as well.
 */
static void
share_units(Sitting *s, bool uncounted)
{
	int32	   *ids = palloc(sizeof(int32) * Max(s->nall, 1));
	int			n = 0;
	Datum		value;

	for (int i = 0; i < s->nall; i++)
	{
		BzCell	   *cell = s->all[i];
		bool		changes = cell->approved != 0 || cell->reserved != 0 || cell->strength != 0;

		if (cell->holder > 0 &&
			(uncounted ? cell->first_on <= cell->last_on && !changes : changes && !cell->exists) &&
			(n == 0 || ids[n - 1] != cell->holder))
			ids[n++] = cell->holder;
	}
	if (n == 0)
		return;
	value = bz_array_int4(ids, n);
	(void) bz_plan_run(s->book, &share_units_query, &value, NULL, false);
}

/* Keys and deltas of the cells, or only of those without an account yet. */
static int
cell_arrays(Sitting *s, bool missing_only, Datum *values)
{
	int32	   *numbers[5];
	int			n = 0;

	for (int c = 0; c < 5; c++)
		numbers[c] = palloc(sizeof(int32) * Max(s->ncells, 1));
	for (int i = 0; i < s->ncells; i++)
	{
		BzCell	   *cell = s->cells[i];

		if (missing_only && cell->exists)
			continue;
		numbers[0][n] = cell->holder;
		numbers[1][n] = cell->post_type;
		numbers[2][n] = checked_delta(s, cell->approved);
		numbers[3][n] = checked_delta(s, cell->reserved);
		numbers[4][n] = checked_delta(s, cell->strength);
		n++;
	}
	for (int c = 0; c < 5; c++)
		values[c] = bz_array_int4(numbers[c], n);
	return n;
}

/*
 * Lock the accounts in key order and write them; learn what they were before.
 * They are judged afterwards: a refusal undoes it all.
 */
static void
post_many(Sitting *s, Datum *values)
{
	uint64		found = bz_plan_run(s->book, &post_many_query, values, NULL, false);

	for (uint64 row = 0; row < found; row++)
	{
		int			i;
		BzCell	   *cell = cell_of_row(s, row, &i);

		cell->exists = true;
		s->balances[i].approved = bz_result_int4(row, 3, NULL) - cell->approved;
		s->balances[i].reserved = bz_result_int4(row, 4, NULL) - cell->reserved;
		s->balances[i].strength = bz_result_int4(row, 5, NULL) - cell->strength;
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * Post all cells, opening the accounts that do not exist yet.  An account that
 * another transaction opened is invisible to an older snapshot: that is a
 * serialization failure, as for any row changed by others.
 */
static void
post_or_open(Sitting *s)
{
	Datum		values[5];

	s->balances = palloc0(sizeof(Balance) * s->ncells);
	(void) cell_arrays(s, false, values);
	post_many(s, values);
	if (cell_arrays(s, true, values) == 0)
		return;
	share_units(s, false);
	(void) bz_plan_run(s->book, &open_query, values, NULL, false);
	post_many(s, values);
	if (cell_arrays(s, true, values) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update"),
				 errhint("The transaction might succeed if retried.")));
}

/* One account, nothing unusual: judge and write in one statement. */
static bool
post_one(Sitting *s)
{
	BzCell	   *cell = s->cells[0];
	Datum		values[5];

	if (cell->holder < 0)
		return false;
	values[0] = Int32GetDatum(cell->holder);
	values[1] = Int32GetDatum(cell->post_type);
	values[2] = Int32GetDatum(checked_delta(s, cell->approved));
	values[3] = Int32GetDatum(checked_delta(s, cell->reserved));
	values[4] = Int32GetDatum(checked_delta(s, cell->strength));
	return bz_plan_run(s->book, &post_one_query, values, NULL, false) == 1;
}

/* Does the cell put anything anywhere, or only take away? */
static bool
needs_place(const BzCell *cell)
{
	return cell->approved > 0 || cell->reserved > 0 || cell->strength > 0 ||
		cell->open_fact || cell->first_on <= cell->last_on;
}

static void
judge_places(Sitting *s)
{
	learn_holders(s);
	for (int i = 0; i < s->nall; i++)
		judge_place(s, s->all[i]);
	if (s->violations.count > 0)
		bz_violation_settle(s->book, s->rel, &s->violations);
	memset(&s->violations, 0, sizeof(s->violations));
}

/*
 * Post a statement's cells.  rel is the table whose statement it is, for the
 * error fields.  The caller has called SPI_connect().
 *
 * Raises 23503 for unknown units or kinds of posts, the rules' codes for what
 * they refuse, 22003 when a balance would not fit 32 bits, 40001 when another
 * transaction opened an account that this snapshot cannot see.
 */
void
bz_cells_post(BzBook *book, Relation rel, BzCells *cells)
{
	Sitting		s = {0};

	s.book = book;
	s.rel = rel;
	sort_cells(&s, cells);
	if (s.nall == 0)
		return;
	for (int i = 0; i < s.ncells; i++)
		bz_cells_posted(s.cells[i]->holder, s.cells[i]->post_type, s.cells[i]->approved,
						s.cells[i]->reserved, s.cells[i]->strength);

	/*
	 * The short way: places are judged without a lock, because a unit that
	 * ends meanwhile has no posts left, and then the UPDATE finds none free.
	 */
	if (s.ncells == 1 && s.nall == 1 && s.cells[0]->approved == 0)
	{
		if (needs_place(s.cells[0]))
			judge_places(&s);
		if (post_one(&s))
			return;
	}

	/* the general way: locked and written first, so that what is judged stays */
	share_units(&s, true);
	if (s.ncells > 0)
		post_or_open(&s);
	judge_places(&s);
	for (int i = 0; i < s.ncells; i++)
		judge_balance(&s, i);
	if (s.violations.count > 0)
		bz_violation_settle(book, rel, &s.violations);
}

/* Lock the accounts of all cells in key order, whatever their deltas. */
void
bz_cells_lock(BzBook *book, BzCells *cells)
{
	Sitting		s = {0};
	Datum		values[5];

	s.book = book;
	sort_cells(&s, cells);
	s.cells = s.all;			/* no deltas: lock them all */
	s.ncells = s.nall;
	if (s.ncells == 0)
		return;
	(void) cell_arrays(&s, false, values);
	(void) bz_plan_run(book, &lock_query, values, NULL, false);
}

PG_FUNCTION_INFO_V1(bianzhi_lock_accounts);

/*
 * lock_accounts(book regclass, holders int[], types int[]): lock accounts in
 * key order before the first write of an act that touches several of them in
 * several statements, so that opposite acts cannot deadlock.
 */
Datum
bianzhi_lock_accounts(PG_FUNCTION_ARGS)
{
	BzBook	   *book = bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
	ArrayType  *holders = PG_GETARG_ARRAYTYPE_P(1);
	ArrayType  *types = PG_GETARG_ARRAYTYPE_P(2);
	BzCells    *cells = bz_cells_create(16);
	Datum	   *h;
	Datum	   *t;
	bool	   *hn;
	bool	   *tn;
	int			nh;
	int			nt;

	deconstruct_array(holders, INT4OID, sizeof(int32), true, TYPALIGN_INT, &h, &hn, &nh);
	deconstruct_array(types, INT4OID, sizeof(int32), true, TYPALIGN_INT, &t, &tn, &nt);
	for (int i = 0; i < Min(nh, nt); i++)
		if (!hn[i] && !tn[i])
			(void) bz_cells_get(cells, DatumGetInt32(h[i]), DatumGetInt32(t[i]));
	SPI_connect();
	bz_cells_lock(book, cells);
	SPI_finish();
	PG_RETURN_VOID();
}
