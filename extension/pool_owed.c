/*-------------------------------------------------------------------------
 *
 * pool_owed.c
 *	  A unit that has borrowed from a turnover pool owes it what natural
 *	  attrition frees (rule pool_vacancy_owed): before anybody else sits there,
 *	  a talent is moved onto the post and the pool's own goes back.
 *
 * Statements of books without pools pay a comparison, statements that touch no
 * unit with an open loan one look into a small partial index.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

static const BzQuery any_open_query = {
	"SELECT 1 FROM @.pool_seat s WHERE s.unit_id" BZ_EQ "ANY ($1) AND s.until IS NULL LIMIT 1",
	1, {INT4ARRAYOID}
};

/*
 * What is free after the statement, and what is owed: posts freed by natural
 * attrition since the approval of the first loan still open, as far as nobody
 * has been returned onto them, and no more than the unit has borrowed.
 */
static const BzQuery owed_query = {
	"SELECT k.u, k.t, a.approved" BZ_OP("-") "a.strength" BZ_OP("-") "a.reserved, o.n, f.n, o.refuse, u.name, a.approved, a.strength"
	" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) k(u, t)"
	" JOIN @.account a ON a.holder_id" BZ_EQ "k.u AND a.post_type" BZ_EQ "k.t"
	" JOIN @.unit u ON u.id" BZ_EQ "k.u"
	" CROSS JOIN LATERAL (SELECT pg_catalog.count(*) AS n, pg_catalog.min(l.approved_on) AS since,"
	"   pg_catalog.bool_or(p.owed" BZ_EQ "'refuse') AS refuse, pg_catalog.bool_or(p.transfer_out_counts) AS transfers"
	"   FROM @.pool_seat s JOIN @.pool_loan l ON l.id" BZ_EQ "s.loan_id JOIN @.pool p ON p.id" BZ_EQ "s.pool_id"
	"   WHERE s.unit_id" BZ_EQ "k.u AND s.until IS NULL OFFSET 0) o"
	" CROSS JOIN LATERAL (SELECT pg_catalog.count(*) AS n FROM @.enrolment e JOIN @.code c"
	"   ON c.set" BZ_EQ "'exit_reason' AND c.code" BZ_EQ "e.exit_reason"
	"   WHERE o.n" BZ_OP(">") "0 AND e.unit_id" BZ_EQ "k.u AND e.post_type" BZ_EQ "k.t AND e.until" BZ_OP(">=") "o.since"
	"   AND e.until" BZ_OP(">") "e.effective_on"
	"   AND ((c.attributes" BZ_OP("->>") "'natural_attrition')" BZ_EQ "'true' OR (o.transfers AND c.code" BZ_EQ "'transfer_out'))"
	"   AND NOT EXISTS (SELECT FROM @.pool_settlement x WHERE x.freed_enrolment_id" BZ_EQ "e.id)) f"
	" WHERE o.n" BZ_OP(">") "0 AND f.n" BZ_OP(">") "0",
	2, {INT4ARRAYOID, INT4ARRAYOID}
};

static void
judge_owed(BzBook *book, uint64 row, BzCells *cells, BzViolations *list)
{
	BzViolation v = {0};
	int64		free = bz_result_int4(row, 3, NULL);
	int64		open = bz_result_int8(row, 4, NULL);
	int64		owed = Min(open, bz_result_int8(row, 5, NULL));
	char	   *unit = bz_result_text(row, 7);
	BzCell	   *cell;

	v.holder = bz_result_int4(row, 1, NULL);
	v.post_type = bz_result_int4(row, 2, NULL);
	cell = bz_cells_get(cells, v.holder, v.post_type);
	v.requested = cell->strength + cell->reserved;
	if (free >= owed)
		return;
	v.rule = "pool_vacancy_owed";
	v.sqlstate = ERRCODE_BZ_POOL_VACANCY_OWED;
	v.approved = bz_result_int4(row, 8, NULL);
	v.strength = bz_result_int4(row, 9, NULL) - cell->strength;
	v.on = DATEVAL_NOEND;
	v.soften = bz_result_text(row, 6)[0] != 't';
	v.message = psprintf(_("what became free at %s is owed to the turnover pool first"), unit);
	v.detail = psprintf(_("%s: borrowed %lld, owed %lld, free %lld, requested %lld."), unit,
						(long long) open, (long long) owed, (long long) (free + v.requested), (long long) v.requested);
	v.hint = _("Move someone on a pool post onto the vacancy with pool_return(), then fill what is left.");
	v.figures = psprintf("{\"borrowed\": " INT64_FORMAT ", \"owed\": " INT64_FORMAT ", \"free\": " INT64_FORMAT
						 ", \"requested\": " INT64_FORMAT "}", open, owed, free + v.requested, v.requested);
	bz_violation_add(list, &v);
}

/*
 * The statement's cells are posted: does it fill an ordinary post, by a person
 * or a permit, that its unit owes to a pool?  23Z16.
 */
void
bz_pool_owed(BzBook *book, Relation rel, BzCells *cells)
{
	BzViolations list = {0};
	BzCell	  **all;
	int32	   *numbers[2];
	Datum		values[2];
	uint64		rows;
	int			nall;
	int			n = 0;

	if (book->npools == 0 || bz_pool_settling())
		return;
	nall = bz_cells_list(cells, &all);
	numbers[0] = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int32) * Max(nall, 1));
	numbers[1] = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int32) * Max(nall, 1));
	for (int i = 0; i < nall; i++)
	{
		const BzPostType *t = bz_book_post_type(book, all[i]->post_type);
		bool		ordinary = false;

		if (all[i]->strength + all[i]->reserved <= 0 || t == NULL || t->class != 'e' || t->ring_fenced)
			continue;
		for (int p = 0; p < book->npools && !ordinary; p++)
			ordinary = book->pools[p].category == t->category;
		if (!ordinary)
			continue;
		numbers[0][n] = all[i]->holder;
		numbers[1][n++] = all[i]->post_type;
	}
	if (n == 0)
		return;
	values[0] = bz_array_int4(numbers[0], n);
	values[1] = bz_array_int4(numbers[1], n);
	if (bz_plan_run(book, &any_open_query, values, NULL, false) == 0)
		return;
	rows = bz_plan_run(book, &owed_query, values, NULL, false);
	for (uint64 i = 0; i < rows; i++)
		judge_owed(book, i, cells, &list);
	for (int i = list.kept - 1; i >= 0; i--)
		if (bz_excused(book, list.items[i].rule, list.items[i].holder, list.items[i].post_type, 0))
		{
			list.items[i] = list.items[--list.kept];
			list.count--;
		}
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
}
