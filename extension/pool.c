/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  The turnover pool (周转池): its row and its approvals.
 *
 * A pool is a fund of the ledger with a ring-fenced kind of post of its own.
 * What is approved for a unit is reserved at the fund until people come
 * (pool_seat.c) or the day is over by which they should have come; then it
 * lapses by itself, as permits do: whoever next needs the posts gives them
 * back (bz_cells_lapse), and the reports do not count them.
 *
 * The states of pool_loan: applied -> approved | rejected | withdrawn;
 * approved -> cancelled by hand, used or lapsed by the engine.  Rows are filled
 * before and judged after the statement.
 *
 * Lock order: loans before accounts.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
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

static const BzQuery pool_terms_query = {
	"SELECT p.lapse_days, ($2" BZ_OP("+") "pg_catalog.make_interval(months => p.term_months))::pg_catalog.date, p.clock"
	" FROM @.pool p WHERE p.id" BZ_EQ "$1", 2, {INT4OID, DATEOID}
};

static const BzQuery department_query = {
	"SELECT coalesce(u.supervisor_id, u.parent_id) FROM @.unit u WHERE u.id" BZ_EQ "$1", 1, {INT4OID}
};

static const BzQuery person_query = {
	"SELECT 1 FROM @.person p WHERE p.id" BZ_EQ "$1", 1, {INT8OID}
};

static const BzQuery place_query = {
	"SELECT h.kind, t.ring_fenced FROM @.holder h, @.post_type t WHERE h.id" BZ_EQ "$1 AND t.code" BZ_EQ "$2",
	2, {INT4OID, INT4OID}
};

/* a kind of post that somebody has already, elsewhere than in the fund */
static const BzQuery elsewhere_query = {
	"SELECT 1 FROM @.account a WHERE a.post_type" BZ_EQ "$2 AND a.holder_id" BZ_OP("<>") "$1"
	" AND (a.approved" BZ_OP("<>") "0 OR a.strength" BZ_OP("<>") "0 OR a.reserved" BZ_OP("<>") "0) LIMIT 1",
	2, {INT4OID, INT4OID}
};

char *
bz_date_text(DateADT day)
{
	return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day)));
}

/* A step that the state of a pool, loan or seat does not allow. */
void
bz_pool_refuse_state(Relation rel, const char *message, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_POOL_STATE),
			 errmsg_internal("%s", message),
			 detail ? errdetail_internal("%s", detail) : 0,
			 hint ? errhint("%s", hint) : 0,
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "pool_state")));
	pg_unreachable();
}

/* ---- rows being filled ---------------------------------------------------- */

/* A row on its way in; new values replace old ones at the end. */
typedef struct Filling
{
	TriggerData *t;
	HeapTuple	tuple;
	int			n;
	int			columns[12];
	Datum		values[12];
	bool		nulls[12];
} Filling;

static Filling
begin_filling(TriggerData *t)
{
	Filling		f = {0};

	f.t = t;
	f.tuple = TRIGGER_FIRED_BY_INSERT(t->tg_event) ? t->tg_trigtuple : t->tg_newtuple;
	return f;
}

static Datum
value_of(HeapTuple tuple, Filling *f, const char *name, bool *isnull)
{
	return heap_getattr(tuple, bz_trigger_column(f->t->tg_relation, name),
						RelationGetDescr(f->t->tg_relation), isnull);
}

static void
fill(Filling *f, const char *name, Datum value, bool isnull)
{
	f->columns[f->n] = bz_trigger_column(f->t->tg_relation, name);
	f->values[f->n] = value;
	f->nulls[f->n++] = isnull;
}

static void
fill_if_null(Filling *f, const char *name, Datum value, bool isnull)
{
	bool		was_null;

	(void) value_of(f->tuple, f, name, &was_null);
	if (was_null)
		fill(f, name, value, isnull);
}

/* When and by whom: the database's word, not the client's. */
static void
fill_stamp(Filling *f, const char *at, const char *by)
{
	fill(f, at, TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()), false);
	fill(f, by, CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false)), false);
}

static Datum
finish_filling(Filling *f)
{
	if (f->n == 0)
		return PointerGetDatum(f->tuple);
	return PointerGetDatum(heap_modify_tuple_by_cols(f->tuple, RelationGetDescr(f->t->tg_relation),
													 f->n, f->columns, f->values, f->nulls));
}

static void
require_document(Filling *f, const char *column)
{
	bool		isnull;

	(void) value_of(f->tuple, f, column, &isnull);
	if (isnull)
		bz_violation_no_document(f->t->tg_relation);
}

static void
require_past(Filling *f, const char *column)
{
	bool		isnull;
	DateADT		on = DatumGetDateADT(value_of(f->tuple, f, column, &isnull));

	if (!isnull && on > GetSQLCurrentDate())
		bz_violation_future(f->t->tg_relation, column, on);
}

PG_FUNCTION_INFO_V1(bianzhi_place_pool);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on pool: a fund, a kind of post of its own, a document. */
Datum
bianzhi_place_pool(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "place_pool", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Filling		f = begin_filling(t);
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	bool		isnull;
	bool		open;
	Datum		values[2];

	require_past(&f, "until");
	(void) value_of(f.tuple, &f, "until", &open);
	if (!open)
		require_document(&f, "until_document_id");
	if (!insert)
		return finish_filling(&f);

	require_document(&f, "document_id");
	require_past(&f, "effective_on");
	values[0] = value_of(f.tuple, &f, "holder_id", &isnull);
	values[1] = value_of(f.tuple, &f, "post_type", &open);
	if (isnull || open)
		return finish_filling(&f);	/* NOT NULL will say so */
	SPI_connect();
	if (bz_plan_run(bz_book_of(t->tg_relation), &place_query, values, NULL, false) == 1 &&
		(bz_result_text(0, 1)[0] != 'p' || bz_result_text(0, 2)[0] != 't'))
		bz_pool_refuse_state(t->tg_relation, _("a turnover pool needs a fund and a ring-fenced kind of post of its own"),
							 NULL, _("Open it with pool_open(); kinds of posts are rows of post_type, ring_fenced = true."));
	if (bz_plan_run(bz_book_of(t->tg_relation), &elsewhere_query, values, NULL, false) != 0)
		bz_pool_refuse_state(t->tg_relation, _("posts of this kind are already held outside the pool"), NULL,
							 _("Give the pool a kind of post of its own, or move those posts to the fund first."));
	SPI_finish();
	fill_stamp(&f, "recorded_at", "recorded_by");
	return finish_filling(&f);
}

PG_FUNCTION_INFO_V1(bianzhi_place_certificate);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on talent_certificate: the number in one form, a known person and category. */
Datum
bianzhi_place_certificate(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "place_certificate", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Filling		f = begin_filling(t);
	bool		isnull;
	Datum		value = value_of(f.tuple, &f, "person_id", &isnull);

	SPI_connect();
	if (!isnull && TRIGGER_FIRED_BY_INSERT(t->tg_event) &&
		bz_plan_run(bz_book_of(t->tg_relation), &person_query, &value, NULL, false) == 0)
		bz_violation_no_such(t->tg_relation, "person_id", psprintf(INT64_FORMAT, DatumGetInt64(value)));
	SPI_finish();
	value = value_of(f.tuple, &f, "number", &isnull);

	if (!isnull)
		fill(&f, "number", CStringGetTextDatum(bz_document_number_normalise(TextDatumGetCString(value))), false);
	value = value_of(f.tuple, &f, "category", &isnull);
	if (!isnull && !bz_book_code(bz_book_of(t->tg_relation), "talent_category", TextDatumGetCString(value)))
		bz_violation_no_such(t->tg_relation, "category", TextDatumGetCString(value));
	require_past(&f, "effective_on");
	if (TRIGGER_FIRED_BY_INSERT(t->tg_event))
		fill_stamp(&f, "recorded_at", "recorded_by");
	return finish_filling(&f);
}

/* What an approval says if it does not say it itself. */
static void
fill_approval(Filling *f)
{
	bool		no_pool;
	bool		no_day;
	bool		isnull;
	Datum		values[2];
	Datum		id = value_of(f->tuple, f, "id", &isnull);
	int			year;
	int			month;
	int			day;
	DateADT		on;

	values[0] = value_of(f->tuple, f, "pool_id", &no_pool);
	values[1] = value_of(f->tuple, f, "approved_on", &no_day);
	if (no_day)
	{
		values[1] = DateADTGetDatum(GetSQLCurrentDate());
		fill(f, "approved_on", values[1], false);
	}
	on = DatumGetDateADT(values[1]);
	fill_if_null(f, "approved", value_of(f->tuple, f, "quantity", &isnull), false);
	j2date(on + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	fill_if_null(f, "approval_number",
				 CStringGetTextDatum(psprintf("%d-%d-" INT64_FORMAT, DatumGetInt32(values[0]), year,
											  DatumGetInt64(id))), false);
	SPI_connect();
	if (bz_plan_run(bz_book_of(f->t->tg_relation), &pool_terms_query, values, NULL, false) == 1)
	{
		DateADT		use_by = on + bz_result_int4(0, 1, NULL);
		DateADT		due = bz_result_int4(0, 2, NULL);
		bool		by_approval = bz_result_text(0, 3)[0] == 'a';

		fill_if_null(f, "use_by", DateADTGetDatum(use_by), false);
		if (by_approval)
			fill_if_null(f, "return_by", DateADTGetDatum(due), false);
	}
	SPI_finish();
	fill_stamp(f, "decided_at", "decided_by");
}

/* The department in charge; the unit's own if the application does not name one. */
static void
fill_department(Filling *f)
{
	bool		isnull;
	Datum		unit = value_of(f->tuple, f, "unit_id", &isnull);
	Datum		department = (Datum) 0;
	bool		none = true;

	if (isnull)
		return;
	SPI_connect();
	if (bz_plan_run(bz_book_of(f->t->tg_relation), &department_query, &unit, NULL, false) == 1)
		department = Int32GetDatum(bz_result_int4(0, 1, &none));
	SPI_finish();
	fill_if_null(f, "supervisor_id", department, none);
}

static void
refuse_step(Relation rel, int64 id, const char *before, const char *after)
{
	bz_pool_refuse_state(rel, psprintf(_("loan %lld cannot become %s"), (long long) id, after),
						 psprintf(_("It is %s."), before),
						 _("What is applied for is approved, rejected or withdrawn; what is approved and unused is cancelled; the rest is the engine's."));
}

/*
 * May a row take this step?  The engine lets approvals lapse and counts what is
 * used; people decide the rest, each once.
 */
static void
check_step(Relation rel, int64 id, const char *before, const char *after, bool engine)
{
	bool		applied = strcmp(before, "applied") == 0;
	bool		approved = strcmp(before, "approved") == 0;

	if (engine ||
		(applied && strcmp(after, "applied") == 0) ||
		(applied && strcmp(after, "approved") == 0) ||
		(applied && strcmp(after, "rejected") == 0) ||
		(applied && strcmp(after, "withdrawn") == 0) ||
		(approved && strcmp(after, "cancelled") == 0))
		return;
	refuse_step(rel, id, before, after);
}

PG_FUNCTION_INFO_V1(bianzhi_place_loan);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on pool_loan: what was left out, and who recorded it. */
Datum
bianzhi_place_loan(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "place_loan", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Filling		f = begin_filling(t);
	bool		isnull;
	bool		closed;
	char	   *before;
	char	   *after;
	int64		id;
	Datum		state = value_of(f.tuple, &f, "state", &isnull);

	if (isnull)
		return finish_filling(&f);	/* NOT NULL will say so */
	after = TextDatumGetCString(state);
	id = DatumGetInt64(value_of(f.tuple, &f, "id", &isnull));
	if (TRIGGER_FIRED_BY_INSERT(t->tg_event))
	{
		if (strcmp(after, "applied") != 0 || DatumGetInt32(value_of(f.tuple, &f, "used", &isnull)) != 0)
			refuse_step(t->tg_relation, id, _("new"), after);
		fill_department(&f);
		fill_stamp(&f, "recorded_at", "recorded_by");
		return finish_filling(&f);
	}
	state = value_of(t->tg_trigtuple, &f, "state", &isnull);
	if (isnull)
		return finish_filling(&f);
	before = TextDatumGetCString(state);
	check_step(t->tg_relation, id, before, after,
			   value_of(t->tg_trigtuple, &f, "used", &isnull) != value_of(f.tuple, &f, "used", &isnull) ||
			   (strcmp(after, "lapsed") == 0 && bz_plan_in_engine()));
	if (strcmp(before, "applied") == 0 && strcmp(after, "approved") == 0)
		fill_approval(&f);
	closed = strcmp(after, "applied") != 0 && strcmp(after, "approved") != 0;
	if (closed && strcmp(before, after) != 0)
	{
		fill_if_null(&f, "closed_on", DateADTGetDatum(GetSQLCurrentDate()), false);
		fill_stamp(&f, "closed_at", "closed_by");
	}
	return finish_filling(&f);
}

/* ---- judging ---------------------------------------------------------------- */

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
