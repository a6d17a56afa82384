/*-------------------------------------------------------------------------
 *
 * command_unit.c
 *	  Commands on units, their duties, and documents.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

/* ---- units ------------------------------------------------------------- */

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

/* ---- duties ------------------------------------------------------------ */

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

/* ---- documents --------------------------------------------------------- */

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

/* ---- the rows --------------------------------------------------------- */

const Command unit_commands[] = {
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
	NO_MORE_COMMANDS
};
