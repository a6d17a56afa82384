/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  The turnover pool (周转池): its rows are filled, and the steps of a loan.
 *
 * A pool is a fund of the ledger with a ring-fenced kind of post of its own.
 * What is approved for a unit is reserved at the fund until people come
 * (pool_seat.c) or the day is over by which they should have come; then it
 * lapses by itself, as permits do: whoever next needs the posts gives them
 * back (bz_cells_lapse), and the reports do not count them.
 *
 * The states of pool_loan: applied -> approved | rejected | withdrawn;
 * approved -> cancelled by hand, used or lapsed by the engine.  Rows are filled
 * here, before the statement, and judged in pool_loan.c, after it.
 *
 * Lock order: loans before accounts.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/rel.h"

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
	/* what lapsed may still be used: it ended before that */
	if (closed && (strcmp(before, "applied") == 0 || strcmp(before, "approved") == 0))
	{
		fill_if_null(&f, "closed_on", DateADTGetDatum(GetSQLCurrentDate()), false);
		fill_stamp(&f, "closed_at", "closed_by");
	}
	return finish_filling(&f);
}
