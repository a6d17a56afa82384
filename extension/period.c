/*-------------------------------------------------------------------------
 *
 * period.c
 *	  The month of a region: freezing, lifting that, signing off, closing.
 *
 * What is done stands in functions of the book (78_period.sql, 79_close.sql), which only
 * this room calls: it first sees who asks, and takes the locks of the gate, so
 * that what the functions read is settled.  The tables are guarded: nobody
 * else writes them.
 *
 * What may not live here: the gate (gate.c); what a month is sealed with
 * (seal.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "replication/logicalworker.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

typedef struct Act
{
	const char *name;
	bool		waits_for_writers;
	BzQuery		query;
} Act;

static const Act acts[] = {
	{"freeze", true, {"SELECT @.freeze_now($1, $2, $3)", 3, {TEXTOID, DATEOID, TEXTOID}}},
	{"unfreeze", true, {"SELECT @.unfreeze_now($1, $2, $3)", 3, {TEXTOID, DATEOID, TEXTOID}}},
	{"close", false, {"SELECT @.close_now($1, $2, $3)", 3, {TEXTOID, DATEOID, TEXTOID}}},
};

/* "2019-03" */
char *
bz_month_text(DateADT month)
{
	int			y;
	int			m;
	int			d;

	j2date(month + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return psprintf("%04d-%02d", y, m);
}

/* Those who may UPDATE table period may freeze, lift and close. */
static Oid
check_may_change(Oid nspoid)
{
	Oid			period = get_relname_relid("period", nspoid);

	if (!OidIsValid(period))
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("schema \"%s\" is not a complete book", get_namespace_name(nspoid)),
				 errdetail("It has no table \"period\".")));
	if (pg_class_aclcheck(period, GetUserId(), ACL_UPDATE) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("you may not freeze or close months of this book"),
				 errhint("Ask its owner to GRANT UPDATE ON period to you.")));
	return period;
}

PG_FUNCTION_INFO_V1(bianzhi_change_period);

/*
 * change_period(book regclass, act text, region text, month date, reason text)
 * RETURNS int: how many regions' months were changed.  What the locks made us
 * wait for must be seen, so the statement may not keep an older snapshot.
 */
Datum
bianzhi_change_period(PG_FUNCTION_ARGS)
{
	Oid			nspoid = PG_ARGISNULL(0) ? InvalidOid : get_rel_namespace(PG_GETARG_OID(0));
	char	   *name = PG_ARGISNULL(1) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(1));
	const Act  *act = NULL;
	Oid			period;
	Datum		values[3];
	int32		changed;

	for (int i = 0; i < (int) lengthof(acts); i++)
		if (strcmp(name, acts[i].name) == 0)
			act = &acts[i];
	if (act == NULL || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", act == NULL ? "act" : PG_ARGISNULL(2) ? "region" : "month"),
				 errhint("Give a value for it.")));
	period = check_may_change(nspoid);
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a month cannot be frozen or closed in a transaction that keeps an older snapshot"),
				 errhint("Run it in a transaction of isolation level READ COMMITTED.")));
	bz_gate_shut(nspoid, !act->waits_for_writers);
	values[0] = PG_GETARG_DATUM(2);
	values[1] = PG_GETARG_DATUM(3);
	values[2] = PG_ARGISNULL(4) ? (Datum) 0 : PG_GETARG_DATUM(4);
	SPI_connect();
	(void) bz_plan_run(bz_book_open(nspoid), &act->query, values, PG_ARGISNULL(4) ? "  n" : NULL, false);
	changed = bz_result_int4(0, 1, NULL);
	SPI_finish();
	/* also where session_replication_role keeps the trigger from telling */
	CacheInvalidateRelcacheByRelid(period);
	PG_RETURN_INT32(changed);
}

PG_FUNCTION_INFO_V1(bianzhi_guard_period);

/* BEFORE STATEMENT on what only freeze(), unfreeze(), close_period() and the gate write. */
Datum
bianzhi_guard_period(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "guard_period", false, true, BZ_ON_ANY);
	Relation	rel = trigdata->tg_relation;

	if (bz_plan_in_engine() || IsLogicalWorker())
		return PointerGetDatum(NULL);
	ereport(ERROR,
			(errcode(ERRCODE_BZ_PERIOD_CLOSED),
			 errmsg("\"%s\" cannot be written by hand", RelationGetRelationName(rel)),
			 errdetail("Months are changed by the functions of the book only; what was closed and sealed never changes."),
			 errhint("Use freeze(), unfreeze() and close_period(); a late fact is recorded with its true date and reported in the open month."),
			 errtable(rel),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "period_closed")));
	return PointerGetDatum(NULL);	/* keep compiler quiet */
}

/* ----
 * Refusals that the book's functions ask for
 * ----
 */

typedef struct Problem
{
	const char *name;
	int			sqlstate;
	const char *rule;
	const char *message;		/* region, month */
	const char *detail;			/* what the function gave, or NULL */
	const char *hint;
} Problem;

static const Problem problems[] = {
	{
		"closed", ERRCODE_BZ_PERIOD_CLOSED, "period_closed",
		gettext_noop("region %s: %s is closed"),
		gettext_noop("Closed %s."),
		gettext_noop("A closed month never changes: record what is late now, with its true date; it is reported in the open month.")
	},
	{
		"frozen", ERRCODE_BZ_PERIOD_FROZEN, "period_frozen",
		gettext_noop("region %s: %s is frozen already"),
		gettext_noop("Frozen %s."),
		gettext_noop("Sign it off and close it, or lift the freeze with unfreeze().")
	},
	{
		"not frozen", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s is not frozen"),
		NULL,
		gettext_noop("Freeze it with freeze(); sign-offs and closing come after that.")
	},
	{
		"not closed", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s is not closed"),
		NULL,
		gettext_noop("A month is sealed by close_period(); one that was closed with another region is in that one's seal.")
	},
	{
		"frozen with", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s was frozen together with another region"),
		gettext_noop("Frozen with %s."),
		gettext_noop("Lift or close that one's, which does so for all that were frozen with it; or have an exception granted with reopen_exception().")
	},
	{
		"order", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s is not the month to be frozen now"),
		gettext_noop("The next one is %s."),
		gettext_noop("Months are frozen and closed one after the other.")
	},
	{
		"below", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s waits for regions below it"),
		gettext_noop("They are %s."),
		gettext_noop("Let these close that month first, or bring them to it so that they are frozen with this one.")
	},
	{
		"unsigned", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s is not signed off"),
		gettext_noop("Missing are %s."),
		gettext_noop("Each section checks with check_rules() after the freeze, then signs with sign_off().")
	},
	{
		"findings", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s has open findings of level error"),
		gettext_noop("They are %s."),
		gettext_noop("Put them right, or have them excepted by a document; or close with a reason, which is printed on the seal.")
	},
	{
		"formulas", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: reports of %s do not add up"),
		gettext_noop("Audit formulas that fail: %s."),
		gettext_noop("report_check() shows each of them; put the figures right, or close with a reason, which is printed on the seal.")
	},
	{
		"no check", ERRCODE_BZ_PERIOD_STATE, "period_state",
		gettext_noop("region %s: %s was not checked since it was frozen"),
		NULL,
		gettext_noop("Run check_rules(), look at what it finds, then sign.")
	},
	{
		"not member", ERRCODE_INSUFFICIENT_PRIVILEGE, NULL,
		gettext_noop("region %s: %s may be signed by members of one role only"),
		gettext_noop("It is \"%s\"."),
		gettext_noop("Let one of them sign, or have the role granted to you.")
	},
};

static void
refuse(const char *problem, const char *region, DateADT month, const char *given)
{
	const Problem *p = &problems[0];

	for (int i = 0; i < (int) lengthof(problems); i++)
		if (strcmp(problem, problems[i].name) == 0)
			p = &problems[i];
	ereport(ERROR,
			(errcode(p->sqlstate),
			 errmsg(p->message, region, bz_month_text(month)),
			 p->detail != NULL ? errdetail(p->detail, given) : 0,
			 errhint("%s", _(p->hint)),
			 p->rule != NULL ? err_generic_string(PG_DIAG_CONSTRAINT_NAME, p->rule) : 0));
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_period);

/*
 * refuse_period(problem text, region text, month date, given text) RETURNS
 * int: never returns.
 */
Datum
bianzhi_refuse_period(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", PG_ARGISNULL(1) ? "region" : "month"),
				 errhint("Give a value for it.")));
	refuse(text_to_cstring(PG_GETARG_TEXT_PP(0)), text_to_cstring(PG_GETARG_TEXT_PP(1)),
		   PG_GETARG_DATEADT(2), PG_ARGISNULL(3) ? "?" : text_to_cstring(PG_GETARG_TEXT_PP(3)));
	PG_RETURN_NULL();			/* keep compiler quiet */
}

/* ----
 * Signing
 * ----
 */

/* the month's state, the role that may sign, the last check since the freeze */
static const BzQuery sign_query = {
	"SELECT (SELECT p.state FROM @.period p WHERE p.region" BZ_EQ "$1 AND p.month" BZ_EQ "$2),"
	" (SELECT s.role FROM @.section s WHERE s.region" BZ_EQ "$1 AND s.code" BZ_EQ "$3 AND s.active),"
	" (SELECT pg_catalog.max(r.id) FROM @.check_run r JOIN @.period p ON r.run_at OPERATOR(pg_catalog.>) p.frozen_at"
	" WHERE p.region" BZ_EQ "$1 AND p.month" BZ_EQ "$2),"
	" (SELECT p.closed_at FROM @.period p WHERE p.region" BZ_EQ "$1 AND p.month" BZ_EQ "$2)",
	3, {TEXTOID, DATEOID, TEXTOID}
};

/* Refuse who may not sign; returns the check that the signature rests on. */
static int64
check_signature(BzBook *book, Relation rel, Datum *values)
{
	char	   *region = TextDatumGetCString(values[0]);
	DateADT		month = DatumGetDateADT(values[1]);
	char	   *state;
	char	   *role;
	Oid			roleid;
	bool		isnull;
	int64		check;

	(void) bz_plan_run_latest(book, &sign_query, values);
	state = bz_result_text(0, 1);
	role = bz_result_text(0, 2);
	check = bz_result_int8(0, 3, &isnull);
	if (role == NULL)
		bz_violation_no_such(rel, "section", TextDatumGetCString(values[2]));
	roleid = get_role_oid(role, true);
	if (!OidIsValid(roleid) || !is_member_of_role_nosuper(GetSessionUserId(), roleid))
		refuse("not member", region, month, role);
	if (state != NULL && strcmp(state, "closed") == 0)
		refuse("closed", region, month, bz_result_text(0, 4));
	if (state == NULL || strcmp(state, "frozen") != 0)
		refuse("not frozen", region, month, "");
	if (isnull)
		refuse("no check", region, month, "");
	return check;
}

PG_FUNCTION_INFO_V1(bianzhi_sign);

/*
 * BEFORE INSERT FOR EACH ROW on sign_off: by a member of the section's role
 * (a superuser is none unless he was made one), on a frozen month that was
 * checked since.  Neither freeze() nor close_period() meanwhile.
 */
Datum
bianzhi_sign(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "sign", true, true, BZ_ON_INSERT);
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	static const char *const given[] = {"region", "month", "section"};
	int			columns[3];
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	if (IsLogicalWorker())
		return PointerGetDatum(trigdata->tg_trigtuple);
	for (int i = 0; i < (int) lengthof(given); i++)
	{
		values[i] = heap_getattr(trigdata->tg_trigtuple, bz_trigger_column(rel, given[i]), desc, &nulls[i]);
		if (nulls[i])
			return PointerGetDatum(trigdata->tg_trigtuple); /* NOT NULL says so */
	}
	bz_gate_enter(RelationGetNamespace(rel));
	SPI_connect();
	values[0] = Int64GetDatum(check_signature(bz_book_of(rel), rel, values));
	SPI_finish();
	columns[0] = bz_trigger_column(rel, "check_run_id");
	columns[1] = bz_trigger_column(rel, "signed_at");
	columns[2] = bz_trigger_column(rel, "signed_by");
	values[1] = TimestampTzGetDatum(GetCurrentTimestamp());
	values[2] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	return PointerGetDatum(heap_modify_tuple_by_cols(trigdata->tg_trigtuple, desc, 3,
													 columns, values, nulls));
}

PG_FUNCTION_INFO_V1(bianzhi_check_period_exception);

/*
 * BEFORE INSERT OR UPDATE FOR EACH ROW on period_exception: for a role that
 * exists and is not who grants it; it may end earlier, never later.
 */
Datum
bianzhi_check_period_exception(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "check_period_exception", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Relation	rel = trigdata->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	bool		isnull;
	char	   *user = GetUserNameFromId(GetSessionUserId(), false);
	char	   *role;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	/* roles belong to a cluster: a copy need not have them */
	if (IsLogicalWorker())
		return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
							   trigdata->tg_newtuple : trigdata->tg_trigtuple);
	if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
	{
		int			until = bz_trigger_column(rel, "until");
		Datum		before = heap_getattr(trigdata->tg_trigtuple, until, desc, &isnull);
		Datum		after = heap_getattr(trigdata->tg_newtuple, until, desc, &isnull);

		if (!isnull && DatumGetTimestampTz(after) > DatumGetTimestampTz(before))
			ereport(ERROR,
					(errcode(ERRCODE_BZ_APPEND_ONLY),
					 errmsg("an exception is not extended"),
					 errhint("Grant a new one with reopen_exception()."),
					 errtable(rel),
					 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "append_only")));
		return PointerGetDatum(trigdata->tg_newtuple);
	}
	role = SPI_getvalue(trigdata->tg_trigtuple, desc, bz_trigger_column(rel, "role"));
	if (role != NULL && !OidIsValid(get_role_oid(role, true)))
		bz_violation_no_such(rel, "role", role);
	if (role != NULL && strcmp(role, user) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_SELF_REVIEW),
				 errmsg("nobody grants an exception to himself"),
				 errhint("Let somebody else grant it."),
				 errtable(rel),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "self_review")));
	columns[0] = bz_trigger_column(rel, "recorded_at");
	columns[1] = bz_trigger_column(rel, "recorded_by");
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(user);
	return PointerGetDatum(heap_modify_tuple_by_cols(trigdata->tg_trigtuple, desc, 2, columns, values, nulls));
}
