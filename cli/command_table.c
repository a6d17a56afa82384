/*-------------------------------------------------------------------------
 *
 * command_table.c
 *	  THE command table: every command of the client with its options, the
 *	  SQL it calls and one line of help.
 *
 * Parsing, help, the manual page and the shell completion are all made from
 * these rows, so they cannot drift from each other.  What may not live here:
 * code that does anything (run.c and the handlers), and long SQL (queries.c).
 *
 * For CMD_CALL and CMD_ROWS each option becomes a named argument of the book
 * function, bound as a parameter; an omitted option is left out, so that the
 * function's own default applies.  For CMD_QUERY the options are $1, $2, ...
 * in the order of the list, NULL when omitted.
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#define N_(x) gettext_noop(x)

#define OPERAND(name, help, param) \
	{name, 0, NULL, help, param, OPT_OPERAND | OPT_REQUIRED, NULL}
#define OPERAND_OPTIONAL(name, help, param) \
	{name, 0, NULL, help, param, OPT_OPERAND, NULL}
#define OPTION(name, letter, arg, help, param) \
	{name, letter, arg, help, param, 0, NULL}
#define REQUIRED(name, letter, arg, help, param) \
	{name, letter, arg, help, param, OPT_REQUIRED, NULL}
#define SWITCH(name, letter, help, param, value) \
	{name, letter, NULL, help, param, OPT_SWITCH, value}
#define END_OF_OPTIONS {NULL, 0, NULL, NULL, NULL, 0, NULL}

/* Operands and options that mean the same wherever they occur. */
#define THE_DOCUMENT \
	OPTION("document", 'D', N_("NUMBER"), N_("approving document, in any writing, or #id (default: the session's)"), "document")
#define THE_DATE \
	OPTION("effective-on", 'e', N_("DATE"), N_("first day in force (default: today)"), "effective_on")
#define THE_UNIT \
	OPERAND("unit", N_("unit by id, name, short name or credit code"), "unit")
#define THE_POST_TYPE \
	OPERAND("post-type", N_("kind of post by code or name"), "post_type")
#define THE_QUANTITY \
	OPERAND("quantity", N_("number of posts"), "quantity")
#define THE_PERSON \
	OPERAND("person", N_("person by 18-digit number, #id or unique name"), "person")

/* ---- options of all commands -------------------------------------------- */

const CmdOption global_options[] = {
	OPTION("book", 'B', N_("NAME"), N_("the book (default: BIANZHI_BOOK, or the only book)"), NULL),
	OPTION("format", 'o', N_("FORMAT"), N_("table, csv, json, html or markdown; of a drawing html or svg"), NULL),
	OPTION("output", 'O', N_("FILE"), N_("write the result to FILE"), NULL),
	SWITCH("bom", 0, N_("begin CSV with a byte order mark, for spreadsheets"), NULL, "on"),
	OPTION("headings", 0, "zh|en", N_("language of headings and code names"), NULL),
	SWITCH("all-columns", 'A', N_("in a table, also columns that are all zero or empty"), NULL, "on"),
	SWITCH("dry-run", 'n', N_("do it, show what would change, keep nothing"), NULL, "on"),
	SWITCH("quiet", 'q', N_("do not say what was done"), NULL, "on"),
	OPTION("dbname", 'd', N_("DBNAME"), N_("database to connect to"), NULL),
	OPTION("host", 'h', N_("HOSTNAME"), N_("database server host or socket directory"), NULL),
	OPTION("port", 'p', N_("PORT"), N_("database server port"), NULL),
	OPTION("username", 'U', N_("USERNAME"), N_("user name to connect as"), NULL),
	SWITCH("no-password", 'w', N_("never prompt for a password"), NULL, "on"),
	SWITCH("password", 'W', N_("prompt for a password before connecting"), NULL, "on"),
	SWITCH("version", 'V', N_("show the version, then exit"), NULL, "on"),
	SWITCH("help", '?', N_("show this help, then exit"), NULL, "on"),
	END_OF_OPTIONS
};

/* What "report" can print; the handler knows which take dates and units. */
const char *const report_names[] = {
	"monthly_establishment", "monthly_staffing", "monthly_leadership",
	"unit_lamp", "establishment_as_of", "post_ledger",
	"division_survey", "leadership_survey", "party_affairs_survey",
	"reduction_progress", NULL
};

/* ---- books --------------------------------------------------------------- */

static const CmdOption init_options[] = {
	OPERAND_OPTIONAL("name", N_("name of the new book, a schema name (or use --book)"), "name"),
	REQUIRED("region", 'r', N_("CODE"), N_("region code of the book (GB/T 2260)"), "region"),
	REQUIRED("title", 't', N_("TEXT"), N_("title of the book"), "title"),
	END_OF_OPTIONS
};

static const CmdOption no_options[] = {
	END_OF_OPTIONS
};

/* ---- units --------------------------------------------------------------- */

static const CmdOption unit_list_options[] = {
	OPTION("region", 'r', N_("CODE"), N_("only units of this region"), NULL),
	OPTION("class", 'c', N_("CODE"), N_("only units of this class"), NULL),
	OPTION("kind", 'k', N_("KIND"), N_("only body, division or group"), NULL),
	OPTION("name", 'N', N_("PART"), N_("only names that contain PART"), NULL),
	SWITCH("all", 'a', N_("also what has ended"), NULL, "true"),
	OPTION("as-of", 0, N_("DATE"), N_("names, ranks and parents of this day"), NULL),
	END_OF_OPTIONS
};

static const CmdOption unit_operand[] = {
	THE_UNIT,
	END_OF_OPTIONS
};

static const CmdOption unit_add_options[] = {
	OPERAND("name", N_("full name of the unit"), "name"),
	OPTION("class", 'c', N_("CODE"), N_("class, as organ or institution (default: the parent's)"), "class"),
	OPTION("parent", 'P', N_("UNIT"), N_("unit above it"), "parent"),
	OPTION("kind", 'k', N_("KIND"), N_("body, division or group (default: body)"), "kind"),
	OPTION("region", 'r', N_("CODE"), N_("region (default: the parent's or the book's)"), "region"),
	OPTION("rank", 'R', N_("CODE"), N_("rank of the unit"), "rank"),
	OPTION("system", 0, N_("CODE"), N_("system the unit belongs to"), "system"),
	OPTION("category", 0, N_("CODE"), N_("category of the unit"), "category"),
	OPTION("industry", 0, N_("CODE"), N_("industry"), "industry"),
	OPTION("supervisor", 'S', N_("UNIT"), N_("department in charge"), "supervisor"),
	OPTION("credit-code", 0, N_("CODE"), N_("unified social credit code (GB 32100)"), "credit_code"),
	OPTION("short-name", 's', N_("NAME"), N_("short name"), "short_name"),
	OPTION("replaces", 0, N_("UNIT"), N_("unit that is ended for this one"), "replaces"),
	OPTION("expires-on", 'x', N_("DATE"), N_("last day of a temporary body"), "expires_on"),
	OPTION("counterpart", 0, N_("NAME"), N_("counterpart department of the level above"), "counterpart"),
	OPTION("counterpart-divisions", 0, N_("COUNT"), N_("divisions of the counterpart"), "counterpart_divisions"),
	OPTION("party-body", 0, "committee|section", N_("organ Party committee, or Party affairs section"), "party_body"),
	THE_DOCUMENT,
	THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_end_options[] = {
	THE_UNIT,
	OPTION("successor", 0, N_("UNIT"), N_("unit that takes over"), "successor"),
	SWITCH("with-divisions", 0, N_("end its empty divisions, too"), "with_divisions", "true"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_rename_options[] = {
	THE_UNIT,
	OPERAND("name", N_("new full name"), "name"),
	OPTION("short-name", 's', N_("NAME"), N_("new short name (default: as it was)"), "short_name"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_move_options[] = {
	THE_UNIT,
	OPTION("parent", 'P', N_("UNIT"), N_("new unit above it; \"\" for the top"), "parent"),
	OPTION("supervisor", 'S', N_("UNIT"), N_("new department in charge; \"\" for none"), "supervisor"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_rank_options[] = {
	THE_UNIT,
	OPERAND("rank", N_("new rank, up or down"), "rank"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_nameplate_options[] = {
	THE_UNIT,
	OPERAND("name", N_("name on the plate"), "name"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_colocate_options[] = {
	THE_UNIT,
	OPERAND("with-unit", N_("unit whose offices it shares; \"\" to part again"), "with_unit"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_amend_options[] = {
	THE_UNIT,
	OPTION("short-name", 's', N_("NAME"), N_("short name; here and below \"\" takes it away"), "short_name"),
	OPTION("class", 'c', N_("CODE"), N_("class; must admit the posts the unit has"), "class"),
	OPTION("system", 0, N_("CODE"), N_("system the unit belongs to"), "system"),
	OPTION("category", 0, N_("CODE"), N_("category of the unit"), "category"),
	OPTION("industry", 0, N_("CODE"), N_("industry"), "industry"),
	OPTION("counterpart", 0, N_("NAME"), N_("counterpart department of the level above"), "counterpart"),
	OPTION("counterpart-divisions", 0, N_("COUNT"), N_("divisions of the counterpart"), "counterpart_divisions"),
	OPTION("expires-on", 'x', N_("DATE"), N_("last day of a temporary body"), "expires_on"),
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_party_options[] = {
	THE_UNIT,
	OPERAND("party-body", N_("committee, section, or \"\" for neither"), "party_body"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_extend_options[] = {
	THE_UNIT,
	OPERAND("expires-on", N_("new last day"), "expires_on"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_tree_options[] = {
	OPERAND_OPTIONAL("unit", N_("only this unit and what is below it"), NULL),
	OPTION("region", 'r', N_("CODE"), N_("only units of this region"), NULL),
	OPTION("depth", 'D', N_("COUNT"), N_("no more than COUNT levels; a unit says how many are folded into it"), NULL),
	SWITCH("no-divisions", 0, N_("without internal divisions"), NULL, "true"),
	END_OF_OPTIONS
};

/* The first four as for the tree: both ask the same of the book. */
static const CmdOption unit_chart_options[] = {
	OPERAND_OPTIONAL("unit", N_("only this unit and what is below it"), NULL),
	OPTION("region", 'r', N_("CODE"), N_("only units of this region"), NULL),
	OPTION("depth", 'D', N_("COUNT"), N_("no more than COUNT levels; a unit says how many are folded into it"), NULL),
	SWITCH("no-divisions", 0, N_("without internal divisions"), NULL, "true"),
	OPTION("paper", 'P', "A4|A3", N_("size of the paper, landscape (default: A3)"), NULL),
	END_OF_OPTIONS
};

static const CmdOption unit_ledger_options[] = {
	THE_UNIT,
	OPTION("as-of", 'a', N_("DATE"), N_("state of this day"), "as_of"),
	END_OF_OPTIONS
};

static const CmdOption unit_merge_options[] = {
	{"units", 0, NULL, N_("units that go; of several into a new one the first is its pattern"), "units",
	OPT_OPERAND | OPT_REQUIRED | OPT_LIST, NULL},
	OPTION("into", 'i', N_("UNIT"), N_("unit that remains (default: a new one)"), "into_unit"),
	OPTION("name", 'N', N_("NAME"), N_("name of the new unit, or new name of the one that remains"), "name"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption unit_split_options[] = {
	THE_UNIT,
	{"parts", 0, "JSON|@FILE", N_("array of parts: name or into, posts, persons, duties, divisions"), "parts",
	OPT_REQUIRED | OPT_TEXT, NULL},
	SWITCH("end", 0, N_("the unit itself ends; nothing may remain"), "keep", "false"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

/* ---- duties ---------------------------------------------------------------- */

#define THE_DUTY \
	OPERAND("duty", N_("duty by number, #number or name"), "duty")

static const CmdOption duty_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only duties of this unit"), NULL),
	OPTION("field", 'f', N_("CODE"), N_("only this field"), NULL),
	OPTION("as-of", 'a', N_("DATE"), N_("who held them on this day (default: today)"), NULL),
	END_OF_OPTIONS
};

static const CmdOption duty_operand[] = {
	THE_DUTY,
	END_OF_OPTIONS
};

static const CmdOption duty_add_options[] = {
	OPERAND("name", N_("name of the duty"), "name"),
	OPERAND("unit", N_("unit that holds it first"), "unit"),
	OPTION("field", 'f', N_("CODE"), N_("field of the duty, for finding overlaps"), "field"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption duty_assign_options[] = {
	THE_DUTY,
	OPERAND("unit", N_("unit that takes it over"), "unit"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption duty_end_options[] = {
	THE_DUTY, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

/* ---- documents ------------------------------------------------------------ */

static const CmdOption doc_add_options[] = {
	OPERAND("number", N_("document number; the writing is made uniform"), "number"),
	REQUIRED("issued-on", 'i', N_("DATE"), N_("date of issue"), "issued_on"),
	OPTION("title", 't', N_("TEXT"), N_("title"), "title"),
	OPTION("issuer", 'I', N_("NAME"), N_("issuing body"), "issuer"),
	OPTION("kind", 'k', N_("CODE"), N_("kind of document (default: approval)"), "kind"),
	OPTION("level", 'l', N_("LEVEL"), N_("level that approved: central, province, prefecture, county or township"), "level"),
	END_OF_OPTIONS
};

static const CmdOption doc_list_options[] = {
	OPTION("from", 0, N_("DATE"), N_("issued on or after"), NULL),
	OPTION("to", 0, N_("DATE"), N_("issued on or before"), NULL),
	OPTION("kind", 'k', N_("CODE"), N_("only this kind"), NULL),
	OPTION("title", 't', N_("PART"), N_("only titles or numbers that contain PART"), NULL),
	END_OF_OPTIONS
};

static const CmdOption doc_operand[] = {
	OPERAND("document", N_("document number in any writing, or #id"), NULL),
	END_OF_OPTIONS
};

/* ---- posts ---------------------------------------------------------------- */

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

/* ---- priorities ----------------------------------------------------------- */

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

/* ---- plans ----------------------------------------------------------------- */

#define THE_PLAN \
	OPERAND("plan", N_("number of the plan"), "plan")
#define THE_PLAN_DATE \
	OPTION("effective-on", 'e', N_("DATE"), N_("date of all steps that have none of their own"), "effective_on")
#define THE_PLAN_DOCUMENT \
	OPTION("document", 'D', N_("NUMBER"), N_("document of all steps that have none of their own"), "document")
#define THE_PLAN_NOTE \
	OPTION("note", 0, N_("TEXT"), N_("remark"), "note")

static const CmdOption plan_new_options[] = {
	OPERAND("title", N_("title of the plan"), "title"),
	OPTION("proposals", 0, N_("NUMBERS"), N_("with the operations of these proposals, as 17,18"), "proposals"),
	THE_PLAN_DOCUMENT, THE_PLAN_DATE, THE_PLAN_NOTE,
	END_OF_OPTIONS
};

static const CmdOption plan_load_options[] = {
	{"file", 0, NULL, N_("file with the operations, or - for standard input"), NULL, OPT_OPERAND | OPT_REQUIRED | OPT_FILE, NULL},
	REQUIRED("title", 't', N_("TEXT"), N_("title of the plan"), NULL),
	THE_PLAN_DOCUMENT, THE_PLAN_DATE, THE_PLAN_NOTE,
	END_OF_OPTIONS
};

static const CmdOption plan_list_options[] = {
	OPTION("state", 's', N_("STATE"), N_("only draft, rehearsed, applied or withdrawn"), NULL),
	SWITCH("all", 'a', N_("also what was withdrawn"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption plan_operand[] = {
	THE_PLAN,
	END_OF_OPTIONS
};

static const CmdOption plan_add_options[] = {
	THE_PLAN,
	{"words", 0, NULL, N_("an operation by name, then argument=value ..."), NULL, OPT_OPERAND | OPT_REQUIRED | OPT_LIST, NULL},
	END_OF_OPTIONS
};

static const CmdOption plan_amend_options[] = {
	THE_PLAN,
	OPTION("title", 't', N_("TEXT"), N_("title of the plan"), "title"),
	THE_PLAN_DOCUMENT, THE_PLAN_DATE, THE_PLAN_NOTE,
	END_OF_OPTIONS
};

static const CmdOption plan_rehearse_options[] = {
	OPERAND_OPTIONAL("plan", N_("number of the plan"), NULL),
	{"file", 'f', N_("FILE"), N_("operations of a file instead, nothing is stored"), NULL, OPT_FILE, NULL},
	THE_PLAN_DOCUMENT, THE_PLAN_DATE,
	END_OF_OPTIONS
};

static const CmdOption plan_counter_options[] = {
	THE_PLAN,
	OPTION("title", 't', N_("TEXT"), N_("title of the new plan"), "title"),
	THE_PLAN_DOCUMENT, THE_PLAN_DATE,
	END_OF_OPTIONS
};

static const CmdOption plan_withdraw_options[] = {
	THE_PLAN,
	OPTION("note", 0, N_("TEXT"), N_("why"), "note"),
	END_OF_OPTIONS
};

/* ---- proposals ------------------------------------------------------------- */

#define THE_PROPOSAL \
	OPERAND("proposal", N_("number of the proposal"), "proposal")
#define THE_SUBMISSION \
	OPTION("reason", 'R', N_("TEXT"), N_("why it is proposed"), "reason"), \
	OPTION("key", 0, N_("TEXT"), N_("asked again with the same key, the first proposal is returned"), "idempotency_key")

static const CmdOption propose_posts_options[] = {
	THE_POST_TYPE, THE_QUANTITY,
	OPTION("region", 'r', N_("CODE"), N_("region whose reserve is given out (default: the book's)"), "region"),
	OPTION("title", 't', N_("TEXT"), N_("title (default: kind and number of posts)"), "title"),
	THE_SUBMISSION, THE_DOCUMENT,
	OPTION("effective-on", 'e', N_("DATE"), N_("first day in force (default: the day it is approved)"), "effective_on"),
	END_OF_OPTIONS
};

static const CmdOption propose_file_options[] = {
	{"file", 0, NULL, N_("file with a JSON list of operations, or - for standard input"), "operations", OPT_OPERAND | OPT_REQUIRED | OPT_FILE, NULL},
	REQUIRED("title", 't', N_("TEXT"), N_("what is proposed"), "title"),
	OPTION("kind", 'k', N_("CODE"), N_("kind of proposal (default: operations)"), "kind"),
	THE_SUBMISSION, THE_DOCUMENT,
	END_OF_OPTIONS
};

static const CmdOption review_list_options[] = {
	OPTION("kind", 'k', N_("CODE"), N_("only this kind"), NULL),
	SWITCH("all", 'a', N_("also what has been decided"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption proposal_operand[] = {
	THE_PROPOSAL,
	END_OF_OPTIONS
};

static const CmdOption review_options[] = {
	THE_PROPOSAL,
	OPTION("reason", 'R', N_("TEXT"), N_("why"), "reason"),
	END_OF_OPTIONS
};

static const CmdOption review_reject_options[] = {
	THE_PROPOSAL,
	REQUIRED("reason", 'R', N_("TEXT"), N_("why, and what is to be changed"), "reason"),
	END_OF_OPTIONS
};

/* ---- working off an excess ------------------------------------------------ */

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

/* ---- permits -------------------------------------------------------------- */

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

/* ---- people --------------------------------------------------------------- */

#define THE_PERSONAL_FACTS \
	OPTION("sex", 0, "M|F", N_("sex (default: from the number)"), "sex"), \
	OPTION("ethnic", 0, N_("CODE"), N_("ethnic group (GB/T 3304)"), "ethnic"), \
	OPTION("politics", 0, N_("CODE"), N_("political status (GB/T 4762)"), "politics"), \
	OPTION("education", 0, N_("CODE"), N_("education (GB/T 4658)"), "education"), \
	OPTION("degree", 0, N_("CODE"), N_("degree (GB/T 6864)"), "degree"), \
	OPTION("specialty", 0, N_("TEXT"), N_("field of study"), "specialty"), \
	OPTION("work-started-on", 0, N_("DATE"), N_("began to work on"), "work_started_on"), \
	OPTION("retire-group", 0, "M60|F55|F50", N_("retirement group"), "retire_group"), \
	OPTION("title-level", 0, N_("CODE"), N_("level of professional title"), "title_level"), \
	OPTION("grade", 0, N_("CODE"), N_("grade"), "grade"), \
	OPTION("status", 0, N_("CODE"), N_("status of the person"), "status")

static const CmdOption person_add_options[] = {
	OPERAND("resident-id", N_("18-digit citizen number (GB 11643)"), "resident_id"),
	OPERAND("name", N_("name"), "name"),
	THE_PERSONAL_FACTS,
	END_OF_OPTIONS
};

static const CmdOption person_amend_options[] = {
	THE_PERSON,
	OPTION("name", 'N', N_("NAME"), N_("new name"), "name"),
	THE_PERSONAL_FACTS,
	END_OF_OPTIONS
};

static const CmdOption person_show_options[] = {
	THE_PERSON,
	SWITCH("full", 'f', N_("show the whole citizen number"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption person_operand[] = {
	THE_PERSON,
	END_OF_OPTIONS
};

static const CmdOption person_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	OPTION("post-type", 't', N_("TYPE"), N_("only this kind of post"), NULL),
	OPTION("name", 'N', N_("PART"), N_("only names that contain PART"), NULL),
	OPTION("limit", 'l', N_("COUNT"), N_("no more than COUNT people"), NULL),
	SWITCH("full", 'f', N_("show the whole citizen number"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption enrol_options[] = {
	THE_PERSON, THE_UNIT, THE_POST_TYPE,
	OPTION("entry-reason", 'E', N_("CODE"), N_("way of entry (default: other)"), "entry_reason"),
	OPTION("name", 'N', N_("NAME"), N_("name, when the person is new to the book"), "name"),
	OPTION("permit", 'P', N_("NUMBER"), N_("permit that is used"), "permit"),
	OPTION("division", 'v', N_("UNIT"), N_("internal division"), "division"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption release_options[] = {
	THE_PERSON,
	REQUIRED("exit-reason", 'x', N_("CODE"), N_("why the person leaves the post"), "exit_reason"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption transfer_options[] = {
	THE_PERSON,
	OPERAND("to-unit", N_("unit that receives the person"), "to_unit"),
	OPTION("post-type", 't', N_("TYPE"), N_("kind of post there (default: the same)"), "post_type"),
	OPTION("division", 'v', N_("UNIT"), N_("internal division"), "division"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption appoint_options[] = {
	THE_PERSON, THE_UNIT,
	OPERAND("post-type", N_("kind of leadership post by code or name"), "post_type"),
	OPTION("title", 't', N_("TEXT"), N_("title of the office"), "title"),
	OPTION("holder-rank", 'R', N_("CODE"), N_("the person's own rank"), "holder_rank"),
	SWITCH("no-count", 0, N_("does not count against the approved leaders"), "counts", "false"),
	OPTION("uncounted-reason", 'u', N_("CODE"), N_("why it does not count, as concurrent or temporary"), "uncounted_reason"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption dismiss_options[] = {
	THE_PERSON,
	OPTION("unit", 'u', N_("UNIT"), N_("from this unit, when there are several"), "unit"),
	OPTION("post-type", 't', N_("TYPE"), N_("from this kind of post"), "post_type"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

/* ---- the turnover pool ------------------------------------------------------- */

#define THE_POOL \
	OPTION("pool", 0, N_("POOL"), N_("which pool, by name or #id (default: the only one)"), "pool")
#define THE_LOAN \
	OPERAND("loan", N_("number of the loan"), "loan")
#define THE_NOTE \
	OPTION("note", 0, N_("TEXT"), N_("why"), "note")

static const CmdOption pool_open_options[] = {
	OPERAND("name", N_("name of the pool"), "name"),
	OPERAND("post-type", N_("its own ring-fenced kind of post"), "post_type"),
	OPTION("region", 'r', N_("CODE"), N_("region (default: the book's)"), "region"),
	OPTION("term-months", 0, N_("MONTHS"), N_("term of a loan (default: 24)"), "term_months"),
	OPTION("grace-days", 0, N_("DAYS"), N_("days after the term that are not overdue yet"), "grace_days"),
	OPTION("clock", 0, "enrolment|approval", N_("when the term begins (default: enrolment)"), "clock"),
	OPTION("lapse-days", 0, N_("DAYS"), N_("an approval not used lapses after so many days (default: 365)"), "lapse_days"),
	OPTION("reclaim-scope", 0, "unit|department|none", N_("whose vacancies are taken (default: department)"), "reclaim_scope"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_fund_options[] = {
	THE_QUANTITY,
	OPERAND("post-type", N_("kind of post that becomes turnover posts"), "post_type"),
	OPTION("source", 's', N_("UNIT"), N_("unit that gives, or reserve[:REGION] (default: reserve)"), "source"),
	OPTION("origin", 0, N_("TEXT"), N_("where the posts come from, as a reform"), "origin"),
	THE_POOL, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_shrink_options[] = {
	THE_QUANTITY,
	OPERAND("post-type", N_("kind of post that they become"), "post_type"),
	OPTION("target", 0, N_("UNIT"), N_("unit that receives, or reserve[:REGION] (default: reserve)"), "target"),
	THE_POOL, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_certify_options[] = {
	THE_PERSON,
	OPERAND("number", N_("number of the certificate"), "number"),
	OPERAND("category", N_("category of talent: high_level, urgent or other"), "category"),
	OPERAND("expires-on", N_("last day of validity"), "expires_on"),
	OPTION("issuer", 'I', N_("NAME"), N_("issuing body"), "issuer"),
	OPTION("name", 'N', N_("NAME"), N_("name, when the person is new to the book"), "name"),
	THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_apply_options[] = {
	THE_UNIT, THE_QUANTITY,
	OPTION("job", 'j', N_("TEXT"), N_("what the talent is for"), "job"),
	OPTION("category", 'c', N_("CODE"), N_("only talent of this category"), "talent_category"),
	OPTION("certificates", 0, N_("{NUMBER,...}"), N_("certificates attached"), "certificates"),
	OPTION("supervisor", 'S', N_("UNIT"), N_("department in charge (default: the unit's)"), "supervisor"),
	THE_POOL, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_approve_options[] = {
	THE_LOAN,
	OPTION("quantity", 0, N_("NUMBER"), N_("approve fewer than were asked for"), "quantity"),
	OPTION("number", 0, N_("TEXT"), N_("number of the approval (default: made up)"), "number"),
	OPTION("return-by", 0, N_("DATE"), N_("to be returned by (default: after the pool's term)"), "return_by"),
	OPTION("use-by", 0, N_("DATE"), N_("lapses after this day (default: as the pool says)"), "use_by"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_close_options[] = {
	THE_LOAN, THE_NOTE, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_use_options[] = {
	THE_PERSON, THE_UNIT,
	OPTION("name", 'N', N_("NAME"), N_("name, when the person is new to the book"), "name"),
	OPTION("division", 'v', N_("UNIT"), N_("internal division"), "division"),
	OPTION("entry-reason", 'E', N_("CODE"), N_("way of entry (default: talent)"), "entry_reason"),
	THE_POOL, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_return_options[] = {
	THE_PERSON,
	OPTION("post-type", 't', N_("TYPE"), N_("ordinary kind of post (default: the one that is vacant)"), "post_type"),
	THE_NOTE, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_convert_options[] = {
	THE_PERSON,
	OPTION("source", 's', N_("UNIT"), N_("who gives the ordinary post, or reserve (default: the pool's own becomes ordinary)"), "source"),
	OPTION("post-type", 't', N_("TYPE"), N_("ordinary kind of post (default: the unit's largest)"), "post_type"),
	THE_NOTE, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_extend_options[] = {
	THE_PERSON,
	OPTION("return-by", 0, N_("DATE"), N_("new day (default: as far as the pool allows)"), "return_by"),
	THE_NOTE, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_propose_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this borrower"), "unit"),
	THE_POOL,
	OPTION("as-of", 'a', N_("DATE"), N_("what is overdue on this day"), "as_of"),
	END_OF_OPTIONS
};

static const CmdOption pool_reclaim_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this borrower"), "unit"),
	OPTION("quantity", 0, N_("NUMBER"), N_("no more than so many"), "quantity"),
	THE_POOL, THE_NOTE, THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption pool_status_options[] = {
	OPTION("as-of", 'a', N_("DATE"), N_("state of this day"), NULL),
	OPTION("known-at", 0, N_("TIME"), N_("as it was known at this time"), NULL),
	END_OF_OPTIONS
};

static const CmdOption pool_ledger_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this borrower"), NULL),
	OPTION("state", 0, N_("TEXT"), N_("only this state, as the ledger prints it"), NULL),
	END_OF_OPTIONS
};

static const CmdOption pool_unit_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this borrower"), NULL),
	END_OF_OPTIONS
};

/* ---- looking -------------------------------------------------------------- */

static const CmdOption report_options[] = {
	OPERAND("report", N_("name of the report, or list"), NULL),
	OPTION("as-of", 'a', N_("DATE"), N_("state of this day"), NULL),
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	END_OF_OPTIONS
};

static const CmdOption check_options[] = {
	OPTION("rule", 'R', N_("CODE"), N_("only this rule"), NULL),
	END_OF_OPTIONS
};

static const CmdOption demo_options[] = {
	OPTION("sample-dir", 0, N_("DIR"), N_("where the sample is (default: as installed)"), NULL),
	END_OF_OPTIONS
};

/* ---- the table ------------------------------------------------------------ */

const Command command_table[] = {
	{"init", NULL, N_("make a new book"),
	CMD_OWN, NULL, NULL, NULL, init_options, 0, cmd_init},
	{"status", NULL, N_("show the connection, the books and their open findings"),
	CMD_OWN, NULL, NULL, NULL, no_options, 0, cmd_status},

	{"unit", "list", N_("list units"),
	CMD_QUERY, sql_unit_list, NULL, NULL, unit_list_options, CMDF_NARROW, NULL},
	{"unit", "show", N_("show all about a unit: posts, people, leaders"),
	CMD_ROWS, "unit_card", NULL, NULL, unit_operand, 0, NULL},
	{"unit", "add", N_("establish a unit"),
		CMD_CALL, "establish_unit", sql_unit_made,
		N_("established {unit} ({class}): unit {unit_id}"),
	unit_add_options, 0, NULL},
	{"unit", "end", N_("end a unit that has nothing left"),
		CMD_CALL, "abolish_unit", sql_unit_ended,
		N_("ended {unit} on {until} ({number}): unit {unit_id}"),
	unit_end_options, 0, NULL},
	{"unit", "rename", N_("give a unit a new name"),
		CMD_CALL, "rename_unit", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_rename_options, 0, NULL},
	{"unit", "move", N_("hang a unit below another, or under another department"),
		CMD_CALL, "transfer_unit", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_move_options, 0, NULL},
	{"unit", "rank", N_("raise or lower the rank of a unit"),
		CMD_CALL, "change_rank", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_rank_options, 0, NULL},
	{"unit", "plate", N_("let a unit bear another name beside its own"),
		CMD_CALL, "add_nameplate", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_nameplate_options, 0, NULL},
	{"unit", "unplate", N_("take such a name down"),
		CMD_CALL, "remove_nameplate", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_nameplate_options, 0, NULL},
	{"unit", "colocate", N_("let a unit share the offices of another, or part again"),
		CMD_CALL, "co_locate", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_colocate_options, 0, NULL},
	{"unit", "amend", N_("change what else is recorded of a unit, by a document"),
		CMD_CALL, "amend_unit", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_amend_options, 0, NULL},
	{"unit", "party", N_("say which Party body a unit has"),
		CMD_CALL, "set_party_body", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_party_options, 0, NULL},
	{"unit", "extend", N_("prolong a temporary body"),
		CMD_CALL, "extend_unit", sql_version_made,
		N_("{unit}: {kind_name} from {effective_on} ({number}): version {version_id}"),
	unit_extend_options, 0, NULL},
	{"unit", "due", N_("list temporary bodies whose last day has passed or is near"),
	CMD_QUERY, sql_unit_due, NULL, NULL, no_options, 0, NULL},
	{"unit", "history", N_("show how a unit has changed, with dates and documents"),
	CMD_QUERY, sql_unit_history, NULL, NULL, unit_operand, 0, NULL},
	{"unit", "lineage", N_("show which units it came from and which came of it"),
	CMD_QUERY, sql_unit_lineage, NULL, NULL, unit_operand, 0, NULL},
	{"unit", "merge", N_("merge units into one: posts, people, duties, divisions"),
		CMD_CALL, "merge_units", sql_merge_made,
		N_("merged {sources} into {unit}: unit {unit_id}"),
	unit_merge_options, 0, NULL},
	{"unit", "split", N_("split a unit: parts of it go to new or other units"),
		CMD_CALL, "split_unit", sql_split_made,
		N_("split {sources}: {units}"),
	unit_split_options, 0, NULL},
	{"unit", "tree", N_("draw the tree of units with approved posts and strength"),
	CMD_OWN, sql_unit_tree, NULL, NULL, unit_tree_options, 0, cmd_tree},
	{"unit", "chart", N_("draw an organisation chart for print (html, or one svg) with posts and vacancies"),
	CMD_OWN, sql_unit_chart, NULL, NULL, unit_chart_options, CMDF_DRAWING, cmd_chart},
	{"unit", "ledger", N_("show the post ledger of a unit"),
	CMD_ROWS, "post_ledger", NULL, NULL, unit_ledger_options, 0, NULL},

	{"duty", "list", N_("list duties and who holds them"),
	CMD_QUERY, sql_duty_list, NULL, NULL, duty_list_options, CMDF_NARROW, NULL},
	{"duty", "show", N_("show who held a duty when"),
	CMD_QUERY, sql_duty_show, NULL, NULL, duty_operand, 0, NULL},
	{"duty", "overlap", N_("show units of one department with duties in one field"),
	CMD_QUERY, sql_duty_overlap, NULL, NULL, no_options, 0, NULL},
	{"duty", "add", N_("record a duty and its first holder"),
		CMD_CALL, "record_duty", sql_duty_made,
		N_("recorded {duty}, held by {unit}: duty {duty_id}"),
	duty_add_options, 0, NULL},
	{"duty", "assign", N_("hand a duty over on one day"),
		CMD_CALL, "assign_duty", sql_assignment_made,
		N_("{duty} handed over from {from_unit} to {unit} on {effective_on}: duty {duty_id}"),
	duty_assign_options, 0, NULL},
	{"duty", "end", N_("end a duty"),
		CMD_CALL, "end_duty", sql_duty_made,
		N_("ended {duty} on {until}, last held by {unit}: duty {duty_id}"),
	duty_end_options, 0, NULL},

	{"doc", "add", N_("record an approving document"),
		CMD_CALL, "record_document", sql_document_made,
		N_("recorded {number} of {issued_on}: document {document_id}"),
	doc_add_options, 0, NULL},
	{"doc", "list", N_("list documents"),
	CMD_QUERY, sql_document_list, NULL, NULL, doc_list_options, 0, NULL},
	{"doc", "show", N_("show what was done on a document"),
	CMD_QUERY, sql_document_show, NULL, NULL, doc_operand, 0, NULL},

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

	{"plan", "new", N_("make a plan of operations, without steps yet"),
		CMD_CALL, "make_plan", sql_plan_made,
		N_("made plan {plan_id}: {plan}"),
	plan_new_options, 0, NULL},
	{"plan", "load", N_("make a plan from a file: one operation a line, or JSON"),
	CMD_OWN, NULL, NULL, NULL, plan_load_options, 0, cmd_plan_load},
	{"plan", "add", N_("add a step to a plan: an operation and its arguments"),
	CMD_OWN, "add_step", NULL, NULL, plan_add_options, 0, cmd_plan_add},
	{"plan", "operations", N_("list what a step can do, and its arguments"),
	CMD_QUERY, sql_plan_operations, NULL, NULL, no_options, 0, NULL},
	{"plan", "list", N_("list plans"),
	CMD_QUERY, sql_plan_list, NULL, NULL, plan_list_options, CMDF_NARROW, NULL},
	{"plan", "show", N_("show the steps of a plan"),
	CMD_QUERY, sql_plan_show, NULL, NULL, plan_operand, CMDF_NARROW, NULL},
	{"plan", "amend", N_("change a plan's title, document, date or remark"),
		CMD_CALL, "amend_plan", sql_plan_made,
		N_("amended plan {plan_id}: {plan}"),
	plan_amend_options, 0, NULL},
	{"plan", "rehearse", N_("do a plan, show what changes and what is wrong, undo it; exit 2 on violations"),
	CMD_OWN, "rehearse_plan", NULL, NULL, plan_rehearse_options, 0, cmd_plan_rehearse},
	{"plan", "apply", N_("carry out a plan that was rehearsed without violations"),
		CMD_CALL, "apply_plan", sql_plan_made,
		N_("applied plan {plan_id}, {steps} steps: {plan}"),
	plan_operand, 0, NULL},
	{"plan", "counter", N_("make the plan that reverses an applied one; it is rehearsed and applied like any other"),
		CMD_CALL, "counter_plan", sql_plan_made,
		N_("made plan {plan_id}, {steps} steps, which reverses plan {reverses}: {plan}"),
	plan_counter_options, 0, NULL},
	{"plan", "withdraw", N_("withdraw a plan that was not applied"),
		CMD_CALL, "withdraw_plan", sql_plan_made,
		N_("withdrew plan {plan_id}: {plan}"),
	plan_withdraw_options, 0, NULL},

	{"propose", "posts", N_("submit a plan of posts for review; \"post plan\" shows it first"),
		CMD_CALL, "propose_post_plan", sql_proposal_made,
		N_("submitted as proposal {proposal_id}, waits for review: {title}"),
	propose_posts_options, 0, NULL},
	{"propose", "file", N_("submit operations from a file for review"),
		CMD_CALL, "propose", sql_proposal_made,
		N_("submitted as proposal {proposal_id}, waits for review: {title}"),
	propose_file_options, 0, NULL},

	{"review", "list", N_("list proposals that wait for review"),
	CMD_QUERY, sql_proposal_list, NULL, NULL, review_list_options, CMDF_NARROW, NULL},
	{"review", "show", N_("show a proposal: its operations and what they change"),
	CMD_ROWS, "proposal_card", NULL, NULL, proposal_operand, 0, NULL},
	{"review", "approve", N_("approve a proposal of somebody else; it is carried out"),
		CMD_CALL, "approve", sql_proposal_made,
		N_("approved and carried out: proposal {proposal_id}: {title}"),
	review_options, 0, NULL},
	{"review", "reject", N_("reject a proposal of somebody else"),
		CMD_CALL, "reject", sql_proposal_made,
		N_("rejected: proposal {proposal_id}: {title}"),
	review_reject_options, 0, NULL},
	{"review", "withdraw", N_("take back a proposal of one's own"),
		CMD_CALL, "withdraw", sql_proposal_made,
		N_("withdrawn: proposal {proposal_id}: {title}"),
	review_options, 0, NULL},

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

	{"person", "add", N_("record a person without a post"),
		CMD_INSERT, "person", sql_person_made,
		N_("recorded {person} ({resident_id}): person {person_id}"),
	person_add_options, 0, NULL},
	{"person", "show", N_("show a person; the number is masked unless --full"),
	CMD_QUERY, sql_person_show, NULL, NULL, person_show_options, CMDF_EXPANDED, NULL},
	{"person", "history", N_("show the posts and offices a person has held"),
	CMD_QUERY, sql_person_history, NULL, NULL, person_operand, 0, NULL},
	{"person", "list", N_("list people in post"),
	CMD_QUERY, sql_person_list, NULL, NULL, person_list_options, 0, NULL},
	{"person", "amend", N_("correct what is recorded of a person"),
		CMD_CALL, "amend_person", sql_person_made,
		N_("amended {person} ({resident_id}): person {person_id}"),
	person_amend_options, 0, NULL},

	{"enrol", NULL, N_("put a person into a post"),
		CMD_CALL, "enrol", sql_enrolment_made,
		N_("enrolled {person} ({resident_id}) at {unit} on {post_type_name}: record {record_id}"),
	enrol_options, 0, NULL},
	{"release", NULL, N_("end a person's post"),
		CMD_CALL, "release", sql_enrolment_made,
		N_("released {person} ({resident_id}) from {unit}, {post_type_name}, on {until} ({exit_reason}): record {record_id}"),
	release_options, 0, NULL},
	{"transfer", NULL, N_("move a person to another unit in one act"),
		CMD_CALL, "transfer_person", sql_enrolment_made,
		N_("transferred {person} ({resident_id}) from {from_unit} to {unit} on {post_type_name}: record {record_id}"),
	transfer_options, 0, NULL},
	{"appoint", NULL, N_("appoint a leader"),
		CMD_CALL, "appoint", sql_appointment_made,
		N_("appointed {person} ({resident_id}) at {unit} to {post_type_name}: record {record_id}"),
	appoint_options, 0, NULL},
	{"dismiss", NULL, N_("end a leader's appointment"),
		CMD_CALL, "dismiss", sql_appointment_made,
		N_("dismissed {person} ({resident_id}) at {unit} from {post_type_name}: record {record_id}"),
	dismiss_options, 0, NULL},

	{"pool", "open", N_("set up a turnover pool"),
		CMD_CALL, "pool_open", sql_pool_made,
		N_("opened {pool} with posts of kind {post_type_name}: pool {pool_id}"),
	pool_open_options, 0, NULL},
	{"pool", "fund", N_("put posts into the pool"),
		CMD_CALL, "pool_fund", sql_entry_made,
		N_("funded on {number}: {lines}: entry {entry_id}"),
	pool_fund_options, 0, NULL},
	{"pool", "shrink", N_("take free posts out of the pool"),
		CMD_CALL, "pool_shrink", sql_entry_made,
		N_("taken out on {number}: {lines}: entry {entry_id}"),
	pool_shrink_options, 0, NULL},
	{"pool", "certify", N_("record a certificate of talent"),
		CMD_CALL, "certify_talent", sql_certificate_made,
		N_("recorded {number} of {person} ({resident_id}), valid until {expires_on}: certificate {certificate_id}"),
	pool_certify_options, 0, NULL},
	{"pool", "apply", N_("apply for turnover posts"),
		CMD_CALL, "pool_apply", sql_loan_made,
		N_("applied for {quantity} at {unit}, waits for approval: loan {loan_id}"),
	pool_apply_options, 0, NULL},
	{"pool", "approve", N_("approve an application; reserves the posts"),
		CMD_CALL, "pool_approve", sql_loan_made,
		N_("approved {approved} for {unit} as {approval_number}, to be used by {use_by}: loan {loan_id}"),
	pool_approve_options, 0, NULL},
	{"pool", "reject", N_("refuse an application"),
		CMD_CALL, "pool_reject", sql_loan_made,
		N_("rejected the application of {unit} for {quantity}: loan {loan_id}"),
	pool_close_options, 0, NULL},
	{"pool", "withdraw", N_("take an application back"),
		CMD_CALL, "pool_withdraw", sql_loan_made,
		N_("withdrew the application of {unit} for {quantity}: loan {loan_id}"),
	pool_close_options, 0, NULL},
	{"pool", "cancel", N_("cancel what is approved and not used"),
		CMD_CALL, "pool_cancel", sql_loan_made,
		N_("cancelled {unused} of {unit}: loan {loan_id}"),
	pool_close_options, 0, NULL},
	{"pool", "use", N_("enrol a talent on a turnover post"),
		CMD_CALL, "pool_use", sql_seat_made,
		N_("enrolled {person} ({resident_id}) at {unit}, to be returned by {return_by}: seat {seat_id}"),
	pool_use_options, 0, NULL},
	{"pool", "return", N_("move a talent onto a vacancy; the post goes back to the pool"),
		CMD_CALL, "pool_return", sql_settlement_made,
		N_("returned: {person} at {unit} now on {post_type_name}: entry {entry_id}"),
	pool_return_options, 0, NULL},
	{"pool", "convert", N_("turn a loan into an ordinary post of the unit"),
		CMD_CALL, "pool_convert", sql_settlement_made,
		N_("converted: {person} at {unit} now on {post_type_name}: entry {entry_id}"),
	pool_convert_options, 0, NULL},
	{"pool", "extend", N_("extend a loan"),
		CMD_CALL, "pool_extend", sql_extension_made,
		N_("extended {person} at {unit} from {was_return_by} to {return_by}: extension {extension_id}"),
	pool_extend_options, 0, NULL},
	{"pool", "propose", N_("show what would be reclaimed from whom, and why"),
	CMD_ROWS, "pool_propose_reclaim", NULL, NULL, pool_propose_options, CMDF_NARROW | CMDF_SURVEY, NULL},
	{"pool", "reclaim", N_("reclaim overdue posts from vacancies of the department"),
		CMD_CALL, "pool_reclaim", sql_reclaim_made,
		N_("reclaimed {taken}: {lines}; still to be reclaimed: {left}"),
	pool_reclaim_options, 0, NULL},
	{"pool", "status", N_("show total, free, reserved and lent posts"),
	CMD_OWN, sql_pool_status, NULL, NULL, pool_status_options, CMDF_NARROW, cmd_pool_status},
	{"pool", "ledger", N_("print the ledger of the pool"),
	CMD_QUERY, sql_pool_ledger, NULL, NULL, pool_ledger_options, CMDF_NARROW, NULL},
	{"pool", "due", N_("list what is due within 180 days or overdue"),
	CMD_QUERY, sql_pool_due, NULL, NULL, pool_unit_options, 0, NULL},
	{"pool", "forecast", N_("forecast which loans attrition returns in time"),
	CMD_QUERY, sql_pool_forecast, NULL, NULL, pool_unit_options, 0, NULL},
	{"pool", "timeline", N_("draw all loans over time (with --format html a page to look at)"),
	CMD_OWN, sql_pool_timeline, NULL, NULL, pool_unit_options, 0, cmd_pool_timeline},

	{"report", NULL, N_("print a report; \"report list\" names them"),
	CMD_OWN, NULL, NULL, NULL, report_options, 0, cmd_report},
	{"check", NULL, N_("evaluate the rules; exit 2 when there are findings"),
		CMD_QUERY, sql_check, NULL, N_("no findings"), check_options,
	CMDF_FINDINGS | CMDF_COMMIT | CMDF_NARROW, NULL},
	{"verify", NULL, N_("recount everything from the facts; exit 2 on differences"),
		CMD_ROWS, "verify", NULL, N_("no differences"), no_options,
	CMDF_FINDINGS, NULL},
	{"demo", NULL, N_("make the sample book of the Hinggan League and tell its story"),
	CMD_OWN, NULL, NULL, NULL, demo_options, 0, cmd_demo},

	{NULL, NULL, NULL, CMD_OWN, NULL, NULL, NULL, NULL, 0, NULL}
};

/* The row of a command, or NULL. */
const Command *
find_command(const char *group, const char *sub)
{
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (strcmp(cmd->group, group) != 0)
			continue;
		if (cmd->sub == NULL || (sub != NULL && strcmp(cmd->sub, sub) == 0))
			return cmd;
	}
	return NULL;
}

/* Is this the first word of commands with two words? */
bool
is_group(const char *group)
{
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (cmd->sub != NULL && strcmp(cmd->group, group) == 0)
			return true;
	}
	return false;
}
