/*-------------------------------------------------------------------------
 *
 * pool_loan.c
 *	  Applications and approvals of a turnover pool are judged, after the
 *	  statement that wrote them; approvals reserve posts of the fund.
 *
 *	  Who may borrow, full units only, nobody who is overdue, no more than the
 *	  pool has; and a warning if attrition will not bring the posts back within
 *	  the term.
 *
 * What may not live here: what a row says if it does not say it, and which step
 * is lawful (pool.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* A loan with what its judging needs; columns of loans_query. */
typedef struct Loan
{
	int64		id;
	char	   *state;
	int32		unit;
	int32		department;
	int32		holder;
	int32		post_type;
	int32		pool;
	int32		wanted;			/* approved, or asked for */
	DateADT		on;				/* of the step that is judged */
	DateADT		use_by;
	bool		documented;
	bool		may_borrow;		/* class of the unit, a body */
	char	   *unit_name;
	DateADT		lives_from;
	DateADT		lives_until;
	DateADT		pool_from;
	DateADT		pool_until;
	bool		department_blocked;
	DateADT		term_ends;
	int64		bad_certificate;	/* the first one attached that does not hold, or 0 */
} Loan;

#define TERM_END \
	"((l.approved_on" BZ_OP("+") "pg_catalog.make_interval(months => p.term_months))::pg_catalog.date)"

static const BzQuery loans_query = {
	"SELECT l.id, l.state, l.unit_id, coalesce(l.supervisor_id, 0), p.holder_id, p.post_type, p.id,"
	" coalesce(l.approved, l.quantity), coalesce(l.approved_on, l.effective_on), l.use_by,"
	" CASE WHEN l.approved_on IS NULL THEN l.document_id ELSE l.approval_document_id END IS NOT NULL,"
	" u.kind" BZ_EQ "'body' AND u.class" BZ_EQ "ANY (p.borrower_classes), u.name, u.effective_on, u.until,"
	" p.effective_on, p.until, p.department_blocked, coalesce(l.return_by, " TERM_END "),"
	" (SELECT pg_catalog.min(k.id) FROM pg_catalog.unnest(l.certificate_ids) k(id)"
	"   WHERE NOT EXISTS (SELECT FROM @.talent_certificate c WHERE c.id" BZ_EQ "k.id"
	"     AND c.effective_on" BZ_OP("<=") "l.effective_on AND c.expires_on" BZ_OP(">=") "l.effective_on"
	"     AND (l.talent_category IS NULL OR c.category" BZ_EQ "l.talent_category)"
	"     AND NOT EXISTS (SELECT FROM @.pool_seat s WHERE s.certificate_id" BZ_EQ "c.id"
	"                        AND coalesce(s.end_kind, '')" BZ_OP("<>") "'void')))"
	" FROM @.pool_loan l JOIN @.pool p ON p.id" BZ_EQ "l.pool_id JOIN @.unit u ON u.id" BZ_EQ "l.unit_id"
	" WHERE l.id" BZ_EQ "ANY ($1) ORDER BY l.id",
	1, {INT8ARRAYOID}
};

/* the unit's ordinary posts of the pool's category that nobody fills */
static const BzQuery vacancy_query = {
	"SELECT coalesce(pg_catalog.sum(a.approved), 0)::pg_catalog.int4, coalesce(pg_catalog.sum(a.strength), 0)::pg_catalog.int4,"
	" coalesce(pg_catalog.sum(greatest(a.approved" BZ_OP("-") "a.strength, 0)), 0)::pg_catalog.int4"
	" FROM @.account a JOIN @.post_type t ON t.code" BZ_EQ "a.post_type"
	" JOIN @.post_type r ON r.code" BZ_EQ "$2 AND r.category" BZ_EQ "t.category"
	" WHERE a.holder_id" BZ_EQ "$1 AND t.class" BZ_EQ "'establishment' AND NOT t.ring_fenced",
	2, {INT4OID, INT4OID}
};

/* posts of the pool that a unit, or a whole department, should have given back */
static const BzQuery overdue_query = {
	"SELECT pg_catalog.count(*), pg_catalog.min(s.return_by) FROM @.pool_seat s"
	" JOIN @.pool p ON p.id" BZ_EQ "s.pool_id JOIN @.unit u ON u.id" BZ_EQ "s.unit_id"
	" WHERE s.until IS NULL AND s.pool_id" BZ_EQ "$1"
	" AND (s.unit_id" BZ_EQ "$2 OR coalesce(u.supervisor_id, u.parent_id)" BZ_EQ "$3)"
	" AND (s.return_by" BZ_OP("+") "p.grace_days)" BZ_OP("<") "$4",
	4, {INT4OID, INT4OID, INT4OID, DATEOID}
};

/*
 * How many of the unit's own people retire from ordinary posts in the term,
 * and how many posts it has borrowed or may still borrow besides.
 */
static const BzQuery attrition_query = {
	"SELECT (SELECT pg_catalog.count(*) FROM @.enrolment e JOIN @.person n ON n.id" BZ_EQ "e.person_id"
	"   JOIN @.post_type t ON t.code" BZ_EQ "e.post_type JOIN @.post_type r ON r.code" BZ_EQ "$2 AND r.category" BZ_EQ "t.category"
	"   WHERE e.unit_id" BZ_EQ "$1 AND e.until IS NULL AND NOT t.ring_fenced AND t.class" BZ_EQ "'establishment'"
	"   AND n.retire_on" BZ_OP(">") "$3 AND n.retire_on" BZ_OP("<=") "$4),"
	" (SELECT pg_catalog.count(*) FROM @.pool_seat s WHERE s.unit_id" BZ_EQ "$1 AND s.until IS NULL)"
	" " BZ_OP("+") " (SELECT coalesce(pg_catalog.sum(l.approved" BZ_OP("-") "l.used), 0) FROM @.pool_loan l"
	"   WHERE l.unit_id" BZ_EQ "$1 AND l.state" BZ_EQ "'approved' AND l.id" BZ_OP("<>") "$5"
	"   AND l.use_by" BZ_OP(">=") "CURRENT_DATE)::pg_catalog.int8",
	5, {INT4OID, INT4OID, DATEOID, DATEOID, INT8OID}
};

static DateADT
date_or(uint64 row, int column, DateADT otherwise)
{
	bool		isnull;
	DateADT		day = bz_result_int4(row, column, &isnull);

	return isnull ? otherwise : day;
}

static Loan *
read_loans(BzBook *book, int64 *ids, int n, int *count)
{
	Datum		value = bz_array_int8(ids, n);
	uint64		found = bz_plan_run(book, &loans_query, &value, NULL, false);
	Loan	   *loans = palloc0(sizeof(Loan) * Max(found, 1));

	for (uint64 i = 0; i < found; i++)
	{
		Loan	   *l = &loans[i];

		l->id = bz_result_int8(i, 1, NULL);
		l->state = bz_result_text(i, 2);
		l->unit = bz_result_int4(i, 3, NULL);
		l->department = bz_result_int4(i, 4, NULL);
		l->holder = bz_result_int4(i, 5, NULL);
		l->post_type = bz_result_int4(i, 6, NULL);
		l->pool = bz_result_int4(i, 7, NULL);
		l->wanted = bz_result_int4(i, 8, NULL);
		l->on = bz_result_int4(i, 9, NULL);
		l->use_by = date_or(i, 10, DATEVAL_NOEND);
		l->documented = bz_result_text(i, 11)[0] == 't';
		l->may_borrow = bz_result_text(i, 12)[0] == 't';
		l->unit_name = bz_result_text(i, 13);
		l->lives_from = bz_result_int4(i, 14, NULL);
		l->lives_until = date_or(i, 15, DATEVAL_NOEND);
		l->pool_from = bz_result_int4(i, 16, NULL);
		l->pool_until = date_or(i, 17, DATEVAL_NOEND);
		l->department_blocked = bz_result_text(i, 18)[0] == 't';
		l->term_ends = date_or(i, 19, DATEVAL_NOEND);
		l->bad_certificate = bz_result_text(i, 20) != NULL ? bz_result_int8(i, 20, NULL) : 0;
	}
	*count = (int) found;
	return loans;
}

static BzViolation
violation_of(const Loan *l, const char *rule, int sqlstate)
{
	BzViolation v = {0};

	v.rule = rule;
	v.sqlstate = sqlstate;
	v.holder = l->unit;
	v.post_type = l->post_type;
	v.on = l->on;
	v.requested = l->wanted;
	return v;
}

/* Both steps: document, date, a unit that may borrow, a pool in force. */
static void
judge_step(BzBook *book, Relation rel, const Loan *l, BzViolations *list)
{
	BzViolation v;

	if (!l->documented)
		bz_violation_no_document(rel);
	if (l->on > GetSQLCurrentDate())
		bz_violation_future(rel, strcmp(l->state, "approved") == 0 ? "approved_on" : "effective_on", l->on);
	if (!l->may_borrow)
	{
		v = violation_of(l, "mixed_establishment", ERRCODE_BZ_MIXED_ESTABLISHMENT);
		v.message = psprintf(_("%s is not of a class that may borrow from this pool"), l->unit_name);
		v.hint = _("The pool's borrower_classes name who may borrow; only bodies borrow, not divisions.");
		bz_violation_add(list, &v);
	}
	if (l->on < l->lives_from || l->on >= l->lives_until)
	{
		v = violation_of(l, "outside_validity", ERRCODE_BZ_OUTSIDE_VALIDITY);
		bz_violation_add(list, &v);
	}
	if (l->on < l->pool_from || l->on >= l->pool_until)
		bz_pool_refuse_state(rel, _("the pool does not lend on that day"),
							 psprintf(_("Day %s."), bz_date_text(l->on)),
							 _("Apply while the pool is in force."));
	if (l->bad_certificate != 0)
	{
		v = violation_of(l, "pool_ring_fence", ERRCODE_BZ_POOL_RING_FENCE);
		v.message = psprintf(_("certificate %lld does not hold for this application"), (long long) l->bad_certificate);
		v.detail = psprintf(_("It is unknown, used, of another category, or not valid on %s."), bz_date_text(l->on));
		v.hint = _("Attach certificates that are valid on the day of the application and have not been used.");
		if (strcmp(l->state, "applied") == 0)
			bz_violation_add(list, &v);
	}
}

/* Rule P1: who still has ordinary posts to fill does not borrow. */
static void
judge_full(BzBook *book, const Loan *l, BzViolations *list)
{
	BzViolation v = violation_of(l, "pool_borrower_not_full", ERRCODE_BZ_POOL_BORROWER_NOT_FULL);
	Datum		values[2];
	int32		vacant;

	values[0] = Int32GetDatum(l->unit);
	values[1] = Int32GetDatum(l->post_type);
	(void) bz_plan_run(book, &vacancy_query, values, NULL, false);
	v.approved = bz_result_int4(0, 1, NULL);
	v.strength = bz_result_int4(0, 2, NULL);
	vacant = bz_result_int4(0, 3, NULL);
	if (vacant <= 0 || bz_excused(book, v.rule, l->unit, l->post_type, vacant))
		return;
	v.message = psprintf(_("%s still has ordinary posts to fill"), l->unit_name);
	v.detail = psprintf(_("%s: approved %lld, strength %lld, vacant %d."), l->unit_name,
						(long long) v.approved, (long long) v.strength, vacant);
	v.hint = _("Fill the unit's own vacancies first; the pool lends to full units.");
	bz_violation_add(list, &v);
}

/* Rule P5: who has not given back in time does not borrow again. */
static void
judge_overdue(BzBook *book, const Loan *l, BzViolations *list)
{
	BzViolation v = violation_of(l, "pool_borrower_overdue", ERRCODE_BZ_POOL_BORROWER_OVERDUE);
	Datum		values[4];
	int64		overdue;
	DateADT		since;

	values[0] = Int32GetDatum(l->pool);
	values[1] = Int32GetDatum(l->unit);
	values[2] = Int32GetDatum(l->department_blocked && l->department > 0 ? l->department : -1);
	values[3] = DateADTGetDatum(l->on);
	(void) bz_plan_run(book, &overdue_query, values, NULL, false);
	overdue = bz_result_int8(0, 1, NULL);
	since = overdue > 0 ? bz_result_int4(0, 2, NULL) : l->on;
	if (overdue == 0 || bz_excused(book, v.rule, l->unit, l->post_type, 0))
		return;
	v.message = psprintf(l->department_blocked ?
						 _("%s or its department has not given posts back in time") :
						 _("%s has not given posts back in time"), l->unit_name);
	v.detail = psprintf(_("%s: overdue %lld, the first since %s."), l->unit_name,
						(long long) overdue, bz_date_text(since));
	v.hint = _("Return them (pool_return()), have them reclaimed (pool_reclaim()) or extended (pool_extend()) first.");
	v.figures = psprintf("{\"overdue\": " INT64_FORMAT ", \"since\": \"%s\"}", overdue, bz_date_text(since));
	bz_violation_add(list, &v);
}

/* Will as many of the unit's own people retire in the term as it borrows? */
static void
judge_attrition(BzBook *book, const Loan *l, BzViolations *list)
{
	BzViolation v = violation_of(l, "pool_attrition", ERRCODE_BZ_POOL_ATTRITION);
	Datum		values[5];
	int64		retiring;
	int64		borrowed;

	if (bz_book_rule(book, v.rule, NULL) == NULL)
		return;
	values[0] = Int32GetDatum(l->unit);
	values[1] = Int32GetDatum(l->post_type);
	values[2] = DateADTGetDatum(l->on);
	values[3] = DateADTGetDatum(l->term_ends);
	values[4] = Int64GetDatum(l->id);
	(void) bz_plan_run(book, &attrition_query, values, NULL, false);
	retiring = bz_result_int8(0, 1, NULL);
	borrowed = bz_result_int8(0, 2, NULL);
	if (borrowed + l->wanted <= retiring ||
		bz_excused(book, v.rule, l->unit, l->post_type, borrowed + l->wanted - retiring))
		return;
	v.message = psprintf(_("%s borrows more than will retire there within the term"), l->unit_name);
	v.detail = psprintf(_("%s: requested %d, borrowed %lld, retiring by %s %lld."), l->unit_name, l->wanted,
						(long long) borrowed, bz_date_text(l->term_ends), (long long) retiring);
	v.hint = _("Approve fewer, or be ready to reclaim vacancies of other institutions of the department (view pool_forecast).");
	v.figures = psprintf("{\"requested\": %d, \"borrowed\": " INT64_FORMAT ", \"retiring\": " INT64_FORMAT "}",
						 l->wanted, borrowed, retiring);
	v.thing = psprintf("l" INT64_FORMAT, l->id);
	bz_violation_add(list, &v);
}

/* The ids of a statement's rows by the step they take; used by the engine alone. */
typedef struct Steps
{
	int64	   *ids;			/* applied or approved now */
	int			n;
	BzCells    *cells;
} Steps;

/* One changed row: what is approved now, and what a cancelled approval gives back. */
static void
take_step(BzBook *book, Relation rel, TupleTableSlot *old, TupleTableSlot *new, Steps *s)
{
	bool		isnull;
	int			state = bz_trigger_column(rel, "state");
	int32		pool = DatumGetInt32(slot_getattr(new, bz_trigger_column(rel, "pool_id"), &isnull));
	char	   *before = TextDatumGetCString(slot_getattr(old, state, &isnull));
	char	   *after = TextDatumGetCString(slot_getattr(new, state, &isnull));

	/* what the engine itself does comes with its deltas in the caller's cells */
	if (strcmp(before, "applied") == 0 && strcmp(after, "approved") == 0)
		s->ids[s->n++] = DatumGetInt64(slot_getattr(new, bz_trigger_column(rel, "id"), &isnull));
	if (strcmp(before, "approved") != 0 || strcmp(after, "cancelled") != 0)
		return;
	for (int i = 0; i < book->npools; i++)
		if (book->pools[i].id == pool)
		{
			BzCell	   *cell = bz_cells_get(s->cells, book->pools[i].holder, book->pools[i].post_type);

			cell->fund = true;
			cell->reserved -= DatumGetInt32(slot_getattr(new, bz_trigger_column(rel, "approved"), &isnull)) -
				DatumGetInt32(slot_getattr(new, bz_trigger_column(rel, "used"), &isnull));
		}
}

static void
collect_steps(BzBook *book, TriggerData *t, Steps *s)
{
	Relation	rel = t->tg_relation;
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	TupleTableSlot *old = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	TupleTableSlot *new = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	bool		isnull;

	tuplestore_rescan(t->tg_newtable);
	if (!insert)
		tuplestore_rescan(t->tg_oldtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, new))
	{
		if (insert)
		{
			s->ids[s->n++] = DatumGetInt64(slot_getattr(new, bz_trigger_column(rel, "id"), &isnull));
			continue;
		}
		if (!tuplestore_gettupleslot(t->tg_oldtable, true, false, old))
			elog(ERROR, "transition tables of \"%s\" are not in step", RelationGetRelationName(rel));
		take_step(book, rel, old, new, s);
	}
	ExecDropSingleTupleTableSlot(old);
	ExecDropSingleTupleTableSlot(new);
}

/* the loans of the statement being judged */
static const Steps *approving = NULL;

/*
 * Their ids, as int8[]: what is recorded late, when its day is over already,
 * must find its posts like any other and not by lapsing itself.
 */
Datum
bz_pool_approving(void)
{
	return approving ? bz_array_int8(approving->ids, approving->n) : bz_array_int8(NULL, 0);
}

static void
post_cells(BzBook *book, Relation rel, Steps *s)
{
	approving = s;
	PG_TRY();
	{
		bz_cells_post(book, rel, s->cells);
	}
	PG_FINALLY();
	{
		approving = NULL;
	}
	PG_END_TRY();
}

PG_FUNCTION_INFO_V1(bianzhi_post_loan);

/* AFTER INSERT or UPDATE STATEMENT on pool_loan, with transition tables. */
Datum
bianzhi_post_loan(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "post_loan");
	Relation	rel = t->tg_relation;
	BzBook	   *book = bz_book_of(rel);
	Steps		s = {0};
	BzViolations list = {0};
	Loan	   *loans;
	int			n;

	SPI_connect();
	s.cells = bz_cells_create(16);
	s.ids = palloc(sizeof(int64) * Max(tuplestore_tuple_count(t->tg_newtable), 1));
	collect_steps(book, t, &s);
	loans = read_loans(book, s.ids, s.n, &n);
	for (int i = 0; i < n; i++)
	{
		Loan	   *l = &loans[i];

		judge_step(book, rel, l, &list);
		if (strcmp(l->state, "approved") == 0)
		{
			BzCell	   *cell = bz_cells_get(s.cells, l->holder, l->post_type);

			judge_full(book, l, &list);
			judge_overdue(book, l, &list);
			judge_attrition(book, l, &list);
			cell->fund = true;
			cell->reserved += l->wanted;
		}
	}
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
	post_cells(book, rel, &s);
	SPI_finish();
	return PointerGetDatum(NULL);
}
