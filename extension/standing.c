/*-------------------------------------------------------------------------
 *
 * standing.c
 *	  Rules on the state in which units are left: how many divisions, how many
 *	  chiefs to a deputy, which Party affairs body.
 *
 * What such a rule counts is a view of the book, one row a unit with its
 * figures and by how much it is broken; reports and check_rules() read the
 * same view, so there is one definition.  The engine reads it twice under the
 * lock of the bodies: as it is now, and as it would be without what is being
 * judged (bz_plan_run_before).  Refused is what became worse; what was
 * wrong before and is no worse now, above all what reduces it, passes.
 *
 * The lock is the row of the body (NO KEY UPDATE, in key order), taken by
 * whoever changes what is counted.  Looked at is what is committed by now,
 * whatever the isolation level, as referential checks do in core: a lock leaves
 * no trace that an older snapshot could see.
 *
 * What may not live here: any rule.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rel.h"

static const BzQuery hold_query = {
	"SELECT b.id FROM @.unit b WHERE b.kind" BZ_EQ "'body' AND b.id" BZ_EQ "ANY ($1"
	" OPERATOR(pg_catalog.||) ARRAY(SELECT x.body_id FROM @.unit_body x WHERE x.unit_id" BZ_EQ "ANY ($1)))"
	" ORDER BY b.id FOR NO KEY UPDATE OF b", 1, {INT4ARRAYOID}
};

static int
compare_units(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return x < y ? -1 : x > y;
}

/*
 * Lock the bodies to which units belong.  Returns units and bodies together,
 * sorted and each once, and their number in *nall.
 */
static int32 *
hold_bodies(BzBook *book, int32 *units, int n, int *nall)
{
	Datum		value = bz_array_int4(units, n);
	uint64		found = bz_plan_run_latest(book, &hold_query, &value);
	int32	   *all = palloc(sizeof(int32) * Max(n + found, 1));
	int			kept = 0;

	memcpy(all, units, sizeof(int32) * n);
	for (uint64 i = 0; i < found; i++)
		all[n + i] = bz_result_int4(i, 1, NULL);
	SPI_freetuptable(SPI_tuptable);
	qsort(all, n + found, sizeof(int32), compare_units);
	for (uint64 i = 0; i < n + found; i++)
		if (kept == 0 || all[kept - 1] != all[i])
			all[kept++] = all[i];
	*nall = kept;
	return all;
}

/*
 * For who is about to change what is counted: lock the bodies first, before
 * accounts, so that whoever ends a unit (its row, then its accounts) and we do
 * not wait for each other.
 */
void
bz_standing_hold(BzBook *book, int32 *units, int n)
{
	int			nall;

	if (n > 0)
		pfree(hold_bodies(book, units, n, &nall));
}

/* The rows of the last query. */
static BzStanding *
read_standings(uint64 n)
{
	BzStanding *rows = palloc0(sizeof(BzStanding) * Max(n, 1));

	for (uint64 i = 0; i < n; i++)
	{
		BzStanding *s = &rows[i];
		int			column = 1;

		s->unit = bz_result_int4(i, column++, NULL);
		s->post_type = bz_result_int4(i, column++, NULL);
		s->excess = bz_result_int8(i, column++, NULL);
		for (int f = 0; f < BZ_STANDING_FIGURES; f++)
			s->figure[f] = bz_result_int8(i, column++, NULL);
		s->name = bz_result_text(i, column++);
		s->what = bz_result_text(i, column++);
		s->figures = bz_result_text(i, column++);
	}
	SPI_freetuptable(SPI_tuptable);
	return rows;
}

static int
compare_standings(const void *a, const void *b)
{
	const BzStanding *x = a;
	const BzStanding *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return x->post_type < y->post_type ? -1 : x->post_type > y->post_type;
}

/* The row of the same unit and kind of post among sorted ones; all zero if there is none. */
static const BzStanding *
find_standing(const BzStanding *rows, uint64 n, const BzStanding *like)
{
	static const BzStanding none;
	const BzStanding *found = bsearch(like, rows, n, sizeof(BzStanding), compare_standings);

	return found != NULL ? found : &none;
}

static void
add_broken(BzBook *book, const BzStandingRule *rule, const BzStanding *now,
		   const BzStanding *before, BzViolations *list)
{
	BzViolation v = {0};

	if (now->excess <= before->excess ||
		bz_excused(book, rule->code, now->unit, now->post_type,
				   rule->any_exception ? 0 : now->excess))
		return;
	v.rule = rule->code;
	v.sqlstate = rule->sqlstate;
	v.holder = now->unit;
	v.post_type = now->post_type;
	v.on = DATEVAL_NOEND;
	v.figures = now->figures;
	rule->say(now, before, &v);
	bz_violation_add(list, &v);
}

static void
judge_rule(BzBook *book, const BzStandingRule *rule, int32 *units, int n, CommandId since,
		   BzViolations *list)
{
	Datum		value = bz_array_int4(units, n);
	uint64		nnow = bz_plan_run_latest(book, &rule->query, &value);
	BzStanding *now = read_standings(nnow);
	BzStanding *before;
	uint64		nbefore;
	int			nbroken = 0;
	int			nunits = 0;

	for (uint64 i = 0; i < nnow; i++)
		if (now[i].excess > 0)
		{
			now[nbroken] = now[i];
			if (nunits == 0 || units[nunits - 1] != now[i].unit)
				units[nunits++] = now[i].unit;
			nbroken++;
		}
	if (nbroken == 0)
		return;
	value = bz_array_int4(units, nunits);
	nbefore = bz_plan_run_before(book, &rule->query, &value, since);
	before = read_standings(nbefore);
	qsort(before, nbefore, sizeof(BzStanding), compare_standings);
	for (int i = 0; i < nbroken; i++)
		add_broken(book, rule, &now[i], find_standing(before, nbefore, &now[i]), list);
}

/*
 * Judge units, and the bodies they belong to, by rules.  The caller has called
 * SPI_connect(); rel is the table whose change is judged, since the first
 * command of ours that counts as the change.
 */
void
bz_standing_judge(BzBook *book, Relation rel, const BzStandingRule *rules, int nrules,
				  int32 *units, int n, CommandId since)
{
	BzViolations list = {0};
	int			nall;
	int32	   *all;

	if (n == 0)
		return;
	all = hold_bodies(book, units, n, &nall);
	for (int i = 0; i < nrules; i++)
	{
		int32	   *copy = palloc(sizeof(int32) * nall);

		memcpy(copy, all, sizeof(int32) * nall);
		judge_rule(book, &rules[i], copy, nall, since, &list);
	}
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
}
