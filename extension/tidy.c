/*-------------------------------------------------------------------------
 *
 * tidy.c
 *	  What people type is brought to one form before it is stored: document
 *	  numbers, names, and what follows from a resident id.
 *
 * BEFORE ROW triggers, on tables that are not loaded by the million in one
 * statement during the day; the parsers are in document_number.c and
 * resident_id.c.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

static const BzQuery sex_finding_query = {
	"INSERT INTO @.finding (key, rule, level, object, figures, remedy)"
	" VALUES (pg_catalog.concat('sex_mismatch/p', $1), 'sex_mismatch', 'notice',"
	" pg_catalog.concat($2, ' ', bianzhi.masked($4::bianzhi.resident_id)),"
	" pg_catalog.jsonb_build_object('stated', $3, 'resident_id', bianzhi.sex($4::bianzhi.resident_id)), $5)"
	" ON CONFLICT (key) DO UPDATE SET last_seen_at = pg_catalog.now(), state = 'open', figures = excluded.figures",
	5, {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
};

/* Columns to be replaced in a row. */
typedef struct Changes
{
	Relation	rel;
	HeapTuple	tuple;
	int			n;
	int			columns[8];
	Datum		values[8];
	bool		nulls[8];
} Changes;

static Changes
begin_changes(TriggerData *t)
{
	Changes		c = {0};

	c.rel = t->tg_relation;
	c.tuple = TRIGGER_FIRED_BY_INSERT(t->tg_event) ? t->tg_trigtuple : t->tg_newtuple;
	return c;
}

static Datum
get(Changes *c, const char *name, bool *isnull)
{
	return heap_getattr(c->tuple, bz_trigger_column(c->rel, name),
						RelationGetDescr(c->rel), isnull);
}

static void
set(Changes *c, const char *name, Datum value)
{
	c->columns[c->n] = bz_trigger_column(c->rel, name);
	c->nulls[c->n] = false;
	c->values[c->n++] = value;
}

/* The database says when and by whom, for new rows. */
static void
set_recorded(Changes *c, TriggerData *t)
{
	if (!TRIGGER_FIRED_BY_INSERT(t->tg_event))
		return;
	set(c, "recorded_at", TimestampTzGetDatum(GetCurrentTransactionStartTimestamp()));
	set(c, "recorded_by", CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false)));
}

static Datum
apply_changes(Changes *c)
{
	return PointerGetDatum(heap_modify_tuple_by_cols(c->tuple, RelationGetDescr(c->rel),
													 c->n, c->columns, c->values, c->nulls));
}

/*
 * Other names of a unit: each in one form, each once, none empty, and none the
 * unit's own name.
 */
Datum
bz_tidy_names(Relation rel, Datum name, Datum names)
{
	Datum	   *items;
	bool	   *nulls;
	int			n;
	char	   *own = TextDatumGetCString(name);

	deconstruct_array(DatumGetArrayTypeP(names), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		char	   *item = bz_tidy_name(nulls[i] ? "" : TextDatumGetCString(items[i]));
		bool		again = strcmp(item, own) == 0;

		for (int j = 0; j < i && !again; j++)
			again = strcmp(item, TextDatumGetCString(items[j])) == 0;
		if (again)
			ereport(ERROR,
					(errcode(ERRCODE_UNIQUE_VIOLATION),
					 errmsg("the unit is called \"%s\" already", item),
					 errhint("Name each nameplate once, and only names that differ from the unit's own."),
					 errtablecol(rel, bz_trigger_column(rel, "other_names")),
					 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "unit_other_names_once")));
		items[i] = CStringGetTextDatum(item);
	}
	return PointerGetDatum(construct_array(items, n, TEXTOID, -1, false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(bianzhi_tidy_document);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on document. */
Datum
bianzhi_tidy_document(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "tidy_document", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Changes		c = begin_changes(t);
	bool		isnull;
	Datum		number = get(&c, "number", &isnull);
	DateADT		issued;

	if (!isnull)
		set(&c, "number",
			CStringGetTextDatum(bz_document_number_normalise(TextDatumGetCString(number))));
	issued = DatumGetDateADT(get(&c, "issued_on", &isnull));
	if (!isnull && issued > GetSQLCurrentDate())
		bz_violation_future(t->tg_relation, "issued_on", issued);
	set_recorded(&c, t);
	return apply_changes(&c);
}

PG_FUNCTION_INFO_V1(bianzhi_tidy_person);

/*
 * BEFORE INSERT OR UPDATE FOR EACH ROW on person: name in one form; sex and
 * retirement group from the resident id where nothing was said.  A woman
 * defaults to F55: F50 (workers) and elections are stated (domain, section 6).
 */
Datum
bianzhi_tidy_person(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "tidy_person", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Changes		c = begin_changes(t);
	bool		isnull;
	Datum		name = get(&c, "name", &isnull);
	bool		female;

	if (!isnull)
		set(&c, "name", CStringGetTextDatum(bz_tidy_name(TextDatumGetCString(name))));

	/* the 17th digit is the last of the number that the type keeps (GB 11643) */
	female = DatumGetInt64(get(&c, "resident_id", &isnull)) % 2 == 0;
	if (!isnull)
	{
		(void) get(&c, "sex", &isnull);
		if (isnull)
			set(&c, "sex", CStringGetTextDatum(female ? "F" : "M"));
		else
			female = TextDatumGetCString(get(&c, "sex", &isnull))[0] == 'F';
		(void) get(&c, "retire_group", &isnull);
		if (isnull)
			set(&c, "retire_group", CStringGetTextDatum(female ? "F55" : "M60"));
	}
	set_recorded(&c, t);
	return apply_changes(&c);
}

PG_FUNCTION_INFO_V1(bianzhi_track_sex);

/*
 * AFTER INSERT OR UPDATE FOR EACH ROW on person, when the stated sex and the
 * id's digit differ: a finding, not a refusal, as in existing systems (domain,
 * 2.9): old cards do carry wrong digits.
 */
Datum
bianzhi_track_sex(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "track_sex", true, false, BZ_ON_INSERT | BZ_ON_UPDATE);
	Changes		c = begin_changes(t);
	BzBook	   *book = bz_book_of(t->tg_relation);
	Datum		values[5];
	bool		isnull;
	bool		no_sex;
	bool		no_name;

	if (bz_book_rule(book, "sex_mismatch", NULL) == NULL)
		return PointerGetDatum(NULL);
	(void) get(&c, "resident_id", &isnull);
	(void) get(&c, "sex", &no_sex);
	values[1] = get(&c, "name", &no_name);
	if (isnull || no_sex || no_name)	/* then tidy_person() is not there */
		return PointerGetDatum(NULL);
	values[0] = get(&c, "id", &isnull);
	values[2] = get(&c, "sex", &isnull);
	values[3] = CStringGetTextDatum(SPI_getvalue(c.tuple, RelationGetDescr(c.rel),
												 bz_trigger_column(c.rel, "resident_id")));
	values[4] = CStringGetTextDatum(_("Check the resident id against the card, or correct the stated sex with amend_person()."));
	SPI_connect();
	(void) bz_plan_run(book, &sex_finding_query, values, NULL, false);
	SPI_finish();
	return PointerGetDatum(NULL);
}
