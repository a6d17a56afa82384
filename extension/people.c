/*-------------------------------------------------------------------------
 *
 * people.c
 *	  Who fills a post: statement triggers of enrolment (one establishment
 *	  post) and appointment (leadership).
 *
 * The transition tables are read once.  From them come the accounts' deltas,
 * the persons, documents, permits and codes to look up (each kind in one
 * query, sorted), and the dates on which units must exist.  These tables carry
 * no foreign keys: a row-wise check of the account alone costs more than all
 * this room does (README.md), and looking up without locking is sound because
 * nothing a fact refers to is ever deleted or renumbered.
 *
 * What may not live here: balances (account.c), overlap in time (history.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* A growing list of numbers, used as a set once sorted. */
typedef struct IdList
{
	int64	   *ids;
	int			n;
	int			space;
} IdList;

/* Column numbers of the fact table; 0 where the table has no such column. */
typedef struct Columns
{
	int			id;
	int			person;
	int			unit;
	int			post_type;
	int			effective_on;
	int			until;
	int			document;
	int			until_document;
	int			division;		/* enrolment only */
	int			entry_reason;	/* enrolment only */
	int			exit_reason;	/* enrolment only */
	int			permit;			/* enrolment only */
	int			counts;			/* appointment only */
	int			holder_rank;	/* appointment only */
} Columns;

/* A row of a transition table, as far as the engine cares. */
typedef struct Fact
{
	int64		id;
	int64		person;
	int32		unit;
	int32		post_type;
	DateADT		effective_on;
	DateADT		until;			/* DATEVAL_NOEND while open */
	bool		occupies;		/* counts against the account */
} Fact;

/* One statement at work. */
typedef struct Work
{
	BzBook	   *book;
	Relation	rel;
	bool		enrolment;
	DateADT		today;
	Columns		col;
	BzCells    *cells;
	IdList		persons;		/* of new rows */
	IdList		documents;
	IdList		divisions;		/* and the units they must be below, in step */
	IdList		division_units;
	DateADT		first;			/* earliest and latest effective_on of new rows */
	DateADT		last;
	List	   *entry_reasons;	/* distinct char * */
	List	   *exit_reasons;
	List	   *ranks;
	BzPermitUse *uses;
	int			nuses;
	int			spaceuses;
	BzPoolFacts begins;			/* on ring-fenced posts (pool_seat.c) */
	BzPoolFacts ends;
} Work;

/* the commonest statement, one person on one document, asks for both at once */
static const BzQuery person_one_query = {
	"SELECT p.birth_on, p.retire_on, (SELECT 1 FROM @.document d WHERE d.id" BZ_EQ "$2)"
	" FROM @.person p WHERE p.id" BZ_EQ "$1", 2, {INT8OID, INT8OID}
};

static const BzQuery document_one_query = {
	"SELECT 1 FROM @.document d WHERE d.id" BZ_EQ "$1", 1, {INT8OID}
};

/* existence of many, and those whose age may matter between the two dates */
#define PERSON_COUNT_AND_AGES \
	"SELECT pg_catalog.count(*), pg_catalog.array_agg(p.id) FILTER (WHERE" \
	" p.birth_on OPERATOR(pg_catalog.>) $2 OR p.retire_on OPERATOR(pg_catalog.<=) $3)" \
	" FROM @.person p"

static const BzQuery person_many_query = {
	PERSON_COUNT_AND_AGES " WHERE p.id" BZ_EQ "ANY ($1)",
	3, {INT8ARRAYOID, DATEOID, DATEOID}
};

/* the same for ids without a gap, as a load has them: one walk of the index */
static const BzQuery person_range_query = {
	PERSON_COUNT_AND_AGES " WHERE p.id OPERATOR(pg_catalog.>=) $1 AND p.id OPERATOR(pg_catalog.<=) $4",
	4, {INT8OID, DATEOID, DATEOID, INT8OID}
};

static const BzQuery person_missing_query = {
	"SELECT pg_catalog.min(k.id) FROM pg_catalog.unnest($1) k(id)"
	" WHERE NOT EXISTS (SELECT FROM @.person p WHERE p.id" BZ_EQ "k.id)",
	1, {INT8ARRAYOID}
};

static const BzQuery document_missing_query = {
	"SELECT pg_catalog.min(k.id) FROM pg_catalog.unnest($1) k(id)"
	" WHERE NOT EXISTS (SELECT FROM @.document d WHERE d.id" BZ_EQ "k.id)",
	1, {INT8ARRAYOID}
};

static const BzQuery division_missing_query = {
	"SELECT pg_catalog.min(k.d) FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) k(d, u)"
	" WHERE NOT EXISTS (SELECT FROM @.unit v WHERE v.id" BZ_EQ "k.d AND v.kind" BZ_EQ "'division'"
	" AND pg_catalog.strpos(v.path, pg_catalog.concat('/', k.u, '/')) OPERATOR(pg_catalog.>) 0)",
	2, {INT8ARRAYOID, INT8ARRAYOID}
};

#define PERSONS_PER_QUERY 4096

static void
add_id(IdList *list, int64 id)
{
	if (list->n == list->space)
	{
		list->space = list->space ? list->space * 2 : 16;
		list->ids = list->ids == NULL ?
			palloc(sizeof(int64) * list->space) :
			repalloc_huge(list->ids, sizeof(int64) * list->space);
	}
	list->ids[list->n++] = id;
}

/* As add_id for lists that repeat few values: skips a repetition of the last. */
static void
add_reference(IdList *list, int64 id)
{
	if (list->n > 0 && list->ids[list->n - 1] == id)
		return;
	add_id(list, id);
}

static int
compare_ids(const void *a, const void *b)
{
	int64		x = *(const int64 *) a;
	int64		y = *(const int64 *) b;

	return x < y ? -1 : x > y;
}

static void
sort_distinct(IdList *list)
{
	int			n = 0;
	bool		sorted = true;

	for (int i = 1; i < list->n && sorted; i++)
		sorted = list->ids[i - 1] <= list->ids[i];
	if (!sorted)
		qsort(list->ids, list->n, sizeof(int64), compare_ids);
	for (int i = 0; i < list->n; i++)
		if (n == 0 || list->ids[n - 1] != list->ids[i])
			list->ids[n++] = list->ids[i];
	list->n = n;
}

/* Collect a text code once; statements use few different ones. */
static void
add_code(List **codes, Datum value)
{
	text	   *t = DatumGetTextPP(value);
	size_t		length = VARSIZE_ANY_EXHDR(t);
	ListCell   *lc;

	foreach(lc, *codes)
	{
		const char *known = lfirst(lc);

		if (strlen(known) == length && memcmp(known, VARDATA_ANY(t), length) == 0)
			return;
	}
	*codes = lappend(*codes, text_to_cstring(t));
}

static void
find_columns(Work *w)
{
	Columns    *c = &w->col;

	c->id = bz_trigger_column(w->rel, "id");
	c->person = bz_trigger_column(w->rel, "person_id");
	c->unit = bz_trigger_column(w->rel, "unit_id");
	c->post_type = bz_trigger_column(w->rel, "post_type");
	c->effective_on = bz_trigger_column(w->rel, "effective_on");
	c->until = bz_trigger_column(w->rel, "until");
	c->document = bz_trigger_column(w->rel, "document_id");
	c->until_document = bz_trigger_column(w->rel, "until_document_id");
	if (w->enrolment)
	{
		c->division = bz_trigger_column(w->rel, "division_id");
		c->entry_reason = bz_trigger_column(w->rel, "entry_reason");
		c->exit_reason = bz_trigger_column(w->rel, "exit_reason");
		c->permit = bz_trigger_column(w->rel, "permit_id");
	}
	else
	{
		c->counts = bz_trigger_column(w->rel, "counts");
		c->holder_rank = bz_trigger_column(w->rel, "holder_rank");
	}
}

static Fact
read_fact(Work *w, TupleTableSlot *slot)
{
	Fact		f;
	bool		isnull;

	slot_getallattrs(slot);
	f.id = DatumGetInt64(slot->tts_values[w->col.id - 1]);
	f.person = DatumGetInt64(slot->tts_values[w->col.person - 1]);
	f.unit = DatumGetInt32(slot->tts_values[w->col.unit - 1]);
	f.post_type = DatumGetInt32(slot->tts_values[w->col.post_type - 1]);
	f.effective_on = DatumGetDateADT(slot->tts_values[w->col.effective_on - 1]);
	isnull = slot->tts_isnull[w->col.until - 1];
	f.until = isnull ? DATEVAL_NOEND : DatumGetDateADT(slot->tts_values[w->col.until - 1]);
	f.occupies = isnull &&
		(w->enrolment || DatumGetBool(slot->tts_values[w->col.counts - 1]));
	return f;
}

/* A division belongs to the unit where the person is enrolled. */
static void
add_division(Work *w, const Fact *f, int32 division)
{
	IdList	   *d = &w->divisions;

	if (d->n > 0 && d->ids[d->n - 1] == division && w->division_units.ids[d->n - 1] == f->unit)
		return;
	add_id(d, division);
	add_id(&w->division_units, f->unit);
}

/* A permit is consumed by the insert of the enrolment that cites it. */
static void
add_permit_use(Work *w, const Fact *f, int64 permit)
{
	BzPermitUse *use;

	if (w->nuses == w->spaceuses)
	{
		w->spaceuses = w->spaceuses ? w->spaceuses * 2 : 16;
		w->uses = w->uses == NULL ?
			palloc(sizeof(BzPermitUse) * w->spaceuses) :
			repalloc_huge(w->uses, sizeof(BzPermitUse) * w->spaceuses);
	}
	use = &w->uses[w->nuses++];
	use->permit = permit;
	use->unit_id = f->unit;
	use->post_type = f->post_type;
	use->on = f->effective_on;
}

/* The beginning of a fact: references and dates of a new row. */
static void
note_begin(Work *w, const Fact *f, TupleTableSlot *slot, BzCell *cell)
{
	Columns    *c = &w->col;

	if (f->effective_on > w->today)
		bz_violation_future(w->rel, "effective_on", f->effective_on);
	if (slot->tts_isnull[c->document - 1])
		bz_violation_no_document(w->rel);
	add_reference(&w->documents, DatumGetInt64(slot->tts_values[c->document - 1]));
	bz_cells_need_unit(cell, f->effective_on);
	w->first = Min(w->first, f->effective_on);
	w->last = Max(w->last, f->effective_on);
	add_id(&w->persons, f->person);
	if (!w->enrolment)
	{
		if (!slot->tts_isnull[c->holder_rank - 1])
			add_code(&w->ranks, slot->tts_values[c->holder_rank - 1]);
		return;
	}
	add_code(&w->entry_reasons, slot->tts_values[c->entry_reason - 1]);
	if (!slot->tts_isnull[c->division - 1])
		add_division(w, f, DatumGetInt32(slot->tts_values[c->division - 1]));
	if (!slot->tts_isnull[c->permit - 1])
		add_permit_use(w, f, DatumGetInt64(slot->tts_values[c->permit - 1]));
}

/*
 * The end of a fact: cites a document of its own and is not in the future.
 * That the unit lived until then need only be asked of history that comes
 * with its end; a unit does not end before the facts that hold there.
 */
static void
note_end(Work *w, const Fact *f, TupleTableSlot *slot, BzCell *cell)
{
	Columns    *c = &w->col;

	if (f->until > w->today)
		bz_violation_future(w->rel, "until", f->until);
	if (slot->tts_isnull[c->until_document - 1])
		bz_violation_no_document(w->rel);
	add_reference(&w->documents, DatumGetInt64(slot->tts_values[c->until_document - 1]));
	if (w->enrolment)
		add_code(&w->exit_reasons, slot->tts_values[c->exit_reason - 1]);
}

static const BzPostType *
check_class(Work *w, const Fact *f)
{
	const BzPostType *t = bz_book_post_type(w->book, f->post_type);

	if (t == NULL)
		bz_violation_no_such(w->rel, "post_type", psprintf("%d", f->post_type));
	if ((t->class == 'l') == w->enrolment)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_MIXED_ESTABLISHMENT),
				 w->enrolment ?
				 errmsg("post type %d is a leadership post, it cannot be enrolled on", f->post_type) :
				 errmsg("post type %d is not a leadership post", f->post_type),
				 w->enrolment ?
				 errhint("Enrol the person on an establishment post and appoint() to the leadership post.") :
				 errhint("Choose a post type of class leadership."),
				 errtable(w->rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "mixed_establishment")));
	return t;
}

/* A ring-fenced post is begun or left; documents are those of that end. */
static void
note_ring_fenced(Work *w, BzPoolFacts *list, const Fact *f, TupleTableSlot *slot, bool had_ended)
{
	BzPoolFact	p = {0};
	int			column = list == &w->begins ? w->col.document : w->col.until_document;

	p.enrolment = f->id;
	p.person = f->person;
	p.document = DatumGetInt64(slot->tts_values[column - 1]);
	p.unit = f->unit;
	p.post_type = f->post_type;
	p.on = f->effective_on;
	p.until = f->until;
	p.had_ended = had_ended;
	bz_pool_note(list, &p);
}

static void
collect_insert(Work *w, Tuplestorestate *rows)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(w->rel), &TTSOpsMinimalTuple);
	const BzPostType *type = NULL;
	BzRecorded	recorded;

	bz_recorded_begin(&recorded, w->rel);
	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		Fact		f = read_fact(w, slot);
		BzCell	   *cell = bz_cells_get(w->cells, f.unit, f.post_type);

		bz_recorded_check(&recorded, slot);
		if (type == NULL || f.post_type != type->code)
			type = check_class(w, &f);
		cell->strength += f.occupies ? 1 : 0;
		cell->open_fact |= f.until == DATEVAL_NOEND;
		note_begin(w, &f, slot, cell);
		if (f.until != DATEVAL_NOEND)
			note_end(w, &f, slot, cell);
		if (f.until != DATEVAL_NOEND && f.until > f.effective_on)
			bz_cells_need_unit(cell, f.until - 1);
		if (w->enrolment && type->ring_fenced)
		{
			note_ring_fenced(w, &w->begins, &f, slot, false);
			if (f.until != DATEVAL_NOEND)
				note_ring_fenced(w, &w->ends, &f, slot, false);
		}
	}
	ExecDropSingleTupleTableSlot(slot);
}

/* A recorded end stands; it may only be moved to an earlier day, by a document. */
static void
refuse_reopening(Work *w)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_APPEND_ONLY),
			 errmsg("a record of \"%s\" that has ended is not reopened or extended",
					RelationGetRelationName(w->rel)),
			 errhint("Record a new one from the day on which the old one ended."),
			 errtable(w->rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
}

/*
 * Old and new rows come in the same order.  What an update may change is the
 * end of a fact (and division, title, note); keys are guarded.  Whoever leaves
 * a division that was moved away meanwhile may leave all the same.
 */
static void
collect_update(Work *w, Tuplestorestate *olds, Tuplestorestate *news)
{
	TupleTableSlot *oldslot = MakeSingleTupleTableSlot(RelationGetDescr(w->rel), &TTSOpsMinimalTuple);
	TupleTableSlot *newslot = MakeSingleTupleTableSlot(RelationGetDescr(w->rel), &TTSOpsMinimalTuple);

	tuplestore_rescan(olds);
	tuplestore_rescan(news);
	while (tuplestore_gettupleslot(olds, true, false, oldslot) &&
		   tuplestore_gettupleslot(news, true, false, newslot))
	{
		Fact		before = read_fact(w, oldslot);
		Fact		after = read_fact(w, newslot);
		BzCell	   *cell = bz_cells_get(w->cells, after.unit, after.post_type);

		if (before.id != after.id)
			elog(ERROR, "transition tables of \"%s\" are not in step",
				 RelationGetRelationName(w->rel));
		if (after.until > before.until)
			refuse_reopening(w);
		cell->strength += (after.occupies ? 1 : 0) - (before.occupies ? 1 : 0);
		if (after.until != DATEVAL_NOEND)
			note_end(w, &after, newslot, cell);
		if (w->enrolment && w->book->npools > 0 && after.until < before.until &&
			bz_book_pool(w->book, after.post_type) != NULL)
			note_ring_fenced(w, &w->ends, &after, newslot, before.until != DATEVAL_NOEND);
		if (w->enrolment && !newslot->tts_isnull[w->col.division - 1] &&
			(oldslot->tts_isnull[w->col.division - 1] ||
			 newslot->tts_values[w->col.division - 1] != oldslot->tts_values[w->col.division - 1]))
			add_division(w, &after, DatumGetInt32(newslot->tts_values[w->col.division - 1]));
	}
	ExecDropSingleTupleTableSlot(oldslot);
	ExecDropSingleTupleTableSlot(newslot);
}

static void
check_documents(Work *w)
{
	IdList	   *list = &w->documents;
	Datum		value;
	bool		isnull;
	int64		id;

	if (list->n == 0)
		return;
	sort_distinct(list);
	value = Int64GetDatum(list->ids[0]);
	if (list->n == 1)
	{
		if (bz_plan_run(w->book, &document_one_query, &value, NULL, false) == 0)
			bz_violation_no_such(w->rel, "document_id", psprintf(INT64_FORMAT, list->ids[0]));
		return;
	}
	value = bz_array_int8(list->ids, list->n);
	(void) bz_plan_run(w->book, &document_missing_query, &value, NULL, false);
	id = bz_result_int8(0, 1, &isnull);
	if (!isnull)
		bz_violation_no_such(w->rel, "document_id", psprintf(INT64_FORMAT, id));
}

static void
check_divisions(Work *w)
{
	Datum		values[2];
	bool		isnull;
	int64		id;

	if (w->divisions.n == 0)
		return;
	values[0] = bz_array_int8(w->divisions.ids, w->divisions.n);
	values[1] = bz_array_int8(w->division_units.ids, w->division_units.n);
	(void) bz_plan_run(w->book, &division_missing_query, values, NULL, false);
	id = bz_result_int8(0, 1, &isnull);
	if (!isnull)
		bz_violation_no_such(w->rel, "division_id", psprintf(INT64_FORMAT, id));
}

static void
check_codes(Work *w, List *codes, const char *set, const char *column)
{
	ListCell   *lc;

	foreach(lc, codes)
		if (!bz_book_code(w->book, set, lfirst(lc)))
			bz_violation_no_such(w->rel, column, lfirst(lc));
}

static DateADT
years_before(DateADT day, int years)
{
	int			y;
	int			m;
	int			d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return date2j(y - years, m, Min(d, 28)) - POSTGRES_EPOCH_JDATE;
}

/*
 * A person under the working age or past retirement is warned of (rule
 * age_limits, R17): lawful cases exist, so it does not block by default.
 */
static void
warn_age(Work *w, BzViolations *list, int64 person)
{
	BzViolation v = {0};
	int			y;
	int			m;
	int			d;

	j2date(w->last + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	v.figures = psprintf("{\"effective_on\": \"%04d-%02d-%02d\"}", y, m, d);
	v.rule = "age_limits";
	v.sqlstate = ERRCODE_BZ_WARNING;
	v.person = person;
	v.on = w->last;
	bz_violation_add(list, &v);
}

static void
missing_person(Work *w, int64 *ids, int n)
{
	Datum		value = bz_array_int8(ids, n);

	(void) bz_plan_run(w->book, &person_missing_query, &value, NULL, false);
	bz_violation_no_such(w->rel, "person_id",
						 psprintf(INT64_FORMAT, bz_result_int8(0, 1, NULL)));
}

static void
check_one_person(Work *w, DateADT born_by, DateADT retired_by, BzViolations *list)
{
	Datum		values[2];
	bool		isnull;
	DateADT		birth;
	DateADT		retire;

	values[0] = Int64GetDatum(w->persons.ids[0]);
	values[1] = Int64GetDatum(w->documents.ids[0]);
	if (bz_plan_run(w->book, &person_one_query, values, NULL, false) == 0)
		bz_violation_no_such(w->rel, "person_id", psprintf(INT64_FORMAT, w->persons.ids[0]));
	birth = bz_result_int4(0, 1, NULL);
	retire = bz_result_int4(0, 2, &isnull);
	if (isnull)
		retire = DATEVAL_NOEND;
	(void) bz_result_int4(0, 3, &isnull);
	if (!isnull && w->documents.n == 1)
		w->documents.n = 0;		/* found */
	if (birth > born_by || retire <= retired_by)
		warn_age(w, list, w->persons.ids[0]);
}

/*
 * Existence of all persons, and their ages.  The rows of a statement are taken
 * together, so that a load costs one pass: named are those too young on its
 * latest date or retired on its earliest.  That never warns wrongly;
 * check_rules() judges each row for itself.
 */
static void
check_persons(Work *w, BzViolations *list)
{
	const BzRule *rule = w->enrolment ? bz_book_rule(w->book, "age_limits", NULL) : NULL;
	bool		judge = rule != NULL && w->first <= w->last;
	DateADT		born_by = judge ? years_before(w->last, rule->min_age) : DATEVAL_NOEND;
	DateADT		retired_by = judge ? w->first : DATEVAL_NOBEGIN;

	if (w->persons.n == 0)
		return;
	if (w->persons.n == 1)
	{
		check_one_person(w, born_by, retired_by, list);
		return;
	}
	for (int i = 0; i < w->persons.n; i += PERSONS_PER_QUERY)
	{
		int			n = Min(PERSONS_PER_QUERY, w->persons.n - i);
		int64		last = w->persons.ids[i + n - 1];
		bool		range = last - w->persons.ids[i] + 1 == n;
		Datum		values[4];
		bool		isnull;
		Datum		found;

		values[0] = range ? Int64GetDatum(w->persons.ids[i]) : bz_array_int8(w->persons.ids + i, n);
		values[1] = DateADTGetDatum(born_by);
		values[2] = DateADTGetDatum(retired_by);
		values[3] = Int64GetDatum(last);
		(void) bz_plan_run(w->book, range ? &person_range_query : &person_many_query,
						   values, NULL, false);
		if (bz_result_int8(0, 1, NULL) != n)
			missing_person(w, w->persons.ids + i, n);
		found = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull);
		if (!isnull)
		{
			Datum	   *ids;
			int			nids;

			deconstruct_array(DatumGetArrayTypeP(found), INT8OID, sizeof(int64),
							  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &ids, NULL, &nids);
			for (int k = 0; k < nids; k++)
				warn_age(w, list, DatumGetInt64(ids[k]));
		}
		SPI_freetuptable(SPI_tuptable);
	}
}

/* Everything a statement refers to, then time, permits and balances. */
static void
settle(Work *w)
{
	BzViolations ages = {0};

	sort_distinct(&w->persons);
	check_persons(w, &ages);
	check_documents(w);
	check_divisions(w);
	check_codes(w, w->entry_reasons, "entry_reason", "entry_reason");
	check_codes(w, w->exit_reasons, "exit_reason", "exit_reason");
	check_codes(w, w->ranks, "rank", "holder_rank");
	if (ages.count > 0)
		bz_violation_settle(w->book, w->rel, &ages);
	bz_history_check(w->book, w->rel, w->persons.ids, w->persons.n, !w->enrolment);
	bz_permit_consume(w->book, w->rel, w->uses, w->nuses, w->cells);
	bz_pool_begin(w->book, w->rel, &w->begins, w->cells);
	bz_pool_end(w->book, w->rel, &w->ends, w->cells);
	bz_cells_post(w->book, w->rel, w->cells);
	if (w->enrolment)
		bz_pool_owed(w->book, w->rel, w->cells);
}

static Datum
post_people(FunctionCallInfo fcinfo, const char *name, bool enrolment)
{
	TriggerData *trigdata = bz_trigger_begin_rows(fcinfo, name);
	Work		w = {0};

	w.rel = trigdata->tg_relation;
	w.book = bz_book_of(w.rel);
	w.enrolment = enrolment;
	w.today = GetSQLCurrentDate();
	w.first = DATEVAL_NOEND;
	w.last = DATEVAL_NOBEGIN;
	SPI_connect();
	find_columns(&w);
	w.cells = bz_cells_create(tuplestore_tuple_count(trigdata->tg_newtable));
	if (TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		collect_insert(&w, trigdata->tg_newtable);
	else
		collect_update(&w, trigdata->tg_oldtable, trigdata->tg_newtable);
	settle(&w);
	SPI_finish();
	return PointerGetDatum(NULL);
}

PG_FUNCTION_INFO_V1(bianzhi_post_enrolment);

/* AFTER INSERT or UPDATE STATEMENT on enrolment, with transition tables. */
Datum
bianzhi_post_enrolment(PG_FUNCTION_ARGS)
{
	return post_people(fcinfo, "post_enrolment", true);
}

PG_FUNCTION_INFO_V1(bianzhi_post_appointment);

/* AFTER INSERT or UPDATE STATEMENT on appointment, with transition tables. */
Datum
bianzhi_post_appointment(PG_FUNCTION_ARGS)
{
	return post_people(fcinfo, "post_appointment", false);
}
