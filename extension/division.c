/*-------------------------------------------------------------------------
 *
 * division.c
 *	  The internal divisions of a body: their category, and how many there may
 *	  be (rule division_ceiling, R25): two thirds of what the counterpart
 *	  department of the superior level has.
 *
 * One statement trigger on unit, for INSERT and UPDATE.  It notes what leader.c
 * judges at commit, and finds the bodies whose number of divisions may have
 * grown or whose ceiling may have fallen; the count is view division_count,
 * judged in standing.c.  Whoever hangs a
 * division somewhere has locked the row of its parent (unit.c), here the body
 * is locked.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

static const BzQuery category_query = {
	"SELECT k.c FROM pg_catalog.unnest($1) k(c) WHERE NOT EXISTS (SELECT FROM @.code x"
	" WHERE x.set" BZ_EQ "'unit_category' AND x.code" BZ_EQ "k.c"
	" AND (x.attributes OPERATOR(pg_catalog.->>) 'for')" BZ_EQ "'division') LIMIT 1",
	1, {TEXTARRAYOID}
};

static void say_ceiling(const BzStanding *now, const BzStanding *before, BzViolation *v);

static const BzStandingRule ceiling_rule = {
	"division_ceiling", ERRCODE_BZ_DIVISION_CEILING, false,
	{"SELECT s.unit_id, 0, s.excess::pg_catalog.int8, s.counterpart_divisions::pg_catalog.int8,"
		" s.ceiling::pg_catalog.int8, s.present::pg_catalog.int8, 0::pg_catalog.int8,"
		" s.unit, s.counterpart, s.figures::pg_catalog.text FROM " BZ_STANDING_OF("@.division_count")
	" WHERE s.ceiling IS NOT NULL", 1, {INT4ARRAYOID}},
	say_ceiling
};

/* What a change of a unit's row may move. */
typedef struct Place
{
	int32		id;
	bool		division;		/* a live one */
	bool		body;
	char	   *path;
	char	   *category;		/* or NULL */
	char	   *counterpart;	/* or NULL */
	int32		number;			/* counterpart_divisions, 0 if absent */
	char	   *state;			/* what else leader.c judges by */
} Place;

typedef struct Columns
{
	int			id;
	int			kind;
	int			path;
	int			until;
	int			category;
	int			counterpart;
	int			number;
	int			class;
	int			rank;
	int			party_body;
} Columns;

static void
say_ceiling(const BzStanding *now, const BzStanding *before, BzViolation *v)
{
	v->message = psprintf(_("%s has more internal divisions than its counterpart allows"), now->name);
	v->detail = psprintf(_("%s: counterpart %s has %lld divisions, ceiling %lld, present %lld, requested %lld."),
						 now->name, now->what ? now->what : "?",
						 (long long) now->figure[0], (long long) now->figure[1],
						 (long long) before->figure[2],
						 (long long) (now->figure[2] - before->figure[2]));
	v->hint = _("Merge or end a division first (report division_survey names candidates), correct counterpart_divisions by a document, or have more divisions approved as a row of rule_exception (document, allowance, expiry).");
}

static char *
text_of(TupleTableSlot *slot, int column)
{
	bool		isnull;
	Datum		value = slot_getattr(slot, column, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

static const char *
value_or(const char *value)
{
	return value ? value : "-";
}

static Place
read_place(const Columns *c, TupleTableSlot *slot)
{
	Place		p;
	bool		isnull;
	bool		ended;
	char	   *kind = text_of(slot, c->kind);

	p.id = DatumGetInt32(slot_getattr(slot, c->id, &isnull));
	(void) slot_getattr(slot, c->until, &isnull);
	ended = !isnull;
	p.division = !ended && strcmp(kind, "division") == 0;
	p.body = strcmp(kind, "body") == 0;
	p.path = text_of(slot, c->path);
	p.category = text_of(slot, c->category);
	p.counterpart = text_of(slot, c->counterpart);
	p.number = DatumGetInt32(slot_getattr(slot, c->number, &isnull));
	if (isnull)
		p.number = 0;
	p.state = psprintf("%s %s %s %s %d", kind, text_of(slot, c->class),
					   value_or(text_of(slot, c->rank)), value_or(text_of(slot, c->party_body)), ended);
	return p;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* A counterpart says nothing without the number of its divisions. */
static void
check_counterpart(Relation rel, const Place *before, const Place *after)
{
	if (!after->body || after->counterpart == NULL || after->number > 0)
		return;
	if (before != NULL && same(before->counterpart, after->counterpart) && before->number == 0)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_BZ_DIVISION_CEILING),
			 errmsg("unit %d names the counterpart %s without the number of its divisions",
					after->id, after->counterpart),
			 errhint("Give counterpart_divisions together with counterpart; a unit without counterpart has no ceiling."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "division_ceiling")));
}

/* A division names a category made for divisions, or none. */
static void
check_categories(BzBook *book, Relation rel, List *categories)
{
	Datum	   *values;
	Datum		array;
	int			n = 0;
	ListCell   *lc;

	if (categories == NIL)
		return;
	values = palloc(sizeof(Datum) * list_length(categories));
	foreach(lc, categories)
		values[n++] = CStringGetTextDatum(lfirst(lc));
	array = PointerGetDatum(construct_array(values, n, TEXTOID, -1, false, TYPALIGN_INT));
	if (bz_plan_run(book, &category_query, &array, NULL, false) > 0)
		bz_violation_no_such(rel, "category", bz_result_text(0, 1));
}

static List *
add_category(List *categories, char *category)
{
	ListCell   *lc;

	foreach(lc, categories)
		if (strcmp(lfirst(lc), category) == 0)
			return categories;
	return lappend(categories, category);
}

/*
 * Leaders and Party affairs of this unit are to be judged at commit, and where
 * it leaves a body, those it leaves: all units on its old path.
 */
static void
note_leaders(BzBook *book, const Place *before, const Place *after, CommandId since)
{
	int32		id = after->id;
	bool		moved = before != NULL && strcmp(before->path, after->path) != 0;

	if (before != NULL && !moved && same(before->category, after->category) &&
		strcmp(before->state, after->state) == 0)
		return;
	bz_leader_later(book, &id, 1, since);
	if (!moved)
		return;
	for (char *c = before->path; *c; c++)
		if (*c == '/' && c[1] != '\0')
		{
			id = atoi(c + 1);
			bz_leader_later(book, &id, 1, since);
		}
}

/* May the body of this unit have more divisions than before, or fewer allowed? */
static bool
concerns_ceiling(const Place *before, const Place *after)
{
	if (after->division)
		return before == NULL || !before->division ||
			!same(before->category, after->category) || strcmp(before->path, after->path) != 0;
	if (!after->body || after->counterpart == NULL)
		return false;
	return before == NULL || before->counterpart == NULL || before->number != after->number;
}

/*
 * Look at one row, before (NULL for a new one) and after.  Adds its category
 * to look up, and the unit if its body has to be judged.
 */
static void
look_at(Relation rel, const Place *before, const Place *after, List **categories, List **units)
{
	check_counterpart(rel, before, after);
	if (after->division && after->category != NULL &&
		(before == NULL || !before->division || !same(before->category, after->category)))
		*categories = add_category(*categories, after->category);
	if (concerns_ceiling(before, after))
		*units = lappend_int(*units, after->id);
}

static void
collect(BzBook *book, TriggerData *t, List **categories, List **units)
{
	Relation	rel = t->tg_relation;
	TupleTableSlot *oldslot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	TupleTableSlot *newslot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	bool		update = TRIGGER_FIRED_BY_UPDATE(t->tg_event);
	Columns		c;

	c.id = bz_trigger_column(rel, "id");
	c.kind = bz_trigger_column(rel, "kind");
	c.path = bz_trigger_column(rel, "path");
	c.until = bz_trigger_column(rel, "until");
	c.category = bz_trigger_column(rel, "category");
	c.counterpart = bz_trigger_column(rel, "counterpart");
	c.number = bz_trigger_column(rel, "counterpart_divisions");
	c.class = bz_trigger_column(rel, "class");
	c.rank = bz_trigger_column(rel, "rank");
	c.party_body = bz_trigger_column(rel, "party_body");
	if (update)
		tuplestore_rescan(t->tg_oldtable);
	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, newslot))
	{
		Place		after = read_place(&c, newslot);
		Place		before;

		if (update && !tuplestore_gettupleslot(t->tg_oldtable, true, false, oldslot))
			elog(ERROR, "transition tables of \"%s\" are not in step", RelationGetRelationName(rel));
		if (update)
			before = read_place(&c, oldslot);
		look_at(rel, update ? &before : NULL, &after, categories, units);
		note_leaders(book, update ? &before : NULL, &after, GetActiveSnapshot()->curcid);
	}
	ExecDropSingleTupleTableSlot(oldslot);
	ExecDropSingleTupleTableSlot(newslot);
}

PG_FUNCTION_INFO_V1(bianzhi_check_divisions);

/* AFTER INSERT or UPDATE STATEMENT on unit, with transition tables. */
Datum
bianzhi_check_divisions(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "check_divisions");
	BzBook	   *book = bz_book_of(t->tg_relation);
	List	   *categories = NIL;
	List	   *units = NIL;
	ListCell   *lc;
	int32	   *ids;
	int			n = 0;

	SPI_connect();
	collect(book, t, &categories, &units);
	check_categories(book, t->tg_relation, categories);
	ids = palloc(sizeof(int32) * Max(list_length(units), 1));
	foreach(lc, units)
		ids[n++] = lfirst_int(lc);
	bz_standing_judge(book, t->tg_relation, &ceiling_rule, 1, ids, n,
					  GetActiveSnapshot()->curcid);
	SPI_finish();
	return PointerGetDatum(NULL);
}
