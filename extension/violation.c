/*-------------------------------------------------------------------------
 *
 * violation.c
 *	  The one reporter of the rules.
 *
 * A statement collects everything that is wrong with it, so that a bulk load
 * is corrected in one round; then this room looks up each rule's row: block
 * raises, warn warns and records a finding, track only records.  A message
 * says what was refused, the detail gives the figures to those who may read
 * them, the hint the lawful way out; the rule's code is the CONSTRAINT NAME.
 *
 * What may not live here: deciding whether something is a violation.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/rls.h"

static const BzQuery names_query = {
	"SELECT coalesce(u.name, h.name), coalesce(u.region, h.region), t.name_zh, t.name_en"
	" FROM (SELECT $1 AS holder, $2 AS post_type) k"
	" LEFT JOIN @.unit u ON u.id" BZ_EQ "k.holder"
	" LEFT JOIN @.holder h ON h.id" BZ_EQ "k.holder"
	" LEFT JOIN @.post_type t ON t.code" BZ_EQ "k.post_type",
	2, {INT4OID, INT4OID}
};

static const BzQuery person_query = {
	"SELECT pg_catalog.concat(p.name, ' ', bianzhi.masked(p.resident_id)) FROM @.person p WHERE p.id" BZ_EQ "$1",
	1, {INT8OID}
};

static const BzQuery exception_query = {
	"SELECT coalesce(pg_catalog.max(x.allowance), -1)::pg_catalog.int4 FROM @.rule_exception x"
	" WHERE x.rule" BZ_EQ "$1 AND x.unit_id" BZ_EQ "$2"
	" AND (x.post_type IS NULL OR x.post_type" BZ_EQ "$3)"
	" AND CURRENT_DATE OPERATOR(pg_catalog.>=) x.effective_on"
	" AND CURRENT_DATE OPERATOR(pg_catalog.<=) x.expires_on",
	3, {TEXTOID, INT4OID, INT4OID}
};

static const BzQuery finding_query = {
	"INSERT INTO @.finding (key, rule, level, unit_id, post_type, object, figures, remedy)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7::pg_catalog.jsonb, $8)"
	" ON CONFLICT (key) DO UPDATE SET last_seen_at = pg_catalog.now(), state = 'open', figures = excluded.figures",
	8, {TEXTOID, TEXTOID, TEXTOID, INT4OID, INT4OID, TEXTOID, TEXTOID, TEXTOID}
};

/* What people call the things a violation is about. */
typedef struct Names
{
	char	   *holder;
	char	   *region;
	char	   *post_type;
	char	   *person;
} Names;

void
bz_violation_add(BzViolations *list, const BzViolation *v)
{
	list->count++;
	if (list->kept >= 10000)	/* the largest bianzhi.max_reported; all are counted */
		return;
	if (list->kept == list->space)
	{
		list->space = list->space ? list->space * 2 : 16;
		list->items = list->items == NULL ?
			palloc(sizeof(BzViolation) * list->space) :
			repalloc(list->items, sizeof(BzViolation) * list->space);
	}
	list->items[list->kept++] = *v;
}

/*
 * May the user who ran the statement see figures of the book's accounts?  As
 * in ri_ReportViolation: not without SELECT, and not where row security might
 * hide them.
 */
bool
bz_may_read(BzBook *book)
{
	Oid			user = bz_acting_user();

	return pg_class_aclcheck(book->account, user, ACL_SELECT) == ACLCHECK_OK &&
		check_enable_rls(book->account, user, true) != RLS_ENABLED;
}

/*
 * Is there an approved excess at the unit that covers this one (rows of
 * rule_exception)?  excess is 0 where any exception in force will do; a
 * post_type of 0 asks for exceptions that name none.
 */
bool
bz_excused(BzBook *book, const char *rule, int32 unit, int32 post_type, int64 excess)
{
	Datum		values[3];

	values[0] = CStringGetTextDatum(rule);
	values[1] = Int32GetDatum(unit);
	values[2] = Int32GetDatum(post_type);
	(void) bz_plan_run(book, &exception_query, values, NULL, false);
	return bz_result_int4(0, 1, NULL) >= excess;
}

static Names
look_up_names(BzBook *book, const BzViolation *v)
{
	Names		names = {0};
	Datum		values[2];

	values[0] = Int32GetDatum(v->holder);
	values[1] = Int32GetDatum(v->post_type);
	if (bz_plan_run(book, &names_query, values, NULL, false) == 1)
	{
		names.holder = bz_result_text(0, 1);
		names.region = bz_result_text(0, 2);
		names.post_type = bz_result_text(0, 3);
	}
	if (names.holder == NULL)
		names.holder = psprintf("%d", v->holder);
	if (names.post_type == NULL)
		names.post_type = psprintf("%d", v->post_type);
	if (v->person != 0)
	{
		values[0] = Int64GetDatum(v->person);
		if (bz_plan_run(book, &person_query, values, NULL, false) == 1)
			names.person = bz_result_text(0, 1);
	}
	if (names.person == NULL)
		names.person = psprintf(INT64_FORMAT, v->person);
	return names;
}

/* One sentence that says what is refused. */
static char *
describe(const BzViolation *v, const Names *n)
{
	if (v->message != NULL)
		return v->message;
	switch (v->sqlstate)
	{
		case ERRCODE_BZ_OVER_ESTABLISHMENT:
			return psprintf(_("%s has no free %s post"), n->holder, n->post_type);
		case ERRCODE_BZ_OVER_LEADERSHIP:
			return psprintf(_("%s has no free leadership post %s"), n->holder, n->post_type);
		case ERRCODE_BZ_OVER_CEILING:
		case ERRCODE_BZ_POOL_EXHAUSTED:
			return psprintf(_("%s has not enough %s posts"), n->holder, n->post_type);
		case ERRCODE_BZ_MIXED_ESTABLISHMENT:
			return psprintf(_("%s may not use %s posts"), n->holder, n->post_type);
		case ERRCODE_BZ_OUTSIDE_VALIDITY:
			return psprintf(_("%s does not exist on %s"), n->holder,
							DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(v->on))));
		case ERRCODE_BZ_DOUBLE_POST:
			return psprintf(_("%s already holds a post at that time"), n->person);
		case ERRCODE_BZ_CONCURRENT_POST:
			return psprintf(_("%s already holds a leadership post that counts: %s at %s"), n->person,
							n->post_type, n->holder);
		case ERRCODE_BZ_WARNING:
			return psprintf(_("%s is not of working age on %s"), n->person,
							DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(v->on))));
		default:
			return psprintf(_("rule %s is broken at %s"), v->rule, n->holder);
	}
}

/* The figures, one line for each violation. */
static char *
figures(const BzViolation *v, const Names *n)
{
	if (v->detail != NULL)
		return v->detail;
	switch (v->sqlstate)
	{
		case ERRCODE_BZ_OVER_ESTABLISHMENT:
		case ERRCODE_BZ_OVER_LEADERSHIP:
		case ERRCODE_BZ_OVER_CEILING:
		case ERRCODE_BZ_POOL_EXHAUSTED:
			return psprintf(_("%s, %s: approved %lld, strength %lld, reserved %lld, requested %lld."),
							n->holder, n->post_type, (long long) v->approved,
							(long long) v->strength, (long long) v->reserved,
							(long long) v->requested);
		case ERRCODE_BZ_DOUBLE_POST:
		case ERRCODE_BZ_CONCURRENT_POST:
			return psprintf(_("%s: another record covers %s."), n->person,
							DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(v->on))));
		case ERRCODE_BZ_WARNING:
			return psprintf(_("%s: effective on %s."), n->person,
							DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(v->on))));
		default:
			return v->message != NULL ? psprintf(_("%s."), v->message) :
				psprintf(_("%s, %s."), n->holder, n->post_type);
	}
}

static const char *
way_out(const BzViolation *v)
{
	if (v->hint != NULL)
		return v->hint;
	switch (v->sqlstate)
	{
		case ERRCODE_BZ_OVER_ESTABLISHMENT:
			return _("Release someone first, have posts allocated or transferred here by a document, or have an excess approved as a row of rule_exception (document, allowance, expiry).");
		case ERRCODE_BZ_OVER_LEADERSHIP:
			return _("Dismiss the present holder first, have leadership posts allocated by a document, or appoint without counting (counts = false) where a concurrent post is lawful.");
		case ERRCODE_BZ_POOL_EXHAUSTED:
			return _("Approve fewer, wait for loans to be returned or reclaim those that are due (pool_reclaim()), or add posts to the pool with pool_fund().");
		case ERRCODE_BZ_OVER_CEILING:
			return _("Record the higher level's grant with grant_ceiling(), or free posts elsewhere with reduce_posts().");
		case ERRCODE_BZ_MIXED_ESTABLISHMENT:
			return _("Choose a kind of post that table admissibility lists for the unit's class, or have the class of the unit changed by a document.");
		case ERRCODE_BZ_OUTSIDE_VALIDITY:
			return _("Check the effective date against the unit's establishment and abolition.");
		case ERRCODE_BZ_DOUBLE_POST:
			return _("Release the person from the other post first, or use transfer_person(), which leaves one unit and enters the other in one act.");
		case ERRCODE_BZ_CONCURRENT_POST:
			return _("Dismiss the person from the other post first, or appoint without counting (counts => false, with uncounted_reason) where a concurrent post is lawful.");
		case ERRCODE_BZ_WARNING:
			return _("Check the birth date in the resident id and the retirement group of the person.");
		default:
			return NULL;
	}
}

static void
record_finding(BzBook *book, const BzViolation *v, const Names *n, const BzRule *rule)
{
	Datum		values[8];
	char		nulls[8] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
	const char *hint = way_out(v);

	values[0] = CStringGetTextDatum(v->thing != NULL ?
									psprintf("%s/%s", v->rule, v->thing) :
									v->person != 0 ?
									psprintf("%s/p" INT64_FORMAT, v->rule, v->person) :
									psprintf("%s/%d/%d", v->rule, v->holder, v->post_type));
	values[1] = CStringGetTextDatum(v->rule);
	values[2] = CStringGetTextDatum(rule ? rule->level : "warning");
	values[3] = Int32GetDatum(v->holder);
	values[4] = Int32GetDatum(v->post_type);
	nulls[3] = v->holder > 0 ? ' ' : 'n';
	nulls[4] = v->post_type > 0 ? ' ' : 'n';
	values[5] = CStringGetTextDatum(v->person != 0 ? n->person : n->holder);
	values[6] = CStringGetTextDatum(v->figures != NULL ? v->figures :
									psprintf("{\"approved\": " INT64_FORMAT ", \"strength\": " INT64_FORMAT
											 ", \"reserved\": " INT64_FORMAT ", \"requested\": " INT64_FORMAT "}",
											 v->approved, v->strength, v->reserved, v->requested));
	values[7] = hint ? CStringGetTextDatum(hint) : (Datum) 0;
	nulls[7] = hint ? ' ' : 'n';
	(void) bz_plan_run(book, &finding_query, values, nulls, false);
}

/* Raise or warn: v is the first of count violations that detail lists. */
static void
announce(BzBook *book, Relation rel, int elevel, const BzViolation *v,
	  const char *message, int count, const char *detail)
{
	const char *hint = way_out(v);
	int			sqlstate = elevel == WARNING ? ERRCODE_BZ_WARNING : v->sqlstate;

	ereport(elevel,
			(errcode(sqlstate),
			 count == 1 ? errmsg_internal("%s", message) :
			 errmsg("%s (and %d more)", message, count - 1),
			 bz_may_read(book) && detail[0] != '\0' ? errdetail_internal("%s", detail) : 0,
			 hint ? errhint("%s", hint) : 0,
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, v->rule)));
}

/*
 * Settle what a statement broke: findings and warnings as the rules say, then
 * one error for all that blocks, with their number and the first
 * bianzhi.max_reported of them.
 */
void
bz_violation_settle(BzBook *book, Relation rel, BzViolations *list)
{
	StringInfoData detail;
	const BzViolation *first = NULL;
	char	   *message = NULL;
	int			blocked = list->count - list->kept;

	initStringInfo(&detail);
	for (int i = 0; i < list->kept; i++)
	{
		const BzViolation *v = &list->items[i];
		Names		names = {0};
		const BzRule *rule;
		bool		name_it = blocked < bz_max_reported || first == NULL;

		/* past the reported ones only the mode matters; unnamed regions inherit */
		if (name_it || i < bz_max_reported)
			names = look_up_names(book, v);
		rule = bz_book_rule(book, v->rule, names.region);
		if (rule == NULL || (rule->mode == BZ_BLOCK && !v->soften))
		{
			if (first == NULL)
			{
				first = v;
				message = describe(v, &names);
			}
			if (blocked++ < bz_max_reported)
				appendStringInfo(&detail, "%s%s", detail.len ? "\n" : "", figures(v, &names));
			continue;
		}
		if (names.holder == NULL)
			names = look_up_names(book, v);
		record_finding(book, v, &names, rule);
		if (rule->mode != BZ_TRACK)
			announce(book, rel, WARNING, v, describe(v, &names), 1, figures(v, &names));
	}
	if (first != NULL)
		announce(book, rel, ERROR, first, message, blocked, detail.data);
}

/* A fact that claims to hold from a day that has not come. */
void
bz_violation_future(Relation rel, const char *column, DateADT given)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_FUTURE_DATE),
			 errmsg("%s %s is in the future", column,
					DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(given)))),
			 errhint("Record the fact on the day it takes effect; permit_use() reserves posts until then."),
			 errtable(rel)));
}

/* Rule document_missing: every fact cites an approval (design, invariant 2). */
void
bz_violation_no_document(Relation rel)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_DOCUMENT_MISSING),
			 errmsg("a row of \"%s\" cites no document", RelationGetRelationName(rel)),
			 errhint("Register the approval with record_document() and cite it, or SET bianzhi.document to its number for the session."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "document_missing")));
	pg_unreachable();
}

/* A reference to something the book does not have. */
void
bz_violation_no_such(Relation rel, const char *column, const char *value)
{
	ereport(ERROR,
			(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
			 errmsg("%s %s of \"%s\" does not exist", column, value, RelationGetRelationName(rel)),
			 errhint("Record it first, or correct the value."),
			 errtablecol(rel, bz_trigger_column(rel, column)),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME,
								psprintf("%s_%s_exists", RelationGetRelationName(rel), column))));
	pg_unreachable();
}
