/*-------------------------------------------------------------------------
 *
 * command_month.c
 *	  Commands on what is reported: reports, checks, months, sealed files.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

#define THE_MONTH \
	{"month", 0, NULL, N_("month, as 2019-03"), "month", OPT_OPERAND | OPT_REQUIRED | OPT_MONTH, NULL}
#define MONTH_OPTION \
	{"month", 'M', N_("MONTH"), N_("month, as 2019-03"), "month", OPT_MONTH, NULL}
#define THE_REGION \
	OPTION("region", 'r', N_("CODE"), N_("region with all below it (default: the book's)"), "region")
#define THE_PAPER \
	OPTION("paper", 0, "A4|A3", N_("size of the paper, landscape (default: as the report wants)"), NULL)

/* ---- looking ----------------------------------------------------------- */

static const CmdOption report_options[] = {
	OPERAND("report", N_("name of the report"), NULL),
	MONTH_OPTION,
	OPTION("year", 'Y', N_("YEAR"), N_("year, as 2019: its December"), NULL),
	THE_REGION,
	OPTION("by", 'b', N_("KIND"), N_("only rows by unit, system, level, region, industry, branch, township or post_type, and the total"), NULL),
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	OPTION("as-of", 'a', N_("DATE"), N_("state of this day"), NULL),
	OPTION("known", 0, N_("TIME"), N_("with --as-of: as it was known at this time"), NULL),
	SWITCH("consolidated", 0, N_("add up this book's closed month and the returns of the regions below"), NULL, "on"),
	THE_PAPER,
	END_OF_OPTIONS
};

static const CmdOption report_book_options[] = {
	MONTH_OPTION,
	OPTION("year", 'Y', N_("YEAR"), N_("year, as 2019: its December"), NULL),
	THE_REGION, THE_PAPER,
	END_OF_OPTIONS
};

static const CmdOption report_detail_options[] = {
	OPERAND("report", N_("name of the report"), NULL),
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit with its divisions (default: all of the region)"), NULL),
	MONTH_OPTION,
	OPTION("column", 'c', N_("NAME"), N_("only what this column counts, as in_recruited"), NULL),
	THE_REGION,
	END_OF_OPTIONS
};

static const CmdOption report_check_options[] = {
	{"month", 'M', N_("MONTH"), N_("month, as 2019-03 (default: the one the region is in)"), "month", OPT_MONTH, NULL},
	OPTION("region", 'r', N_("CODE"), N_("region with all below it (default: the book's)"), "region"),
	SWITCH("all", 0, N_("every formula and how it came out, not only what fails"), NULL, "all"),
	END_OF_OPTIONS
};

static const CmdOption check_options[] = {
	OPTION("rule", 'R', N_("CODE"), N_("only this rule"), NULL),
	END_OF_OPTIONS
};

/* ---- months ------------------------------------------------------------ */

static const CmdOption period_options[] = {
	THE_MONTH, THE_REGION,
	END_OF_OPTIONS
};

static const CmdOption period_status_options[] = {
	{"month", 0, NULL, N_("month, as 2019-03 (default: the one each region is in)"), "month", OPT_OPERAND | OPT_MONTH, NULL},
	THE_REGION,
	END_OF_OPTIONS
};

static const CmdOption period_freeze_options[] = {
	THE_MONTH, THE_REGION,
	OPTION("reason", 'm', N_("TEXT"), N_("why, for the record"), "reason"),
	END_OF_OPTIONS
};

static const CmdOption period_unfreeze_options[] = {
	THE_MONTH, THE_REGION,
	REQUIRED("reason", 'm', N_("TEXT"), N_("why, for the record"), "reason"),
	END_OF_OPTIONS
};

static const CmdOption period_close_options[] = {
	THE_MONTH, THE_REGION,
	OPTION("reason", 'm', N_("TEXT"), N_("why it is closed though errors are open; printed on the seal"), "reason"),
	END_OF_OPTIONS
};

static const CmdOption period_signoff_options[] = {
	OPERAND("section", N_("code of the section"), "section"),
	THE_MONTH, THE_REGION,
	OPTION("note", 0, N_("TEXT"), N_("remark"), "note"),
	END_OF_OPTIONS
};

static const CmdOption period_except_options[] = {
	OPERAND("role", N_("database role of the member"), "role"),
	OPERAND("region", N_("region with all below it"), "region"),
	REQUIRED("until", 'u', N_("TIME"), N_("last moment, at most 31 days ahead"), "until"),
	REQUIRED("reason", 'm', N_("TEXT"), N_("why, for the record"), "reason"),
	THE_DOCUMENT,
	END_OF_OPTIONS
};

static const CmdOption export_options[] = {
	{"month", 'M', N_("MONTH"), N_("month, as 2019-03"), "month", OPT_REQUIRED | OPT_MONTH, NULL},
	OPTION("region", 'r', N_("CODE"), N_("region whose seal it is (default: the book's)"), "region"),
	END_OF_OPTIONS
};

static const CmdOption import_options[] = {
	{"file", 0, NULL, N_("sealed files of regions below, of one month or several"), NULL, OPT_OPERAND | OPT_REQUIRED | OPT_FILES, NULL},
	OPTION("reason", 'm', N_("TEXT"), N_("why the returns of a region begin in the middle of its chain"), "reason"),
	END_OF_OPTIONS
};

static const CmdOption returns_options[] = {
	{"month", 0, NULL, N_("month, as 2019-03 (default: the last received)"), "month", OPT_OPERAND | OPT_MONTH, NULL},
	END_OF_OPTIONS
};

static const CmdOption verify_options[] = {
	{"file", 0, NULL, N_("sealed files of closed months; needs no server"), NULL, OPT_OPERAND | OPT_FILES, NULL},
	END_OF_OPTIONS
};

/* ---- the rows --------------------------------------------------------- */

const Command month_commands[] = {
	{"report", "check", N_("check the reports of a month by their audit formulas; exit 2 if any fails"),
	CMD_OWN, NULL, NULL, NULL, report_check_options, 0, cmd_report_check},
	{"report", "list", N_("list the reports and the months they were closed for"),
	CMD_OWN, sql_report_list, NULL, NULL, no_options, 0, cmd_report_list},
	{"report", "book", N_("write all reports of a month into one file, html or xlsx"),
	CMD_OWN, NULL, NULL, NULL, report_book_options, 0, cmd_report_book},
	{"report", "detail", N_("show the people and documents behind the figures of a report"),
	CMD_OWN, NULL, NULL, NULL, report_detail_options, 0, cmd_report_detail},
	{"report", NULL, N_("print a report of a month, a day or the present; \"report list\" names them"),
	CMD_OWN, NULL, NULL, NULL, report_options, 0, cmd_report},
	{"check", NULL, N_("evaluate the rules; exit 2 when there are findings"),
		CMD_QUERY, sql_check, NULL, N_("no findings"), check_options,
	CMDF_FINDINGS | CMDF_COMMIT | CMDF_NARROW, NULL},

	{"period", "status", N_("show the month each region is in: frozen, signed, closed"),
	CMD_QUERY, sql_period_status, NULL, NULL, period_status_options, CMDF_NARROW, NULL},
	{"period", "freeze", N_("freeze a month: no fact of the region is written until it is closed"),
		CMD_CALL, "freeze", sql_period_made,
		N_("frozen: {month} of {region_name}, regions {result}"),
	period_freeze_options, 0, NULL},
	{"period", "unfreeze", N_("lift a freeze; takes back what was signed"),
		CMD_CALL, "unfreeze", sql_period_made,
		N_("lifted: {month} of {region_name}, regions {result}"),
	period_unfreeze_options, 0, NULL},
	{"period", "check", N_("check the rules and show what is in the way of closing; exit 2 if anything is"),
		CMD_OWN, NULL, NULL, N_("nothing is in the way of closing"), period_options, 0, cmd_period_check},
	{"period", "signoff", N_("sign a frozen month for a section"),
		CMD_CALL, "sign_off", sql_sign_off_made,
		N_("signed: {section} for {month} of {region_name}, by check {check_run_id}: sign-off {sign_off_id}"),
	period_signoff_options, 0, NULL},
	{"period", "close", N_("close and seal a frozen month"),
		CMD_CALL, "close_period", sql_period_made,
		N_("closed: {month} of {region_name}, seal {result}"),
	period_close_options, 0, NULL},
	{"period", "except", N_("let one member write in a frozen month until a time"),
		CMD_CALL, "reopen_exception", sql_exception_made,
		N_("{role} may write in {region_name} until {until}: exception {exception_id}"),
	period_except_options, 0, NULL},
	{"period", "exceptions", N_("list exceptions and what was written by them"),
	CMD_QUERY, sql_period_exceptions, NULL, NULL, period_options, 0, NULL},
	{"period", "late", N_("list facts of a closed month that became known after it was closed"),
	CMD_QUERY, sql_period_late, NULL, NULL, period_options, 0, NULL},

	{"period", "returns", N_("show which regions below have sent a month and which have not"),
	CMD_QUERY, sql_period_returns, NULL, NULL, returns_options, CMDF_NARROW, NULL},

	{"import", NULL, N_("receive closed months of regions below, each sealed file in the order of its month"),
	CMD_OWN, NULL, NULL, NULL, import_options, 0, cmd_import},
	{"export", NULL, N_("write a closed month as a sealed file"),
	CMD_OWN, NULL, NULL, NULL, export_options, 0, cmd_export},
	{"verify", NULL, N_("recount everything from the facts, or check sealed files; exit 2 on differences"),
		CMD_ROWS, "verify", NULL, N_("no differences"), verify_options,
	CMDF_FINDINGS | CMDF_FILES, cmd_verify_files},
	NO_MORE_COMMANDS
};
