/*-------------------------------------------------------------------------
 *
 * pool_seat.c
 *	  Enrolments on a turnover pool's own kind of post.
 *
 * Whoever is enrolled there needs a valid
 * certificate and an open approval of that unit (rule pool_ring_fence); the
 * same statement moves the post from the fund to the unit, by an entry.  When
 * the person leaves, another entry moves it straight back.  One row of
 * pool_seat is one post lent to one person.
 *
 * Lock order: enrolments, loans, certificates, seats, then accounts.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rel.h"

/* An approval that may serve, as locked. */
typedef struct OpenLoan
{
	int64		id;
	int32		pool;
	int32		unit;
	int32		left;
	bool		reserves;		/* not lapsed: its posts are reserved */
	DateADT		approved_on;
	DateADT		use_by;
	DateADT		due_on;			/* DATEVAL_NOEND: from the enrolment on */
	char	   *category;		/* NULL: any */
	int32		taken;			/* by this statement */
	DateADT		last_on;
} OpenLoan;

typedef struct Certificate
{
	int64		id;
	int64		person;
	char	   *number;
	char	   *category;
	DateADT		effective_on;
	DateADT		expires_on;
	bool		used;
} Certificate;

static const BzQuery loans_query = {
	"SELECT l.id, l.pool_id, l.unit_id, l.approved" BZ_OP("-") "l.used, l.state" BZ_EQ "'approved',"
	" l.approved_on, l.use_by, l.return_by, l.talent_category FROM @.pool_loan l"
	" WHERE l.unit_id" BZ_EQ "ANY ($1) AND l.state" BZ_EQ "ANY ('{approved,lapsed}') AND l.used" BZ_OP("<") "l.approved"
	" ORDER BY l.id FOR NO KEY UPDATE OF l", 1, {INT4ARRAYOID}
};

static const BzQuery certificates_query = {
	"SELECT c.id, c.person_id, c.number, c.category, c.effective_on, c.expires_on,"
	" EXISTS (SELECT FROM @.pool_seat s WHERE s.certificate_id" BZ_EQ "c.id AND coalesce(s.end_kind, '')" BZ_OP("<>") "'void')"
	" FROM @.talent_certificate c WHERE c.person_id" BZ_EQ "ANY ($1) ORDER BY c.id FOR NO KEY UPDATE OF c",
	1, {INT8ARRAYOID}
};

static const BzQuery use_loans_query = {
	"UPDATE @.pool_loan l SET used = l.used" BZ_OP("+") "k.n,"
	" state = CASE WHEN l.used" BZ_OP("+") "k.n" BZ_OP("<") "l.approved THEN l.state ELSE 'used' END,"
	" closed_on = CASE WHEN l.used" BZ_OP("+") "k.n" BZ_OP("<") "l.approved THEN l.closed_on ELSE coalesce(l.closed_on, k.d) END"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) k(id, n, d)"
	" WHERE l.id" BZ_EQ "k.id", 3, {INT8ARRAYOID, INT4ARRAYOID, DATEARRAYOID}
};

/* a seat taken by mistake: the approval is as it was before */
static const BzQuery unuse_loans_query = {
	"UPDATE @.pool_loan l SET used = l.used" BZ_OP("-") "1,"
	" state = CASE WHEN l.state" BZ_EQ "'used' THEN 'approved' ELSE l.state END,"
	" closed_on = CASE WHEN l.state" BZ_EQ "'used' THEN NULL ELSE l.closed_on END,"
	" closed_at = CASE WHEN l.state" BZ_EQ "'used' THEN NULL ELSE l.closed_at END,"
	" closed_by = CASE WHEN l.state" BZ_EQ "'used' THEN NULL ELSE l.closed_by END"
	" WHERE l.id" BZ_EQ "$1 RETURNING l.state" BZ_EQ "'approved'", 1, {INT8OID}
};

static const BzQuery begin_query = {
	"INSERT INTO @.pool_seat (loan_id, pool_id, unit_id, post_type, person_id, certificate_id, enrolment_id,"
	" entry_id, effective_on, return_by)"
	" SELECT $1, p.id, $2, p.post_type, $3, $4, $5, $6, $7, coalesce($8,"
	" ($7" BZ_OP("+") "pg_catalog.make_interval(months => p.term_months))::pg_catalog.date)"
	" FROM @.pool_loan l JOIN @.pool p ON p.id" BZ_EQ "l.pool_id WHERE l.id" BZ_EQ "$1",
	8, {INT8OID, INT4OID, INT8OID, INT8OID, INT8OID, INT8OID, DATEOID, DATEOID}
};

static const BzQuery seats_query = {
	"SELECT s.enrolment_id, s.id, s.loan_id, s.until IS NOT NULL, s.effective_on FROM @.pool_seat s"
	" WHERE s.enrolment_id" BZ_EQ "ANY ($1) ORDER BY s.id FOR NO KEY UPDATE OF s",
	1, {INT8ARRAYOID}
};

static const BzQuery end_query = {
	"UPDATE @.pool_seat s SET until = $2, end_kind = coalesce($3, s.end_kind), until_entry_id = coalesce($4, s.until_entry_id),"
	" ended_at = coalesce(s.ended_at, pg_catalog.now()), ended_by = coalesce(s.ended_by, SESSION_USER)"
	" WHERE s.id" BZ_EQ "$1", 4, {INT8OID, DATEOID, TEXTOID, INT8OID}
};

void
bz_pool_note(BzPoolFacts *list, const BzPoolFact *fact)
{
	if (list->n == list->space)
	{
		list->space = list->space ? list->space * 2 : 8;
		list->facts = list->facts == NULL ?
			palloc(sizeof(BzPoolFact) * list->space) :
			repalloc_huge(list->facts, sizeof(BzPoolFact) * list->space);
	}
	list->facts[list->n++] = *fact;
}

/* ---- somebody comes ---------------------------------------------------------- */

static int
compare_loans(const void *a, const void *b)
{
	const OpenLoan *x = a;
	const OpenLoan *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->use_by != y->use_by)
		return x->use_by < y->use_by ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int
compare_certificates(const void *a, const void *b)
{
	const Certificate *x = a;
	const Certificate *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The first loan of the unit, or where it would stand. */
static int
first_loan(const OpenLoan *loans, int n, int32 unit)
{
	int			low = 0;

	while (low < n)
	{
		int			middle = (low + n) / 2;

		if (loans[middle].unit < unit)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

static int
first_certificate(const Certificate *certificates, int n, int64 person)
{
	int			low = 0;

	while (low < n)
	{
		int			middle = (low + n) / 2;

		if (certificates[middle].person < person)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* Locked in the order of ids, then kept by unit, the one that lapses soonest first. */
static OpenLoan *
lock_loans(BzBook *book, const BzPoolFacts *list, int *count)
{
	int32	   *units = palloc(sizeof(int32) * list->n);
	Datum		value;
	uint64		n;
	OpenLoan   *loans;

	for (int i = 0; i < list->n; i++)
		units[i] = list->facts[i].unit;
	value = bz_array_int4(units, list->n);
	n = bz_plan_run(book, &loans_query, &value, NULL, false);
	loans = palloc0(sizeof(OpenLoan) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;

		loans[i].id = bz_result_int8(i, 1, NULL);
		loans[i].pool = bz_result_int4(i, 2, NULL);
		loans[i].unit = bz_result_int4(i, 3, NULL);
		loans[i].left = bz_result_int4(i, 4, NULL);
		loans[i].reserves = bz_result_text(i, 5)[0] == 't';
		loans[i].approved_on = bz_result_int4(i, 6, NULL);
		loans[i].use_by = bz_result_int4(i, 7, NULL);
		loans[i].due_on = bz_result_int4(i, 8, &isnull);
		if (isnull)
			loans[i].due_on = DATEVAL_NOEND;
		loans[i].category = bz_result_text(i, 9);
		loans[i].last_on = DATEVAL_NOBEGIN;
	}
	qsort(loans, n, sizeof(OpenLoan), compare_loans);
	*count = (int) n;
	return loans;
}

static Certificate *
lock_certificates(BzBook *book, const BzPoolFacts *list, int *count)
{
	int64	   *persons = palloc(sizeof(int64) * list->n);
	Datum		value;
	uint64		n;
	Certificate *certificates;

	for (int i = 0; i < list->n; i++)
		persons[i] = list->facts[i].person;
	value = bz_array_int8(persons, list->n);
	n = bz_plan_run(book, &certificates_query, &value, NULL, false);
	certificates = palloc0(sizeof(Certificate) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		certificates[i].id = bz_result_int8(i, 1, NULL);
		certificates[i].person = bz_result_int8(i, 2, NULL);
		certificates[i].number = bz_result_text(i, 3);
		certificates[i].category = bz_result_text(i, 4);
		certificates[i].effective_on = bz_result_int4(i, 5, NULL);
		certificates[i].expires_on = bz_result_int4(i, 6, NULL);
		certificates[i].used = bz_result_text(i, 7)[0] == 't';
	}
	qsort(certificates, n, sizeof(Certificate), compare_certificates);
	*count = (int) n;
	return certificates;
}

static bool
serves(const OpenLoan *l, const BzPoolFact *f, const Certificate *c)
{
	return l->left > 0 && l->unit == f->unit && f->on >= l->approved_on && f->on <= l->use_by &&
		(c == NULL || l->category == NULL || strcmp(l->category, c->category) == 0);
}

static bool
holds(const Certificate *c, const BzPoolFact *f)
{
	return c->person == f->person && !c->used && f->on >= c->effective_on && f->on <= c->expires_on;
}

/* The approval that lapses soonest, of those for which the person has a certificate. */
static bool
match(OpenLoan *loans, int nloans, Certificate *certificates, int ncertificates,
	  const BzPoolFact *f, int32 pool, OpenLoan **loan, Certificate **certificate)
{
	int			first = first_certificate(certificates, ncertificates, f->person);

	for (int i = first_loan(loans, nloans, f->unit); i < nloans && loans[i].unit == f->unit; i++)
	{
		if (loans[i].pool != pool || loans[i].left <= 0)
			continue;
		for (int j = first; j < ncertificates && certificates[j].person == f->person; j++)
			if (holds(&certificates[j], f) && serves(&loans[i], f, &certificates[j]))
			{
				*loan = &loans[i];
				*certificate = &certificates[j];
				return true;
			}
	}
	return false;
}

/* Nothing matched: say the nearest reason. */
static void
explain(BzViolations *list, const BzPoolFact *f, OpenLoan *loans, int nloans, int32 pool,
		Certificate *certificates, int ncertificates)
{
	BzViolation v = {0};
	const Certificate *seen = NULL;
	bool		certified = false;
	bool		lent = false;

	for (int j = first_certificate(certificates, ncertificates, f->person);
		 j < ncertificates && certificates[j].person == f->person; j++)
	{
		certified |= holds(&certificates[j], f);
		seen = &certificates[j];
	}
	for (int i = first_loan(loans, nloans, f->unit); i < nloans && loans[i].unit == f->unit; i++)
		lent |= loans[i].pool == pool && serves(&loans[i], f, NULL);

	v.rule = "pool_ring_fence";
	v.sqlstate = ERRCODE_BZ_POOL_RING_FENCE;
	v.holder = f->unit;
	v.post_type = f->post_type;
	v.person = f->person;
	v.on = f->on;
	v.message = psprintf(_("person %lld may not be enrolled on a post of the turnover pool"), (long long) f->person);
	if (!lent)
		v.detail = psprintf(_("Unit %d has no approved loan with a post left on %s."), f->unit, bz_date_text(f->on));
	else if (seen == NULL)
		v.detail = psprintf(_("Person %lld has no talent certificate."), (long long) f->person);
	else if (certified)
		v.detail = psprintf(_("Certificate %s is of category %s, the loan is for another."), seen->number, seen->category);
	else if (seen->used)
		v.detail = psprintf(_("Certificate %s has been used."), seen->number);
	else
		v.detail = psprintf(_("Certificate %s holds from %s to %s, not on %s."), seen->number,
							bz_date_text(seen->effective_on), bz_date_text(seen->expires_on), bz_date_text(f->on));
	v.hint = _("These posts are for talent only: register a valid certificate (talent_certificate) and have the loan approved (pool_apply(), pool_approve()) first.");
	bz_violation_add(list, &v);
}

/*
 * One person comes: the post moves from the fund to the unit.  pool is a copy:
 * the book's own may be read again, and freed, while our statements run.
 */
static void
begin_seat(BzBook *book, BzPool pool, const BzPoolFact *f, OpenLoan *loan,
		   Certificate *certificate, BzCells *cells)
{
	BzLine		lines[2] = {{pool.holder, pool.post_type, -1}, {f->unit, pool.post_type, 1}};
	Datum		values[8];
	char		nulls[8] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
	int64		entry = bz_entry_write(book, "pool", f->document, f->on, NULL, lines, 2);

	bz_entry_cells(cells, lines, 2, f->on);
	if (loan->reserves)
		bz_cells_get(cells, pool.holder, pool.post_type)->reserved--;
	values[0] = Int64GetDatum(loan->id);
	values[1] = Int32GetDatum(f->unit);
	values[2] = Int64GetDatum(f->person);
	values[3] = Int64GetDatum(certificate->id);
	values[4] = Int64GetDatum(f->enrolment);
	values[5] = Int64GetDatum(entry);
	values[6] = DateADTGetDatum(f->on);
	values[7] = DateADTGetDatum(loan->due_on);
	nulls[7] = loan->due_on == DATEVAL_NOEND ? 'n' : ' ';
	(void) bz_plan_run(book, &begin_query, values, nulls, false);
	certificate->used = true;
	loan->left--;
	loan->taken++;
	loan->last_on = Max(loan->last_on, f->on);
}

static void
use_loans(BzBook *book, OpenLoan *loans, int nloans)
{
	Datum	   *days = palloc(sizeof(Datum) * Max(nloans, 1));
	int64	   *ids = palloc(sizeof(int64) * Max(nloans, 1));
	int32	   *taken = palloc(sizeof(int32) * Max(nloans, 1));
	Datum		values[3];
	int			n = 0;

	for (int i = 0; i < nloans; i++)
		if (loans[i].taken > 0)
		{
			ids[n] = loans[i].id;
			taken[n] = loans[i].taken;
			days[n++] = DateADTGetDatum(loans[i].last_on);
		}
	values[0] = bz_array_int8(ids, n);
	values[1] = bz_array_int4(taken, n);
	values[2] = PointerGetDatum(construct_array(days, n, DATEOID, sizeof(DateADT), true, TYPALIGN_INT));
	if (n > 0)
		(void) bz_plan_run(book, &use_loans_query, values, NULL, false);
}

/*
 * New enrolments on posts of a pool: 23Z14 unless a certificate and an approval
 * of the unit cover each.  The cells get the posts that move.
 */
void
bz_pool_begin(BzBook *book, Relation rel, BzPoolFacts *list, BzCells *cells)
{
	BzViolations violations = {0};
	OpenLoan   *loans;
	Certificate *certificates;
	int			nloans;
	int			ncertificates;

	if (list->n == 0)
		return;
	loans = lock_loans(book, list, &nloans);
	certificates = lock_certificates(book, list, &ncertificates);
	for (int i = 0; i < list->n; i++)
	{
		const BzPoolFact *f = &list->facts[i];
		const BzPool *pool = bz_book_pool(book, f->post_type);
		OpenLoan   *loan;
		Certificate *certificate;

		if (pool != NULL &&
			match(loans, nloans, certificates, ncertificates, f, pool->id, &loan, &certificate))
			begin_seat(book, *pool, f, loan, certificate, cells);
		else
			explain(&violations, f, loans, nloans, pool ? pool->id : 0, certificates, ncertificates);
	}
	if (violations.count > 0)
		bz_violation_settle(book, rel, &violations);
	use_loans(book, loans, nloans);
}

/* ---- somebody goes ----------------------------------------------------------- */

typedef struct Seat
{
	int64		enrolment;
	int64		id;
	int64		loan;
	bool		ended;
	DateADT		effective_on;
} Seat;

static int
compare_seats(const void *a, const void *b)
{
	int64		x = ((const Seat *) a)->enrolment;
	int64		y = ((const Seat *) b)->enrolment;

	return x < y ? -1 : x > y;
}

static Seat *
lock_seats(BzBook *book, const BzPoolFacts *list, int *count)
{
	int64	   *ids = palloc(sizeof(int64) * list->n);
	Datum		value;
	uint64		n;
	Seat	   *seats;

	for (int i = 0; i < list->n; i++)
		ids[i] = list->facts[i].enrolment;
	value = bz_array_int8(ids, list->n);
	n = bz_plan_run(book, &seats_query, &value, NULL, false);
	seats = palloc(sizeof(Seat) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		seats[i].enrolment = bz_result_int8(i, 1, NULL);
		seats[i].id = bz_result_int8(i, 2, NULL);
		seats[i].loan = bz_result_int8(i, 3, NULL);
		seats[i].ended = bz_result_text(i, 4)[0] == 't';
		seats[i].effective_on = bz_result_int4(i, 5, NULL);
	}
	qsort(seats, n, sizeof(Seat), compare_seats);
	*count = (int) n;
	return seats;
}

/* The post goes straight back; an enrolment that is void never used its approval. */
static void
give_back(BzBook *book, BzPool pool, const BzPoolFact *f, const Seat *seat, BzCells *cells)
{
	BzLine		lines[2] = {{pool.holder, pool.post_type, 1}, {f->unit, pool.post_type, -1}};
	bool		void_seat = f->until == seat->effective_on;
	Datum		values[4];
	int64		entry = bz_entry_write(book, "pool", f->document, f->until, NULL, lines, 2);

	bz_entry_cells(cells, lines, 2, f->on);
	values[0] = Int64GetDatum(seat->id);
	values[1] = DateADTGetDatum(f->until);
	values[2] = CStringGetTextDatum(void_seat ? "void" : "left");
	values[3] = Int64GetDatum(entry);
	(void) bz_plan_run(book, &end_query, values, NULL, false);
	if (!void_seat)
		return;
	values[0] = Int64GetDatum(seat->loan);
	(void) bz_plan_run(book, &unuse_loans_query, values, NULL, false);
	if (bz_result_text(0, 1)[0] == 't')
		bz_cells_get(cells, pool.holder, pool.post_type)->reserved++;
}

/* Ends of enrolments on posts of a pool, unless a settlement takes care of them. */
void
bz_pool_end(BzBook *book, Relation rel, BzPoolFacts *list, BzCells *cells)
{
	Seat	   *seats;
	int			nseats;

	if (list->n == 0 || bz_pool_settling())
		return;
	seats = lock_seats(book, list, &nseats);
	for (int i = 0; i < list->n; i++)
	{
		const BzPoolFact *f = &list->facts[i];
		const BzPool *pool = bz_book_pool(book, f->post_type);

		Seat		key = {.enrolment = f->enrolment};
		const Seat *seat = bsearch(&key, seats, nseats, sizeof(Seat), compare_seats);

		if (seat == NULL || pool == NULL)
			continue;
		if (!seat->ended)
			give_back(book, *pool, f, seat, cells);
		else
		{
			/* only the day moves, to an earlier one */
			Datum		values[4];

			values[0] = Int64GetDatum(seat->id);
			values[1] = DateADTGetDatum(f->until);
			(void) bz_plan_run(book, &end_query, values, "  nn", false);
		}
	}
}
