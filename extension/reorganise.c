/*-------------------------------------------------------------------------
 *
 * reorganise.c
 *	  Refusals of the acts that move posts, people and duties together
 *	  (73_reorganise, 73_split): one error lists everything that is wrong with the
 *	  request, a line each, so that it is corrected in one round.
 *
 * The acts themselves are SQL and run with the caller's rights; what may not
 * live here is anything that writes.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "utils/builtins.h"

/* What a request may have wrong: given is what was said, have and want are figures. */
static const struct
{
	const char *code;
	const char *line;
}			problems[] = {
	{"same unit", gettext_noop("unit %s is both where it comes from and where it goes to")},
	{"posts", gettext_noop("posts must be an object of kinds and numbers, not %s")},
	{"quantity", gettext_noop("a number of posts must be a whole number above zero: %s")},
	{"post type", gettext_noop("unknown kind of post: %s")},
	{"person", gettext_noop("not in a post of the unit: %s")},
	{"few", gettext_noop("a merger needs at least two units: %s")},
	{"no target", gettext_noop("neither the unit that remains nor the name of a new one is given")},
	{"twice", gettext_noop("named more than once: %s")},
	{"ended", gettext_noop("has ended: %s")},
	{"itself", gettext_noop("cannot go into itself: %s")},
	{"below", gettext_noop("cannot go into a unit below itself: %s")},
	{"kind", gettext_noop("bodies and divisions are not merged with each other: %s")},
	{"other kind", gettext_noop("a body is split into bodies, a division into divisions: %s")},
	{"other body", gettext_noop("divisions are merged within one body, not across: %s")},
	{"no parts", gettext_noop("there are no parts: give an array of objects")},
	{"object", gettext_noop("not an object: %s")},
	{"key", gettext_noop("unknown key: %s")},
	{"list", gettext_noop("must be an array: %s")},
	{"name or into", gettext_noop("give either name, for a new unit, or into, for one that is there")},
	{"nothing", gettext_noop("gets no posts, people, duties or divisions: %s")},
	{"posts there", gettext_noop("more posts than the unit has: %s")},
	{"no unit", gettext_noop("no such unit: %s")},
	{"no person", gettext_noop("not in a post of the unit: %s")},
	{"no duty", gettext_noop("not a duty of the unit: %s")},
	{"no division", gettext_noop("not a division of the unit: %s")},
	{"not unique", gettext_noop("could mean several, name it by #id: %s")},
};

static char *
argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? pstrdup("?") : text_to_cstring(PG_GETARG_TEXT_PP(n));
}

PG_FUNCTION_INFO_V1(bianzhi_reform_problem);

/*
 * reform_problem(code text, part int, given text, have int, want int) RETURNS
 * text: one line of what is wrong, in the reader's language.
 */
Datum
bianzhi_reform_problem(PG_FUNCTION_ARGS)
{
	char	   *code = argument(fcinfo, 0);
	char	   *given = argument(fcinfo, 2);
	char	   *line = given;

	for (int i = 0; i < (int) lengthof(problems); i++)
		if (strcmp(code, problems[i].code) == 0)
			line = psprintf(_(problems[i].line), given);
	if (!PG_ARGISNULL(3) && !PG_ARGISNULL(4))
		line = psprintf(_("%s (there are %d, asked for %d)"), line, PG_GETARG_INT32(3), PG_GETARG_INT32(4));
	if (!PG_ARGISNULL(1))
		line = psprintf(_("part %d: %s"), PG_GETARG_INT32(1), line);
	PG_RETURN_TEXT_P(cstring_to_text(line));
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_reform);

/* refuse_reform(act text, problems text) RETURNS text: never returns. */
Datum
bianzhi_refuse_reform(PG_FUNCTION_ARGS)
{
	char	   *act = argument(fcinfo, 0);
	char	   *detail = argument(fcinfo, 1);

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 strcmp(act, "merge") == 0 ? errmsg("units cannot be merged in this way") :
			 strcmp(act, "split") == 0 ? errmsg("the unit cannot be split in this way") :
			 errmsg("posts and people cannot be moved in this way"),
			 errdetail_internal("%s", detail),
			 errhint("Nothing was changed; correct what is listed and try again."),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "reorganise")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}
