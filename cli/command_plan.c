/*-------------------------------------------------------------------------
 *
 * command_plan.c
 *	  Commands on plans and proposals.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

/* ---- plans ------------------------------------------------------------- */

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

/* ---- proposals --------------------------------------------------------- */

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

/* ---- the rows --------------------------------------------------------- */

const Command plan_commands[] = {
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
	NO_MORE_COMMANDS
};
