/*-------------------------------------------------------------------------
 *
 * command_pool.c
 *	  Commands on the turnover pool.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

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

const Command pool_commands[] = {
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
	NO_MORE_COMMANDS
};
