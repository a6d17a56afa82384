/*-------------------------------------------------------------------------
 *
 * duty.c
 *	  Duties and who holds them: on every day of its life a duty has one
 *	  holder (rule duty_holder).
 *
 * Two holders are refused by the statement that makes them; a day without a
 * holder is refused at commit, so that a handover may take several
 * statements.  Whoever writes an assignment then locks the duty's row and
 * judges with what is committed: two sessions come one after the other, and
 * under REPEATABLE READ the second gets 40001 or the refusal.
 *
 * Order of locks: assignments, duties, units.  The new holder's row is held
 * FOR SHARE against the one who ends it; the end of a unit waits for the
 * handovers in flight (bz_duty_residue_query), then refuses what is still there.
 *
 * Zero-length records (until = effective_on) are void and judged by nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* What a statement did to duties or assignments. */
typedef struct Work
{
	BzBook	   *book;
	Relation	rel;
	bool		assignments;	/* else the duties themselves */
	int64	   *duties;			/* with repetitions */
	int			nduties;
	int32	   *units;			/* of assignments, in step with duties */
	DateADT    *first;
	DateADT    *until;			/* DATEVAL_NOEND while open */
	int			space;
	BzViolations violations;
} Work;

static const BzQuery field_query = {
	"SELECT 1 FROM @.code c WHERE c.set" BZ_EQ "'duty_field' AND c.code" BZ_EQ "$1", 1, {TEXTOID}
};

static const BzQuery lock_duties_query = {
	"SELECT 1 FROM @.duty d WHERE d.id" BZ_EQ "ANY ($1) ORDER BY d.id FOR NO KEY UPDATE OF d",
	1, {INT8ARRAYOID}
};

static const BzQuery share_units_query = {
	"SELECT u.id, u.name, u.effective_on, u.until FROM @.unit u"
	" WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id FOR SHARE OF u", 1, {INT4ARRAYOID}
};

#define BZ_LT " OPERATOR(pg_catalog.<) "
#define NOT_VOID(a) "(" a ".until IS NULL OR " a ".until OPERATOR(pg_catalog.>) " a ".effective_on)"
#define LAST_DAY(a) "coalesce(" a ".until, 'infinity'::pg_catalog.date)"

/* pairs of holders at one time, and what reaches beyond the duty's own life (no second holder then) */
static const BzQuery overlap_query = {
	"SELECT d.id, d.name, a.unit_id, u.name, a.effective_on, a.until, v.name,"
	" greatest(a.effective_on, b.effective_on), b.until"
	" FROM @.duty d JOIN @.duty_assignment a ON a.duty_id" BZ_EQ "d.id"
	" JOIN @.duty_assignment b ON b.duty_id" BZ_EQ "d.id AND b.id" BZ_LT "a.id"
	" JOIN @.unit u ON u.id" BZ_EQ "a.unit_id JOIN @.unit v ON v.id" BZ_EQ "b.unit_id"
	" WHERE d.id" BZ_EQ "ANY ($1) AND " NOT_VOID("a") " AND " NOT_VOID("b")
	" AND a.effective_on" BZ_LT LAST_DAY("b") " AND b.effective_on" BZ_LT LAST_DAY("a")
	" UNION ALL"
	" SELECT d.id, d.name, a.unit_id, u.name, a.effective_on, a.until, NULL, d.effective_on, d.until"
	" FROM @.duty d JOIN @.duty_assignment a ON a.duty_id" BZ_EQ "d.id"
	" JOIN @.unit u ON u.id" BZ_EQ "a.unit_id"
	" WHERE d.id" BZ_EQ "ANY ($1) AND " NOT_VOID("a")
	" AND (a.effective_on" BZ_LT "d.effective_on OR d.until" BZ_LT LAST_DAY("a") ")",
	1, {INT8ARRAYOID}
};

static const BzQuery life_query = {
	"SELECT d.name, d.effective_on, d.until FROM @.duty d WHERE d.id" BZ_EQ "$1", 1, {INT8OID}
};

static const BzQuery holders_query = {
	"SELECT a.effective_on, a.until, a.unit_id, u.name FROM @.duty_assignment a"
	" JOIN @.unit u ON u.id" BZ_EQ "a.unit_id"
	" WHERE a.duty_id" BZ_EQ "$1 AND " NOT_VOID("a") " ORDER BY a.effective_on, a.id", 1, {INT8OID}
};

/* the end of a unit (unit.c) waits for whoever hands over one of its duties */
const BzQuery bz_duty_residue_query = {
	"SELECT pg_catalog.string_agg(pg_catalog.concat(d.name, ' (#', d.id, ')'), ', ' ORDER BY d.id)"
	" FROM @.duty d JOIN (SELECT a.duty_id FROM @.duty_assignment a WHERE a.unit_id" BZ_EQ "$1 AND a.until IS NULL"
	" ORDER BY a.duty_id FOR NO KEY UPDATE OF a) h ON h.duty_id" BZ_EQ "d.id", 1, {INT4OID}
};

static char *
date_text(DateADT date)
{
	return date == DATEVAL_NOEND ? pstrdup(_("today")) :
		DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(date)));
}

PG_FUNCTION_INFO_V1(bianzhi_tidy_duty);

/* BEFORE INSERT OR UPDATE OF field FOR EACH ROW on duty: name and field. */
Datum
bianzhi_tidy_duty(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "tidy_duty", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	HeapTuple	tuple = insert ? t->tg_trigtuple : t->tg_newtuple;
	TupleDesc	desc = RelationGetDescr(t->tg_relation);
	int			column = bz_trigger_column(t->tg_relation, "name");
	BzBook	   *book = bz_book_of(t->tg_relation);
	bool		isnull;
	Datum		value = heap_getattr(tuple, bz_trigger_column(t->tg_relation, "field"), desc, &isnull);

	if (!isnull)
	{
		SPI_connect();
		if (bz_plan_run_latest(book, &field_query, &value) == 0)
			bz_violation_no_such(t->tg_relation, "field", TextDatumGetCString(value));
		SPI_finish();
	}
	value = heap_getattr(tuple, column, desc, &isnull);
	if (!insert || isnull)
		return PointerGetDatum(tuple);
	value = CStringGetTextDatum(bz_tidy_name(TextDatumGetCString(value)));
	return PointerGetDatum(heap_modify_tuple_by_cols(tuple, desc, 1, &column, &value, &isnull));
}

/* Dates and documents of a row; the end of one that had none before. */
static void
check_row(Work *w, TupleTableSlot *slot)
{
	DateADT		today = GetSQLCurrentDate();
	bool		isnull;
	DateADT		day = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(w->rel, "effective_on"), &isnull));

	if (day > today)
		bz_violation_future(w->rel, "effective_on", day);
	(void) slot_getattr(slot, bz_trigger_column(w->rel, "document_id"), &isnull);
	if (isnull)
		bz_violation_no_document(w->rel);
	day = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(w->rel, "until"), &isnull));
	if (isnull)
		return;
	if (day > today)
		bz_violation_future(w->rel, "until", day);
	(void) slot_getattr(slot, bz_trigger_column(w->rel, "until_document_id"), &isnull);
	if (isnull)
		bz_violation_no_document(w->rel);
}

static void
note_row(Work *w, TupleTableSlot *slot)
{
	bool		isnull;
	Datum		value = slot_getattr(slot, bz_trigger_column(w->rel, w->assignments ? "duty_id" : "id"), &isnull);

	if (w->nduties == w->space)
	{
		w->space = Max(w->space * 2, 16);
		w->duties = w->duties ? repalloc(w->duties, sizeof(int64) * w->space) : palloc(sizeof(int64) * w->space);
		w->units = w->units ? repalloc(w->units, sizeof(int32) * w->space) : palloc(sizeof(int32) * w->space);
		w->first = w->first ? repalloc(w->first, sizeof(DateADT) * w->space) : palloc(sizeof(DateADT) * w->space);
		w->until = w->until ? repalloc(w->until, sizeof(DateADT) * w->space) : palloc(sizeof(DateADT) * w->space);
	}
	w->duties[w->nduties] = DatumGetInt64(value);
	w->units[w->nduties] = !w->assignments ? 0 :
		DatumGetInt32(slot_getattr(slot, bz_trigger_column(w->rel, "unit_id"), &isnull));
	w->first[w->nduties] = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(w->rel, "effective_on"), &isnull));
	value = slot_getattr(slot, bz_trigger_column(w->rel, "until"), &isnull);
	w->until[w->nduties++] = isnull ? DATEVAL_NOEND : DatumGetDateADT(value);
}

/* An end stands; it may only be moved to an earlier day.  Rows come in step. */
static void
check_ends(Work *w, Tuplestorestate *olds)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(w->rel), &TTSOpsMinimalTuple);

	tuplestore_rescan(olds);
	for (int i = 0; tuplestore_gettupleslot(olds, true, false, slot); i++)
	{
		bool		isnull;
		Datum		before = slot_getattr(slot, bz_trigger_column(w->rel, "until"), &isnull);

		if (!isnull && w->until[i] > DatumGetDateADT(before))
			ereport(ERROR,
					(errcode(ERRCODE_BZ_APPEND_ONLY),
					 errmsg("a record of \"%s\" that has ended is not reopened or extended",
							RelationGetRelationName(w->rel)),
					 errhint("Record a new one from the day on which the old one ended."),
					 errtable(w->rel),
					 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
	}
	ExecDropSingleTupleTableSlot(slot);
}

/* The holder must be there while it holds the duty. */
static void
check_units(Work *w)
{
	Datum		value = bz_array_int4(w->units, w->nduties);
	uint64		n = bz_plan_run(w->book, &share_units_query, &value, NULL, false);

	for (uint64 row = 0; row < n; row++)
	{
		int32		unit = bz_result_int4(row, 1, NULL);
		DateADT		begins = bz_result_int4(row, 3, NULL);
		bool		lives;
		DateADT		ends = bz_result_int4(row, 4, &lives);

		for (int i = 0; i < w->nduties; i++)
		{
			BzViolation v = {0};

			if (w->units[i] != unit || (w->first[i] >= begins && (lives || w->until[i] <= ends)))
				continue;
			v.rule = "outside_validity";
			v.sqlstate = ERRCODE_BZ_OUTSIDE_VALIDITY;
			v.holder = unit;
			v.on = w->first[i] < begins ? w->first[i] : ends;
			v.detail = psprintf(_("%s exists from %s to %s."), bz_result_text(row, 2),
								date_text(begins), date_text(lives ? DATEVAL_NOEND : ends));
			bz_violation_add(&w->violations, &v);
		}
	}
}

/* Two holders at one time, or a holder of what is not there. */
static void
check_overlaps(Work *w)
{
	Datum		value = bz_array_int8(w->duties, w->nduties);
	uint64		n = bz_plan_run_latest(w->book, &overlap_query, &value);

	for (uint64 row = 0; row < n; row++)
	{
		BzViolation v = {0};
		bool		open;
		DateADT		first = bz_result_int4(row, 5, NULL);
		DateADT		until = bz_result_int4(row, 6, &open);
		char	   *other = bz_result_text(row, 7);
		char	   *to = date_text(open ? DATEVAL_NOEND : until);
		DateADT		on = bz_result_int4(row, 8, NULL);
		DateADT		other_until = bz_result_int4(row, 9, &open);

		v.rule = "duty_holder";
		v.sqlstate = ERRCODE_BZ_DUTY_HOLDER;
		v.holder = bz_result_int4(row, 3, NULL);
		v.on = on;
		if (other != NULL)
		{
			v.message = psprintf(_("duty \"%s\" would have two holders"), bz_result_text(row, 2));
			v.detail = psprintf(_("Duty %s: %s from %s to %s, and also %s from %s."), bz_result_text(row, 1),
								bz_result_text(row, 4), date_text(first), to, other, date_text(on));
			v.hint = _("Hand it over with assign_duty(), which ends the present holder's assignment on the same day.");
		}
		else
		{
			v.message = psprintf(_("duty \"%s\" would be held outside its own life"), bz_result_text(row, 2));
			v.detail = psprintf(_("Duty %s exists from %s to %s; %s would hold it from %s to %s."),
								bz_result_text(row, 1), date_text(on), date_text(open ? DATEVAL_NOEND : other_until),
								bz_result_text(row, 4), date_text(first), to);
			v.hint = _("Record a new duty with record_duty(), or correct the dates.");
		}
		bz_violation_add(&w->violations, &v);
	}
}

PG_FUNCTION_INFO_V1(bianzhi_post_duty);

/* AFTER INSERT or UPDATE STATEMENT on duty and duty_assignment, with transition tables. */
Datum
bianzhi_post_duty(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "post_duty");
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(t->tg_relation), &TTSOpsMinimalTuple);
	Work		w = {0};
	Datum		value;

	w.rel = t->tg_relation;
	w.book = bz_book_of(w.rel);
	w.assignments = SPI_fnumber(RelationGetDescr(w.rel), "duty_id") > 0;
	SPI_connect();
	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
	{
		check_row(&w, slot);
		note_row(&w, slot);
	}
	ExecDropSingleTupleTableSlot(slot);
	if (w.nduties > 0)
	{
		if (TRIGGER_FIRED_BY_UPDATE(t->tg_event))
			check_ends(&w, t->tg_oldtable);
		value = bz_array_int8(w.duties, w.nduties);
		(void) bz_plan_run(w.book, &lock_duties_query, &value, NULL, false);
		if (w.assignments && TRIGGER_FIRED_BY_INSERT(t->tg_event))
			check_units(&w);
		if (w.assignments)
			check_overlaps(&w);
		if (w.violations.count > 0)
			bz_violation_settle(w.book, w.rel, &w.violations);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

/* The first day of [from, to) that no holder covers, DATEVAL_NOEND if there is none. */
static DateADT
first_gap(BzBook *book, int64 duty, DateADT from, DateADT to, int32 *holder, char **name)
{
	Datum		value = Int64GetDatum(duty);
	uint64		n = bz_plan_run_latest(book, &holders_query, &value);
	DateADT		covered = from;

	for (uint64 i = 0; i < n && covered < to; i++)
	{
		bool		open;
		DateADT		begins = bz_result_int4(i, 1, NULL);
		DateADT		ends = bz_result_int4(i, 2, &open);

		if (begins > covered)
			return covered;
		covered = Max(covered, open ? DATEVAL_NOEND : ends);
		*holder = bz_result_int4(i, 3, NULL);
		*name = bz_result_text(i, 4);
	}
	return covered < to ? covered : DATEVAL_NOEND;
}

static void
check_gap(BzBook *book, Relation rel, int64 duty)
{
	Datum		value = Int64GetDatum(duty);
	bool		open;
	char	   *name;
	char	   *before = NULL;
	DateADT		from;
	DateADT		to;
	DateADT		gap;
	BzViolations list = {0};
	BzViolation v = {0};

	if (bz_plan_run_latest(book, &life_query, &value) == 0)
		return;					/* the foreign key answers for it */
	name = bz_result_text(0, 1);
	from = bz_result_int4(0, 2, NULL);
	to = bz_result_int4(0, 3, &open);
	if (open)
		to = DATEVAL_NOEND;
	gap = first_gap(book, duty, from, to, &v.holder, &before);
	if (gap == DATEVAL_NOEND)
		return;
	v.rule = "duty_holder";
	v.sqlstate = ERRCODE_BZ_DUTY_HOLDER;
	v.on = gap;
	v.message = psprintf(_("duty \"%s\" has no holder on %s"), name, date_text(gap));
	v.detail = before == NULL ?
		psprintf(_("Duty %lld exists from %s to %s; nobody holds it from its first day."),
				 (long long) duty, date_text(from), date_text(to)) :
		psprintf(_("Duty %lld exists from %s to %s; the last holder before the gap is %s, until %s."),
				 (long long) duty, date_text(from), date_text(to), before, date_text(gap));
	v.hint = _("Hand it over on the same day with assign_duty(), or end the duty itself with end_duty().");
	bz_violation_add(&list, &v);
	bz_violation_settle(book, rel, &list);
}

PG_FUNCTION_INFO_V1(bianzhi_check_duty);

/* Deferred constraint trigger on duty and duty_assignment: no day without a holder. */
Datum
bianzhi_check_duty(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "check_duty", true, false, BZ_ON_INSERT | BZ_ON_UPDATE);
	TupleDesc	desc = RelationGetDescr(t->tg_relation);
	bool		assignments = SPI_fnumber(desc, "duty_id") > 0;
	bool		isnull;
	int64		duty = DatumGetInt64(heap_getattr(t->tg_trigtuple,
												  bz_trigger_column(t->tg_relation, assignments ? "duty_id" : "id"),
												  desc, &isnull));

	Work		w = {0};

	w.rel = t->tg_relation;
	w.book = bz_book_of(w.rel);
	w.duties = &duty;
	w.nduties = 1;
	SPI_connect();
	check_gap(w.book, w.rel, duty);
	if (!assignments)			/* the duty's own end */
		check_overlaps(&w);
	if (w.violations.count > 0)
		bz_violation_settle(w.book, w.rel, &w.violations);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_duty);

/* refuse_duty(problem text, duty text, unit text) RETURNS text: never returns. */
Datum
bianzhi_refuse_duty(PG_FUNCTION_ARGS)
{
	char	   *problem = PG_ARGISNULL(0) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *duty = PG_ARGISNULL(1) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *unit = PG_ARGISNULL(2) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(2));

	if (strcmp(problem, "held") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_DUTY_HOLDER),
				 errmsg("duty \"%s\" is already held by %s", duty, unit),
				 errhint("Name the unit that takes it over."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "duty_holder")));
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("duty \"%s\" has already ended", duty),
			 errhint("What has ended cannot end again; see view duty_ledger."),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "duty_holder")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}
