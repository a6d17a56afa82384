/*-------------------------------------------------------------------------
 *
 * replace.c
 *	  A new institution replaces an old one (撤一设一, rule
 *	  replace_one_for_one; domain R33).
 *
 * An institution is a body of class institution or reference_institution.  A
 * new one, from the day in the rule's parameter "since" on, names the one it
 * replaces (unit.replaces_id); without "since" only those are judged that name
 * one, so that books of offices without this policy are left in peace.  What
 * is named must
 *	 - be an institution,
 *	 - be of the same system: of the same category of system in the same
 *	   region, or below the same department in charge,
 *	 - have ended not later than the day on which the new one begins,
 *	 - be replaced only once,
 * and the establishment of the system must not grow by it.  That is counted
 * from the ledger, in posts of class establishment, whatever their kind: of
 * the entries with a line of the new one that cite its founding document or
 * take effect on its first day, and of those with a line of the old one that
 * cite that document or the one that ended it or take effect on its last day,
 *
 *	 got by the new one <= given by the old one + given by other institutions
 *						   of the system in the same entries.
 *
 * So posts may come through the reserve from the one replaced (it gives them
 * back, the new one is given as many), but from sister institutions only by a
 * transfer that names both; and posts of the old one that went to a sister
 * institution are not there for the new one.  What the new one gets later, by
 * another document, is an ordinary increase.  View "replacement" counts.
 *
 * Judged at commit, when the unit is made and again when an entry adds to it
 * (ledger.c), so that an act may take several statements in any order.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rel.h"

/* two that replace one come one after the other */
static const BzQuery lock_query = {
	"SELECT 1 FROM @.unit r WHERE r.id" BZ_EQ "(SELECT n.replaces_id FROM @.unit n WHERE n.id" BZ_EQ "$1)"
	" FOR NO KEY UPDATE OF r", 1, {INT4OID}
};

static const BzQuery replacement_query = {
	"SELECT p.unit, p.region, p.effective_on, p.replaced, p.replaced_until, p.institution_replaced,"
	" p.same_system, p.other_replacement, p.got, p.from_replaced, p.from_system"
	" FROM @.replacement p WHERE p.unit_id" BZ_EQ "$1", 1, {INT4OID}
};

/* One unit before the judge. */
typedef struct Case
{
	BzBook	   *book;
	int32		unit;
	DateADT		on;
	int64		growth;
	char	   *figures;
	BzViolations violations;
} Case;

static char *
date_text(DateADT date)
{
	return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(date)));
}

static bool
is_true(int column)
{
	char	   *value = bz_result_text(0, column);

	return value != NULL && value[0] == 't';
}

static void
add(Case *c, char *message, char *detail, char *hint, int64 excess)
{
	BzViolation v = {0};

	v.rule = "replace_one_for_one";
	v.sqlstate = ERRCODE_BZ_REPLACE_ONE_FOR_ONE;
	v.holder = c->unit;
	v.on = c->on;
	v.requested = excess;
	v.message = message;
	v.detail = detail;
	v.hint = hint;
	v.thing = psprintf("u%d", c->unit);
	v.figures = c->figures;
	bz_violation_add(&c->violations, &v);
}

/* What the one that is named must be. */
static void
judge_named(Case *c, const char *unit, const char *replaced)
{
	bool		open;
	DateADT		until = bz_result_int4(0, 5, &open);
	char	   *other = bz_result_text(0, 8);
	char	   *named = _("Name with replaces the institution of the same system that ends by the same document.");

	if (!is_true(6))
		add(c, psprintf(_("%s is no institution that %s could replace"), replaced, unit), NULL, named, 0);
	if (!is_true(7))
		add(c, psprintf(_("%s and %s do not belong to one system"), unit, replaced), NULL, named, 0);
	if (open || until > c->on)
		add(c, psprintf(_("%s has not ended when %s begins"), replaced, unit),
			open ? psprintf(_("%s begins on %s, %s goes on."), unit, date_text(c->on), replaced) :
			psprintf(_("%s begins on %s, %s ends on %s."), unit, date_text(c->on), replaced, date_text(until)),
			_("End the old one with abolish_unit() not later than the new one begins, in the same transaction at the latest."), 0);
	if (other != NULL)
		add(c, psprintf(_("%s is replaced by %s already"), replaced, other), NULL, named, 0);
}

static void
judge_posts(Case *c, const char *unit, const char *replaced)
{
	int32		got = bz_result_int4(0, 9, NULL);
	int32		from_replaced = bz_result_int4(0, 10, NULL);
	int32		from_system = bz_result_int4(0, 11, NULL);

	c->growth = (int64) got - from_replaced - from_system;
	if (c->growth <= 0)
		return;
	add(c, psprintf(_("%s gets more posts than the system gives up for it"), unit),
		psprintf(_("%s gets %d establishment posts; %s gave %d, other institutions of the system %d: %lld more."),
				 unit, got, replaced, from_replaced, from_system, (long long) c->growth),
		_("Move posts with transfer_posts() from institutions of the same system, or have the growth approved as a row of rule_exception (document, allowance, expiry)."),
		c->growth);
}

/* Keep what no approved exception covers. */
static void
excuse(Case *c)
{
	int			kept = 0;

	for (int i = 0; i < c->violations.kept; i++)
		if (!bz_excused(c->book, "replace_one_for_one", c->unit, 0, c->violations.items[i].requested))
			c->violations.items[kept++] = c->violations.items[i];
	c->violations.count = c->violations.kept = kept;
}

/* Judge an institution; others are of no concern.  The caller has called SPI_connect(). */
void
bz_replace_check(BzBook *book, Relation rel, int32 unit)
{
	Datum		value = Int32GetDatum(unit);
	Case		c = {0};
	const BzRule *rule;
	char	   *since;
	char	   *name;
	char	   *replaced;

	(void) bz_plan_run(book, &lock_query, &value, NULL, false);
	if (bz_plan_run_latest(book, &replacement_query, &value) == 0)
		return;
	name = bz_result_text(0, 1);
	replaced = bz_result_text(0, 4);
	c.book = book;
	c.unit = unit;
	c.on = bz_result_int4(0, 3, NULL);
	rule = bz_book_rule(book, "replace_one_for_one", bz_result_text(0, 2));
	since = bz_rule_text(rule, "since");
	if (rule == NULL || (replaced == NULL && since == NULL))
		return;
	if (since != NULL &&
		c.on < DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(since))))
		return;
	c.figures = psprintf("{\"got\": %s, \"from_replaced\": %s, \"from_system\": %s}",
						 bz_result_text(0, 9), bz_result_text(0, 10), bz_result_text(0, 11));
	if (replaced == NULL)
		add(&c, psprintf(_("%s replaces no institution"), name),
			psprintf(_("%s begins on %s; from %s on a new institution names the one it replaces."),
					 name, date_text(c.on), since),
			_("Name with replaces the institution of the same system that ends by the same document."), 0);
	else
	{
		judge_named(&c, name, replaced);
		judge_posts(&c, name, replaced);
	}
	excuse(&c);
	if (c.violations.count > 0)
		bz_violation_settle(book, rel, &c.violations);
}

PG_FUNCTION_INFO_V1(bianzhi_check_replacement);

/* Deferred constraint trigger on unit, for new institutions. */
Datum
bianzhi_check_replacement(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "check_replacement", true, false, BZ_ON_INSERT);
	bool		isnull;
	Datum		id = heap_getattr(t->tg_trigtuple, bz_trigger_column(t->tg_relation, "id"),
								  RelationGetDescr(t->tg_relation), &isnull);

	SPI_connect();
	bz_replace_check(bz_book_of(t->tg_relation), t->tg_relation, DatumGetInt32(id));
	SPI_finish();
	return PointerGetDatum(NULL);
}
