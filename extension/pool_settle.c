/*-------------------------------------------------------------------------
 *
 * pool_settle.c
 *	  How a loan ends other than by the person's leaving: the person moves onto
 *	  an ordinary post, and the post of the pool goes back (pool_settlement);
 *	  or it does not end yet (pool_extension).
 *
 *	  returned	a post of the unit became free: the person sits there from now on
 *	  reclaimed	the term is over: an institution of the same department gives a
 *				vacant post to the borrower, who gives back the pool's
 *	  converted	the unit gets an ordinary post more, from another holder or out
 *				of the pool's own post
 *
 * Inserting rows is the act: the rows of a statement with one kind, document
 * and day are one entry.  Everything is locked before the first write:
 * enrolments, seats, accounts.  What is written then comes back through the
 * ordinary triggers, so that capacity, dates and documents are judged as ever.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* A row of pool_settlement with its seat, as locked. */
typedef struct Settlement
{
	int64		id;
	int64		seat;
	char		kind;			/* 'r' returned, 'c' converted, 't' taken (reclaimed) */
	int32		post_type;
	int32		source;			/* 0: the unit itself */
	int64		document;
	DateADT		on;

	int64		enrolment;
	int64		person;
	int32		unit;
	int32		ring;			/* the pool's kind of post */
	int32		holder;			/* its fund */
	DateADT		begun_on;
	DateADT		due_on;			/* with the days of grace */
	char		scope;			/* 'u' unit, 'd' department, 'n' none */
	int32		department;
	char	   *unit_name;
	int64		entry;
} Settlement;

static const BzQuery lock_enrolments_query = {
	"SELECT e.id FROM @.enrolment e WHERE e.id" BZ_EQ
	"ANY (ARRAY(SELECT s.enrolment_id FROM @.pool_seat s WHERE s.id" BZ_EQ "ANY ($1)))"
	" ORDER BY e.id FOR NO KEY UPDATE OF e", 1, {INT8ARRAYOID}
};

static const BzQuery lock_seats_query = {
	"SELECT s.id, s.enrolment_id, s.person_id, s.unit_id, s.post_type, p.holder_id, s.effective_on,"
	" s.return_by" BZ_OP("+") "p.grace_days, p.reclaim_scope, coalesce(u.supervisor_id, u.parent_id, 0), u.name, s.end_kind"
	" FROM @.pool_seat s JOIN @.pool p ON p.id" BZ_EQ "s.pool_id JOIN @.unit u ON u.id" BZ_EQ "s.unit_id"
	" WHERE s.id" BZ_EQ "ANY ($1) ORDER BY s.id FOR NO KEY UPDATE OF s", 1, {INT8ARRAYOID}
};

static const BzQuery departments_query = {
	"SELECT u.id, coalesce(u.supervisor_id, u.parent_id, 0) FROM @.unit u WHERE u.id" BZ_EQ "ANY ($1) ORDER BY u.id",
	1, {INT4ARRAYOID}
};

static const BzQuery end_enrolments_query = {
	"UPDATE @.enrolment e SET until = k.d, exit_reason = 'pool_settlement', until_document_id = k.c"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) k(id, d, c)"
	" WHERE e.id" BZ_EQ "k.id AND e.until IS NULL",
	3, {INT8ARRAYOID, DATEARRAYOID, INT8ARRAYOID}
};

static const BzQuery enrol_query = {
	"INSERT INTO @.enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id, transfer_id)"
	" SELECT e.person_id, e.unit_id, k.t, e.division_id, k.d, 'pool_settlement', k.c, e.id"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4))"
	" WITH ORDINALITY k(id, d, c, t, n) JOIN @.enrolment e ON e.id" BZ_EQ "k.id ORDER BY k.n",
	4, {INT8ARRAYOID, DATEARRAYOID, INT8ARRAYOID, INT4ARRAYOID}
};

static const BzQuery end_seats_query = {
	"UPDATE @.pool_seat s SET until = x.effective_on, end_kind = x.kind, until_entry_id = k.e,"
	" ended_at = pg_catalog.now(), ended_by = SESSION_USER"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) k(id, e)"
	" JOIN @.pool_settlement x ON x.id" BZ_EQ "k.id WHERE s.id" BZ_EQ "x.seat_id",
	2, {INT8ARRAYOID, INT8ARRAYOID}
};

/* whose leaving freed the post: the first one whom nobody has followed yet */
static const BzQuery finish_query = {
	"UPDATE @.pool_settlement x SET entry_id = $2,"
	" enrolment_id = (SELECT e.id FROM @.enrolment e WHERE e.person_id" BZ_EQ "$3 AND e.transfer_id" BZ_EQ "$4"
	"   AND e.entry_reason" BZ_EQ "'pool_settlement'),"
	" freed_enrolment_id = CASE WHEN x.source_id IS NULL AND x.kind" BZ_OP("<>") "'converted' THEN"
	"  (SELECT e.id FROM @.enrolment e JOIN @.code c ON c.set" BZ_EQ "'exit_reason' AND c.code" BZ_EQ "e.exit_reason"
	"    JOIN @.pool_seat s ON s.id" BZ_EQ "x.seat_id JOIN @.pool_loan l ON l.id" BZ_EQ "s.loan_id JOIN @.pool p ON p.id" BZ_EQ "s.pool_id"
	"    WHERE e.unit_id" BZ_EQ "s.unit_id AND e.post_type" BZ_EQ "x.post_type AND e.until" BZ_OP(">") "e.effective_on"
	"    AND e.until" BZ_OP(">=") "l.approved_on AND e.until" BZ_OP("<=") "x.effective_on"
	"    AND ((c.attributes" BZ_OP("->>") "'natural_attrition')" BZ_EQ "'true' OR (p.transfer_out_counts AND c.code" BZ_EQ "'transfer_out'))"
	"    AND NOT EXISTS (SELECT FROM @.pool_settlement y WHERE y.freed_enrolment_id" BZ_EQ "e.id)"
	"    ORDER BY e.until, e.id LIMIT 1) END"
	" WHERE x.id" BZ_EQ "$1", 4, {INT8OID, INT8OID, INT8OID, INT8OID}
};

static const BzQuery extension_query = {
	"SELECT s.return_by, s.until, s.effective_on, p.grace_days, p.extensions,"
	" (s.return_by" BZ_OP("+") "pg_catalog.make_interval(months => p.extension_months))::pg_catalog.date,"
	" (SELECT pg_catalog.count(*) FROM @.pool_extension x WHERE x.seat_id" BZ_EQ "s.id)::pg_catalog.int4, s.unit_id, s.post_type"
	" FROM @.pool_seat s JOIN @.pool p ON p.id" BZ_EQ "s.pool_id WHERE s.id" BZ_EQ "$1 FOR NO KEY UPDATE OF s",
	1, {INT8OID}
};

static const BzQuery extend_query = {
	"WITH x AS (UPDATE @.pool_extension SET was_return_by = $2, return_by = $3 WHERE id" BZ_EQ "$1 RETURNING seat_id)"
	" UPDATE @.pool_seat s SET return_by = $3 FROM x WHERE s.id" BZ_EQ "x.seat_id",
	3, {INT8OID, DATEOID, DATEOID}
};

static bool settling = false;

bool
bz_pool_settling(void)
{
	return settling;
}

/* ---- reading ---------------------------------------------------------------- */

static Settlement *
read_rows(TriggerData *t, int *count)
{
	Relation	rel = t->tg_relation;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	Settlement *rows = palloc0(sizeof(Settlement) * Max(tuplestore_tuple_count(t->tg_newtable), 1));
	int			n = 0;
	bool		isnull;

	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
	{
		Settlement *s = &rows[n++];
		char	   *kind = TextDatumGetCString(slot_getattr(slot, bz_trigger_column(rel, "kind"), &isnull));

		s->id = DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "id"), &isnull));
		s->seat = DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "seat_id"), &isnull));
		s->kind = kind[0] == 'c' ? 'c' : kind[2] == 't' ? 'r' : 't';
		s->post_type = DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "post_type"), &isnull));
		s->source = DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "source_id"), &isnull));
		if (isnull)
			s->source = 0;
		s->document = DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull));
		if (isnull)
			bz_violation_no_document(rel);
		s->on = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(rel, "effective_on"), &isnull));
		if (s->on > GetSQLCurrentDate())
			bz_violation_future(rel, "effective_on", s->on);
	}
	ExecDropSingleTupleTableSlot(slot);
	*count = n;
	return rows;
}

static void
refuse_ended(Relation rel, int64 seat, const char *how)
{
	bz_pool_refuse_state(rel, psprintf(_("seat %lld of the pool is not in use"), (long long) seat),
						 how ? psprintf(_("It ended: %s."), how) : NULL,
						 _("See view pool_ledger; what has been given back cannot be given back again."));
}

static int
compare_seats(const void *a, const void *b)
{
	int64		x = ((const Settlement *) a)->seat;
	int64		y = ((const Settlement *) b)->seat;

	return x < y ? -1 : x > y;
}

/* Lock enrolments and seats of the statement, and learn what is known of them. */
static void
lock_facts(BzBook *book, Relation rel, Settlement *rows, int n)
{
	int64	   *ids = palloc(sizeof(int64) * Max(n, 1));
	Datum		value;
	uint64		found;

	qsort(rows, n, sizeof(Settlement), compare_seats);
	for (int i = 0; i < n; i++)
	{
		ids[i] = rows[i].seat;
		if (i > 0 && ids[i] == ids[i - 1])
			refuse_ended(rel, ids[i], NULL);
	}
	value = bz_array_int8(ids, n);
	(void) bz_plan_run(book, &lock_enrolments_query, &value, NULL, false);
	found = bz_plan_run(book, &lock_seats_query, &value, NULL, false);
	for (int i = 0; i < n; i++)
	{
		uint64		low = 0;
		uint64		high = found;

		while (low < high)
		{
			uint64		middle = (low + high) / 2;

			if (bz_result_int8(middle, 1, NULL) < rows[i].seat)
				low = middle + 1;
			else
				high = middle;
		}
		if (low == found || bz_result_int8(low, 1, NULL) != rows[i].seat)
			bz_violation_no_such(rel, "seat_id", psprintf(INT64_FORMAT, rows[i].seat));
		if (bz_result_text(low, 12) != NULL)
			refuse_ended(rel, rows[i].seat, bz_result_text(low, 12));
		rows[i].enrolment = bz_result_int8(low, 2, NULL);
		rows[i].person = bz_result_int8(low, 3, NULL);
		rows[i].unit = bz_result_int4(low, 4, NULL);
		rows[i].ring = bz_result_int4(low, 5, NULL);
		rows[i].holder = bz_result_int4(low, 6, NULL);
		rows[i].begun_on = bz_result_int4(low, 7, NULL);
		rows[i].due_on = bz_result_int4(low, 8, NULL);
		rows[i].scope = bz_result_text(low, 9)[0];
		rows[i].department = bz_result_int4(low, 10, NULL);
		rows[i].unit_name = bz_result_text(low, 11);
		if (rows[i].source == rows[i].unit)
			rows[i].source = 0;
	}
}

/* ---- judging ------------------------------------------------------------------ */

static void
refuse_term(BzViolations *list, const Settlement *s, char *message, char *detail)
{
	BzViolation v = {0};

	v.rule = "pool_term";
	v.sqlstate = ERRCODE_BZ_POOL_TERM;
	v.holder = s->unit;
	v.post_type = s->ring;
	v.person = s->person;
	v.on = s->on;
	v.message = message;
	v.detail = detail;
	v.hint = _("View pool_due shows from when on a post is overdue.");
	bz_violation_add(list, &v);
}

static int32
department_of(BzBook *book, int32 unit)
{
	Datum		value = bz_array_int4(&unit, 1);

	if (unit < 0 || bz_plan_run(book, &departments_query, &value, NULL, false) == 0)
		return 0;
	return bz_result_int4(0, 2, NULL);
}

/* The kind of post to sit on: an ordinary one of the pool's category. */
static void
judge_post_type(BzBook *book, Relation rel, const Settlement *s)
{
	const BzPostType *t = bz_book_post_type(book, s->post_type);
	const BzPostType *ring = bz_book_post_type(book, s->ring);

	if (t != NULL && t->class == 'e' && !t->ring_fenced && t->category == ring->category)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MIXED_ESTABLISHMENT),
			 errmsg("post type %d is not an ordinary one of the pool's category", s->post_type),
			 errhint("Choose a kind of establishment of the same category that is not ring-fenced."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "mixed_establishment")));
}

static void
judge_reclaim(BzBook *book, Relation rel, const Settlement *s, BzViolations *list)
{
	if (s->on <= s->due_on)
		refuse_term(list, s,
					psprintf(_("the loan to %s is not overdue on %s"), s->unit_name, bz_date_text(s->on)),
					psprintf(_("%s: used since %s, due %s."), s->unit_name,
							 bz_date_text(s->begun_on), bz_date_text(s->due_on)));
	if (s->scope == 'n' || (s->scope == 'u' && s->source != 0))
		bz_pool_refuse_state(rel, _("this pool does not reclaim posts of other units"), NULL,
							 _("See reclaim_scope of the pool."));
	if (s->source != 0 &&
		(s->department == 0 || department_of(book, s->source) != s->department))
		bz_pool_refuse_state(rel, psprintf(_("unit %d does not belong to the department of %s"), s->source, s->unit_name),
							 NULL, _("Posts are reclaimed from other institutions of the same department; pool_propose_reclaim() names them."));
}

static void
judge(BzBook *book, Relation rel, Settlement *rows, int n)
{
	BzViolations list = {0};

	for (int i = 0; i < n; i++)
	{
		Settlement *s = &rows[i];

		judge_post_type(book, rel, s);
		if (s->on <= s->begun_on)
			refuse_term(&list, s,
						psprintf(_("the loan to %s cannot end on %s"), s->unit_name, bz_date_text(s->on)),
						psprintf(_("%s: used since %s, due %s."), s->unit_name,
								 bz_date_text(s->begun_on), bz_date_text(s->due_on)));
		else if (s->kind == 't')
			judge_reclaim(book, rel, s, &list);
		else if (s->kind == 'r' && s->source != 0)
			bz_pool_refuse_state(rel, _("a post is returned onto a post of the unit itself"), NULL,
								 _("Leave source_id out, or convert or reclaim."));
	}
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
}

/* ---- doing -------------------------------------------------------------------- */

/* What one settlement moves, added to the lines of its entry. */
static void
add_lines(BzCells *lines, const Settlement *s)
{
	bz_cells_get(lines, s->unit, s->ring)->approved--;
	if (s->kind != 'c' || s->source != 0)
		bz_cells_get(lines, s->holder, s->ring)->approved++;
	if (s->source != 0)
		bz_cells_get(lines, s->source, s->post_type)->approved--;
	if (s->source != 0 || s->kind == 'c')
		bz_cells_get(lines, s->unit, s->post_type)->approved++;
	else
		(void) bz_cells_get(lines, s->unit, s->post_type);	/* only locked */
}

static int
compare_settlements(const void *a, const void *b)
{
	const Settlement *x = a;
	const Settlement *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void
lock_accounts(BzBook *book, Settlement *rows, int n)
{
	BzCells    *cells = bz_cells_create(n * 4);

	for (int i = 0; i < n; i++)
		add_lines(cells, &rows[i]);
	bz_cells_lock(book, cells);
}

/* One entry for the rows of one kind, day and document. */
static void
write_entry(BzBook *book, Relation rel, Settlement *rows, int n)
{
	BzCells    *sums = bz_cells_create(n * 4);
	BzCells    *cells = bz_cells_create(n * 4);
	BzCell	  **list;
	BzLine	   *lines;
	int64		entry;
	int			nsums;
	int			nlines = 0;

	for (int i = 0; i < n; i++)
		add_lines(sums, &rows[i]);
	nsums = bz_cells_list(sums, &list);
	lines = palloc(sizeof(BzLine) * Max(nsums, 1));
	for (int i = 0; i < nsums; i++)
		if (list[i]->approved != 0)
		{
			lines[nlines].holder = list[i]->holder;
			lines[nlines].post_type = list[i]->post_type;
			lines[nlines++].quantity = (int32) list[i]->approved;
		}
	entry = bz_entry_write(book, "pool", rows[0].document, rows[0].on, NULL, lines, nlines);
	bz_entry_cells(cells, lines, nlines, rows[0].on);
	bz_cells_post(book, rel, cells);
	for (int i = 0; i < n; i++)
		rows[i].entry = entry;
}

static void
move_people(BzBook *book, Settlement *rows, int n, const BzQuery *query, bool types)
{
	int64	   *ids = palloc(sizeof(int64) * n);
	int64	   *documents = palloc(sizeof(int64) * n);
	int32	   *posts = palloc(sizeof(int32) * n);
	Datum	   *days = palloc(sizeof(Datum) * n);
	Datum		values[4];

	for (int i = 0; i < n; i++)
	{
		ids[i] = rows[i].enrolment;
		documents[i] = rows[i].document;
		posts[i] = rows[i].post_type;
		days[i] = DateADTGetDatum(rows[i].on);
	}
	values[0] = bz_array_int8(ids, n);
	values[1] = PointerGetDatum(construct_array(days, n, DATEOID, sizeof(DateADT), true, TYPALIGN_INT));
	values[2] = bz_array_int8(documents, n);
	values[3] = types ? bz_array_int4(posts, n) : (Datum) 0;
	(void) bz_plan_run(book, query, values, NULL, false);
}

static void
record_ends(BzBook *book, Settlement *rows, int n)
{
	int64	   *ids = palloc(sizeof(int64) * n);
	int64	   *entries = palloc(sizeof(int64) * n);
	Datum		values[4];

	for (int i = 0; i < n; i++)
	{
		ids[i] = rows[i].id;
		entries[i] = rows[i].entry;
	}
	values[0] = bz_array_int8(ids, n);
	values[1] = bz_array_int8(entries, n);
	(void) bz_plan_run(book, &end_seats_query, values, NULL, false);
	for (int i = 0; i < n; i++)
	{
		values[0] = Int64GetDatum(rows[i].id);
		values[1] = Int64GetDatum(rows[i].entry);
		values[2] = Int64GetDatum(rows[i].person);
		values[3] = Int64GetDatum(rows[i].enrolment);
		(void) bz_plan_run(book, &finish_query, values, NULL, false);
	}
}

/* Off the pool's posts, posts move, onto the ordinary ones. */
static void
settle(BzBook *book, Relation rel, Settlement *rows, int n)
{
	settling = true;
	PG_TRY();
	{
		move_people(book, rows, n, &end_enrolments_query, false);
		for (int i = 0; i < n;)
		{
			int			j = i + 1;

			while (j < n && rows[j].kind == rows[i].kind && rows[j].on == rows[i].on &&
				   rows[j].document == rows[i].document)
				j++;
			write_entry(book, rel, rows + i, j - i);
			i = j;
		}
		move_people(book, rows, n, &enrol_query, true);
		record_ends(book, rows, n);
	}
	PG_FINALLY();
	{
		settling = false;
	}
	PG_END_TRY();
}

PG_FUNCTION_INFO_V1(bianzhi_settle_pool);

/* AFTER INSERT STATEMENT on pool_settlement, with its transition table. */
Datum
bianzhi_settle_pool(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "settle_pool");
	BzBook	   *book = bz_book_of(t->tg_relation);
	Settlement *rows;
	int			n;

	SPI_connect();
	rows = read_rows(t, &n);
	if (n > 0)
	{
		lock_facts(book, t->tg_relation, rows, n);
		judge(book, t->tg_relation, rows, n);
		qsort(rows, n, sizeof(Settlement), compare_settlements);
		lock_accounts(book, rows, n);
		settle(book, t->tg_relation, rows, n);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

/* ---- extensions ------------------------------------------------------------------ */

static void
extend_seat(BzBook *book, Relation rel, int64 id, int64 seat, DateADT on, DateADT wanted)
{
	Datum		values[3];
	bool		open;
	DateADT		due;
	DateADT		furthest;
	BzViolations list = {0};
	Settlement	s = {0};

	values[0] = Int64GetDatum(seat);
	if (bz_plan_run(book, &extension_query, values, NULL, false) == 0)
		bz_violation_no_such(rel, "seat_id", psprintf(INT64_FORMAT, seat));
	due = bz_result_int4(0, 1, NULL);
	(void) bz_result_int4(0, 2, &open);
	if (!open)
		refuse_ended(rel, seat, NULL);
	furthest = bz_result_int4(0, 6, NULL);
	s.unit = bz_result_int4(0, 8, NULL);
	s.ring = bz_result_int4(0, 9, NULL);
	s.on = on;
	if (wanted == DATEVAL_NOEND)
		wanted = furthest;
	if (bz_result_int4(0, 7, NULL) > bz_result_int4(0, 5, NULL))
		refuse_term(&list, &s, psprintf(_("seat %lld of the pool may not be extended again"), (long long) seat),
					psprintf(_("Extensions allowed: %d."), bz_result_int4(0, 5, NULL)));
	else if (wanted <= due || wanted > furthest)
		refuse_term(&list, &s, psprintf(_("seat %lld of the pool cannot be extended to %s"), (long long) seat, bz_date_text(wanted)),
					psprintf(_("Due %s, at the furthest %s."), bz_date_text(due), bz_date_text(furthest)));
	else if (on > due + bz_result_int4(0, 4, NULL) || on < bz_result_int4(0, 3, NULL))
		refuse_term(&list, &s, psprintf(_("seat %lld of the pool cannot be extended on %s"), (long long) seat, bz_date_text(on)),
					psprintf(_("Used since %s, due %s."), bz_date_text(bz_result_int4(0, 3, NULL)), bz_date_text(due)));
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
	values[0] = Int64GetDatum(id);
	values[1] = DateADTGetDatum(due);
	values[2] = DateADTGetDatum(wanted);
	(void) bz_plan_run(book, &extend_query, values, NULL, false);
}

PG_FUNCTION_INFO_V1(bianzhi_extend_pool);

/* AFTER INSERT STATEMENT on pool_extension, with its transition table. */
Datum
bianzhi_extend_pool(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "extend_pool");
	Relation	rel = t->tg_relation;
	BzBook	   *book = bz_book_of(rel);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	bool		isnull;

	SPI_connect();
	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
	{
		DateADT		on = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(rel, "effective_on"), &isnull));
		DateADT		due;

		(void) slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull);
		if (isnull)
			bz_violation_no_document(rel);
		if (on > GetSQLCurrentDate())
			bz_violation_future(rel, "effective_on", on);
		due = DatumGetDateADT(slot_getattr(slot, bz_trigger_column(rel, "return_by"), &isnull));
		extend_seat(book, rel, DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "id"), &isnull)),
					DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "seat_id"), &isnull)), on,
					slot_attisnull(slot, bz_trigger_column(rel, "return_by")) ? DATEVAL_NOEND : due);
	}
	ExecDropSingleTupleTableSlot(slot);
	SPI_finish();
	return PointerGetDatum(NULL);
}
