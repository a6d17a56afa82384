/*-------------------------------------------------------------------------
 *
 * authority.c
 *	  Who may approve a change of a unit, and until when a temporary one lives.
 *
 * Table approval_authority says which level must approve: the row that names
 * most of the change counts.  The level of the unit is that of its region, the
 * level of the document what document.level states; where nothing is stated
 * the change passes, and check_rules() lists the document.
 *
 * Judged per set of versions after they and their units are written, so that a
 * rule's row of the unit's region is found and findings have a unit to name.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#define LEVELS "'{central,province,prefecture,county,township}'::pg_catalog.text[]"
#define LOWER_THAN(a, b) "pg_catalog.array_position(" LEVELS ", " a ") OPERATOR(pg_catalog.>)" \
	" pg_catalog.array_position(" LEVELS ", " b ")"

/*
 * structure_failure (71_structure) finds the same among what is recorded.  An
 * exception names the unit, or, before that is established, those above it.
 */
static const BzQuery too_low_query = {
	"SELECT v.id, v.unit_id, v.name, v.kind, g.level, d.number, d.level, a.document_level,"
	" CASE WHEN v.kind" BZ_EQ "'establish' THEN coalesce(v.parent_id, 0) ELSE 0 END,"
	" CASE WHEN v.kind" BZ_EQ "'establish' THEN coalesce(v.supervisor_id, 0) ELSE 0 END"
	" FROM @.unit_version v"
	" JOIN @.document d ON d.id" BZ_EQ "v.document_id"
	" JOIN @.unit u ON u.id" BZ_EQ "v.unit_id"
	" JOIN @.region g ON g.code" BZ_EQ "u.region"
	" CROSS JOIN LATERAL (SELECT x.document_level FROM @.approval_authority x"
	"   WHERE x.action" BZ_EQ "ANY (ARRAY['', v.kind]) AND x.unit_kind" BZ_EQ "ANY (ARRAY['', u.kind])"
	"     AND x.class" BZ_EQ "ANY (ARRAY['', v.class]) AND x.unit_level" BZ_EQ "ANY (ARRAY['', g.level])"
	"   ORDER BY x.class DESC, x.unit_kind DESC, x.unit_level DESC, x.action DESC LIMIT 1) a"
	" WHERE v.id" BZ_EQ "ANY ($1) AND " LOWER_THAN("d.level", "a.document_level") " ORDER BY v.id",
	1, {INT8ARRAYOID}
};

/* a temporary body without a last day, unless it was one before this version */
static const BzQuery endless_query = {
	"SELECT v.unit_id, v.name FROM @.unit_version v"
	" WHERE v.id" BZ_EQ "ANY ($1) AND v.category" BZ_EQ "'temporary_organ' AND v.expires_on IS NULL"
	"   AND v.kind OPERATOR(pg_catalog.<>) 'abolish'"
	"   AND NOT coalesce((SELECT p.category" BZ_EQ "'temporary_organ' AND p.expires_on IS NULL FROM @.unit_version p"
	"     WHERE p.unit_id" BZ_EQ "v.unit_id AND p.id OPERATOR(pg_catalog.<) v.id ORDER BY p.id DESC LIMIT 1), false)"
	" ORDER BY v.id",
	1, {INT8ARRAYOID}
};

/* A level or a kind of change in the reader's language; unknown ones as they are written. */
static const char *
word(const char *code)
{
	static const char *const words[][2] = {
		{"central", gettext_noop("central level")}, {"province", gettext_noop("province level")},
		{"prefecture", gettext_noop("prefecture level")}, {"county", gettext_noop("county level")},
		{"township", gettext_noop("township level")},
		{"establish", gettext_noop("establishment")}, {"rename", gettext_noop("a new name")},
		{"transfer", gettext_noop("another place or supervisor")}, {"rank", gettext_noop("another rank")},
		{"nameplate", gettext_noop("other nameplates")}, {"co_locate", gettext_noop("co-location")},
		{"adjust", gettext_noop("an adjustment")}, {"party", gettext_noop("another Party body")},
		{"extend", gettext_noop("an extension")}, {"abolish", gettext_noop("abolition")},
		{"merge", gettext_noop("a merger")}, {"split", gettext_noop("a division of the unit")},
		{"restore", gettext_noop("a return to an earlier state")},
	};

	for (int i = 0; i < (int) lengthof(words); i++)
		if (strcmp(code, words[i][0]) == 0)
			return _(words[i][1]);
	return code;
}

/* One row of too_low_query as a violation. */
static BzViolation
too_low(uint64 row)
{
	BzViolation v = {0};
	char	   *name = bz_result_text(row, 3);
	const char *kind = word(bz_result_text(row, 4));
	const char *unit_level = bz_result_text(row, 5);
	char	   *number = bz_result_text(row, 6);
	const char *given = bz_result_text(row, 7);
	const char *needed = bz_result_text(row, 8);

	v.rule = "approval_authority";
	v.sqlstate = ERRCODE_BZ_APPROVAL_AUTHORITY;
	v.holder = bz_result_int4(row, 2, NULL);
	v.on = DATEVAL_NOEND;
	v.thing = psprintf("v" INT64_FORMAT, bz_result_int8(row, 1, NULL));
	v.message = psprintf(_("%s may not be approved for %s by a document of %s"), kind, name, word(given));
	v.detail = psprintf(_("%s (%s): %s needs a document of %s or above; %s is of %s."),
						name, word(unit_level), kind, word(needed), number, word(given));
	v.hint = _("Cite the approval of the level that table approval_authority demands (record_document(..., level => ...)), put right the level recorded of the document, or have an exception approved as a row of rule_exception for the unit, or for its parent or supervisor before it is established.");
	v.figures = psprintf("{\"unit_level\": \"%s\", \"document_level\": \"%s\", \"required_level\": \"%s\"}",
						 unit_level, given, needed);
	return v;
}

static BzViolation
endless(uint64 row)
{
	BzViolation v = {0};

	v.rule = "temporary_unit";
	v.sqlstate = ERRCODE_BZ_TEMPORARY_UNIT;
	v.holder = bz_result_int4(row, 1, NULL);
	v.on = DATEVAL_NOEND;
	v.thing = psprintf("%d", v.holder);
	v.message = psprintf(_("temporary body %s has no last day"), bz_result_text(row, 2));
	v.detail = psprintf(_("%s: expires_on is empty."), bz_result_text(row, 2));
	v.hint = _("Give expires_on, the last day for which the document sets the body up; it is prolonged with extend_unit() and ended with abolish_unit().");
	v.figures = "{\"expires_on\": null}";
	return v;
}

/* Judge versions that were just written. */
void
bz_authority_check(BzBook *book, Relation rel, const int64 *versions, int n)
{
	Datum		value = bz_array_int8(versions, n);
	BzViolations list = {0};
	uint64		rows = bz_plan_run(book, &too_low_query, &value, NULL, false);
	BzViolation *found = palloc(sizeof(BzViolation) * Max(rows, 1));
	int32	   *above = palloc(sizeof(int32) * 2 * Max(rows, 1));

	/* bz_excused() takes the place of the rows in SPI_tuptable */
	for (uint64 i = 0; i < rows; i++)
	{
		found[i] = too_low(i);
		above[2 * i] = bz_result_int4(i, 9, NULL);
		above[2 * i + 1] = bz_result_int4(i, 10, NULL);
	}
	for (uint64 i = 0; i < rows; i++)
	{
		if (!bz_excused(book, found[i].rule, found[i].holder, 0, 0) &&
			!bz_excused(book, found[i].rule, above[2 * i], 0, 0) &&
			!bz_excused(book, found[i].rule, above[2 * i + 1], 0, 0))
			bz_violation_add(&list, &found[i]);
	}
	rows = bz_plan_run(book, &endless_query, &value, NULL, false);
	for (uint64 i = 0; i < rows; i++)
	{
		BzViolation v = endless(i);

		bz_violation_add(&list, &v);
	}
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_change_of_unit);

/*
 * refuse_change_of_unit(problem text, unit text, given text) RETURNS text:
 * never returns; what the book's functions of units refuse themselves.
 */
Datum
bianzhi_refuse_change_of_unit(PG_FUNCTION_ARGS)
{
	char	   *problem = PG_ARGISNULL(0) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *unit = PG_ARGISNULL(1) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *given = PG_ARGISNULL(2) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(2));

	if (strcmp(problem, "no nameplate") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("%s has no nameplate \"%s\"", unit, given),
				 errhint("See the unit's other names; only one that hangs there can be taken down.")));
	if (strcmp(problem, "not ended") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("%s has not ended and need not be restored", unit),
				 errhint("Undo a change of a unit that is there with restore_version().")));
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("nothing is said that would change %s", unit),
			 errhint("Give at least one new value; an empty text takes an optional value away.")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}
