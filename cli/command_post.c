/*-------------------------------------------------------------------------
 *
 * command_post.c
 *	  Commands on posts: the ledger, priorities, reductions, permits.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

/* ---- posts ------------------------------------------------------------- */

static const CmdOption post_grant_options[] = {
	OPERAND("region", N_("region code"), "region"),
	THE_POST_TYPE, THE_QUANTITY, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption post_unit_options[] = {
	THE_UNIT, THE_POST_TYPE, THE_QUANTITY, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption post_transfer_options[] = {
	OPERAND("from-unit", N_("unit that gives, or reserve[:REGION]"), "from_unit"),
	OPERAND("to-unit", N_("unit that receives, or reserve[:REGION]"), "to_unit"),
	THE_POST_TYPE, THE_QUANTITY, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption post_convert_options[] = {
	THE_UNIT,
	OPERAND("from-type", N_("kind of post that becomes less"), "from_type"),
	OPERAND("to-type", N_("kind of post that becomes more"), "to_type"),
	THE_QUANTITY, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption post_reverse_options[] = {
	OPERAND("entry", N_("number of the entry to reverse"), "entry"),
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption post_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	OPTION("post-type", 't', N_("TYPE"), N_("only this kind of post"), NULL),
	OPTION("region", 'r', N_("CODE"), N_("only units and funds of this region"), NULL),
	SWITCH("full", 'f', N_("only accounts without a vacancy"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption post_plan_options[] = {
	THE_POST_TYPE, THE_QUANTITY,
	OPTION("region", 'r', N_("CODE"), N_("region whose reserve is given out (default: the book's)"), NULL),
	OPTION("as-of", 'a', N_("DATE"), N_("state of this day"), NULL),
	SWITCH("explain", 'x', N_("say for each unit how its figure comes about"), NULL, "true"),
	END_OF_OPTIONS
};

/* ---- priorities -------------------------------------------------------- */

static const CmdOption priority_set_options[] = {
	THE_UNIT,
	OPERAND("weight", N_("how many times an ordinary unit it counts"), "weight"),
	OPTION("kind", 'k', N_("CODE"), N_("new (newly formed) or key (default: key)"), "kind"),
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption priority_end_options[] = {
	THE_UNIT, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption priority_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	SWITCH("all", 'a', N_("also what has ended"), NULL, "true"),
	END_OF_OPTIONS
};

/* ---- working off an excess --------------------------------------------- */

static const CmdOption reduction_add_options[] = {
	THE_UNIT, THE_POST_TYPE,
	REQUIRED("steps", 's', "JSON", N_("days and what may still be in excess from each on, as {\"2030-12-31\": 2, \"2031-12-31\": 0}"), "steps"),
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption reduction_end_options[] = {
	OPERAND("plan", N_("number of the plan to work off an excess"), "plan"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption reduction_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	END_OF_OPTIONS
};

/* ---- permits ----------------------------------------------------------- */

static const CmdOption permit_add_options[] = {
	THE_UNIT, THE_POST_TYPE, THE_QUANTITY,
	REQUIRED("expires-on", 'x', N_("DATE"), N_("last day of validity"), "expires_on"),
	OPTION("entry-reason", 'E', N_("CODE"), N_("way of entry the permit is for"), "entry_reason"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption permit_cancel_options[] = {
	OPERAND("permit", N_("number of the permit"), "permit"),
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	END_OF_OPTIONS
};

static const CmdOption permit_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	SWITCH("all", 'a', N_("also what is used up, cancelled or lapsed"), NULL, "true"),
	END_OF_OPTIONS
};

/* ---- the rows --------------------------------------------------------- */

const Command post_commands[] = {
	{"post", "grant", N_("record posts granted to a region from above"),
		CMD_CALL, "grant_ceiling", sql_entry_made,
		N_("granted on {number}: {lines}: entry {entry_id}"),
	post_grant_options, 0, NULL},
	{"post", "allocate", N_("give posts from the region's reserve to a unit"),
		CMD_CALL, "allocate", sql_entry_made,
		N_("allocated on {number}: {lines}: entry {entry_id}"),
	post_unit_options, 0, NULL},
	{"post", "reduce", N_("take posts of a unit back to the region's reserve"),
		CMD_CALL, "reduce_posts", sql_entry_made,
		N_("reduced on {number}: {lines}: entry {entry_id}"),
	post_unit_options, 0, NULL},
	{"post", "transfer", N_("move posts from one unit to another"),
		CMD_CALL, "transfer_posts", sql_entry_made,
		N_("transferred on {number}: {lines}: entry {entry_id}"),
	post_transfer_options, 0, NULL},
	{"post", "convert", N_("turn posts of a unit into another kind of one category"),
		CMD_CALL, "convert_posts", sql_entry_made,
		N_("converted on {number}: {lines}: entry {entry_id}"),
	post_convert_options, 0, NULL},
	{"post", "reverse", N_("reverse an entry by a new one"),
		CMD_CALL, "reverse_entry", sql_entry_made,
		N_("reversed on {number}: {lines}: entry {entry_id}"),
	post_reverse_options, 0, NULL},
	{"post", "list", N_("list accounts: approved, reserved, strength, vacancy"),
	CMD_QUERY, sql_account_list, NULL, NULL, post_list_options, 0, NULL},
	{"post", "plan", N_("propose how to give posts of the reserve to units; keeps nothing"),
	CMD_QUERY, sql_post_plan, NULL, NULL, post_plan_options, CMDF_NARROW, NULL},

	{"priority", "set", N_("let a unit come first when posts are given out"),
		CMD_CALL, "set_priority", sql_priority_made,
		N_("{unit} has weight {weight} ({priority}) from {effective_on} on: priority {priority_id}"),
	priority_set_options, 0, NULL},
	{"priority", "end", N_("end a unit's priority"),
		CMD_CALL, "end_priority", sql_priority_made,
		N_("{unit} no longer comes first from {until} on: priority {priority_id}"),
	priority_end_options, 0, NULL},
	{"priority", "list", N_("list the units that come first when posts are given out"),
	CMD_QUERY, sql_priority_list, NULL, NULL, priority_list_options, 0, NULL},

	{"reduction", "add", N_("plan how an excess of a unit is worked off"),
		CMD_CALL, "plan_reduction", sql_reduction_made,
		N_("planned to work off {start_excess} {post_type_name} at {unit}: plan {reduction_id}"),
	reduction_add_options, 0, NULL},
	{"reduction", "end", N_("end a plan to work off an excess"),
		CMD_CALL, "end_reduction", sql_reduction_made,
		N_("ended plan {reduction_id} of {unit}, {post_type_name}, on {until}"),
	reduction_end_options, 0, NULL},
	{"reduction", "list", N_("show how far excesses are worked off"),
	CMD_QUERY, sql_reduction_list, NULL, NULL, reduction_list_options, CMDF_NARROW, NULL},

	{"permit", "add", N_("permit a unit to fill posts; reserves them"),
		CMD_CALL, "permit_use", sql_permit_made,
		N_("permitted {quantity} of {post_type_name} at {unit} until {expires_on}: permit {permit_id}"),
	permit_add_options, 0, NULL},
	{"permit", "cancel", N_("cancel a permit; frees what it still reserves"),
		CMD_CALL, "cancel_permit", sql_permit_made,
		N_("cancelled permit {permit_id}: {unused} of {post_type_name} at {unit} no longer reserved"),
	permit_cancel_options, 0, NULL},
	{"permit", "list", N_("list permits"),
	CMD_QUERY, sql_permit_list, NULL, NULL, permit_list_options, 0, NULL},
	NO_MORE_COMMANDS
};
