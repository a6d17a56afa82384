/*-------------------------------------------------------------------------
 *
 * cli.h
 *	  What the rooms of the command line client share: the shape of the
 *	  command table, the state of one run, and the prototypes of functions
 *	  used by more than one file, grouped under the file that defines them.
 *
 * What may not live here: anything that only one file uses (static there).
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_CLI_H
#define BIANZHI_CLI_H

#include "postgres_fe.h"

#include "common/logging.h"
#include "fe_utils/connect_utils.h"
#include "fe_utils/print.h"
#include "libpq-fe.h"
#include "pqexpbuffer.h"

/* Exit codes: the same three as pg_amcheck. */
#define EXIT_CLEAN		0
#define EXIT_FAILED		1
#define EXIT_FINDINGS	2

/* No command has more options and operands together than this. */
#define MAX_OPTIONS		24

/* ---- the command table -------------------------------------------------- */

/* Flags of an option. */
#define OPT_OPERAND		0x01	/* no dash: given by its place */
#define OPT_REQUIRED	0x02	/* the command fails without it */
#define OPT_SWITCH		0x04	/* takes no argument; sends "flag" */
#define OPT_LOCAL		0x08	/* read by the client, not an SQL parameter */
#define OPT_FILE		0x10	/* a file; what it holds is the value */
#define OPT_LIST		0x20	/* an operand that takes all that follow: an SQL array */
#define OPT_TEXT		0x40	/* "@FILE" is what FILE holds, else the value itself */
#define OPT_FILES		0x80	/* an operand that takes all that follow: names of files, one a line */
#define OPT_MONTH		0x100	/* a day, or a month as 2019-03, which means its first */

typedef struct CmdOption
{
	const char *name;			/* long name, or the operand's name */
	char		letter;			/* 0 = none */
	const char *arg;			/* how help calls the argument */
	const char *help;			/* gettext_noop */
	const char *param;			/* name of the SQL parameter */
	int			flags;
	const char *flag;			/* value of a switch */
} CmdOption;

typedef enum CmdKind
{
	CMD_CALL,					/* sql = book function that makes something */
	CMD_INSERT,					/* sql = book table that gets a row */
	CMD_ROWS,					/* sql = book function that returns rows */
	CMD_QUERY,					/* sql = a query, every option a parameter */
	CMD_OWN						/* run = a handler of its own */
} CmdKind;

/* Flags of a command. */
#define CMDF_EXPANDED	0x01	/* one row, printed as a list of items */
#define CMDF_FINDINGS	0x02	/* rows mean findings: exit 2 */
#define CMDF_COMMIT		0x04	/* a query that leaves something behind */
#define CMDF_NARROW		0x08	/* leave out columns without figures (table) */
#define CMDF_NONEMPTY	0x10	/* no table without rows */
#define CMDF_FILES		0x80	/* with operands it works on files, without a server */
#define CMDF_DRAWING	0x20	/* a drawing: formats html and svg, no others */
#define CMDF_SURVEY		0x40	/* with CMDF_NARROW: no codes beside names, no JSON */

struct Session;

typedef struct Command
{
	const char *group;
	const char *sub;			/* NULL when the group is the command */
	const char *help;			/* gettext_noop */
	CmdKind		kind;
	const char *sql;
	const char *describe;		/* CMD_CALL, CMD_INSERT: query of what was made */
	const char *done;			/* gettext_noop; {column} of describe; or what
								 * to say when there are no findings */
	const CmdOption *options;	/* ends with name NULL */
	int			flags;
	int			(*run) (struct Session *s, const struct Command *cmd,
						const char **values);
} Command;

/* ---- the state of one run ----------------------------------------------- */

typedef enum OutputFormat
{
	OUTPUT_TABLE,
	OUTPUT_CSV,
	OUTPUT_JSON,
	OUTPUT_HTML,
	OUTPUT_MARKDOWN,
	OUTPUT_XLSX,
	OUTPUT_SVG					/* only commands with CMDF_DRAWING */
} OutputFormat;

typedef struct Session
{
	const char *progname;
	const char *argv0;

	/* as given */
	const char *host;
	const char *port;
	const char *user;
	const char *dbname;
	enum trivalue prompt;
	const char *book;
	OutputFormat format;
	bool		format_given;
	bool		bom;
	const char *output;
	bool		all_columns;
	bool		dry_run;
	bool		quiet;
	bool		help;
	bool		chinese;		/* headings and names of codes */

	/* as found */
	PGconn	   *conn;
	char	   *book_name;		/* unquoted */
	FILE	   *out;
	struct Workbook *workbook;	/* xlsx.c */
} Session;

/* command_table.c */
extern const Command *command_table;
extern const CmdOption global_options[];
extern const char *const report_names[];
extern void join_commands(void);
extern const Command *find_command(const char *group, const char *sub);
extern bool is_group(const char *group);

/* options.c */
extern bool parse_global(Session *s, int argc, char *const argv[], int *first);
extern bool parse_command(Session *s, const Command *cmd, int argc,
						  char *const argv[], const char **values);
extern const char *option_value(const Command *cmd, const char **values,
								const char *name);
extern bool speaks_chinese(void);

/* connect.c */
extern bool open_connection(Session *s);
extern bool choose_book(Session *s);
extern void use_book(Session *s, const char *name);
extern bool has_extension(Session *s);
extern bool is_book(Session *s, const char *name);

/* message.c */
extern void report_failure(Session *s, const PGresult *res);
extern void install_notices(Session *s);

/* query.c */
extern char *expand_names(Session *s, const char *sql);
extern PGresult *try_query(Session *s, const char *sql, int n,
						   const char *const *values);
extern PGresult *run_query(Session *s, const char *sql, int n,
						   const char *const *values);
extern bool run_plain(Session *s, const char *sql);
extern char *single_value(Session *s, const char *sql, int n,
						  const char *const *values);
extern char *call_text(const Command *cmd, const char **values,
					   const char **bound, int *n);

/* output.c */
extern bool open_output(Session *s);
extern bool close_output(Session *s);
extern int	print_query(Session *s, const char *title, const char *sql, int n,
						const char *const *values, int flags);
extern void print_rows(Session *s, const char *title, const PGresult *res,
					   int flags);
extern void print_rows_as(Session *s, const char *title, const PGresult *res,
						  char *const *headings, int flags);
extern bool has_name(const PGresult *res, int column);
extern char *rows_as_json(Session *s, const char *sql, int n,
						  const char *const *values, int *rows);

/* xlsx_book.c, xlsx.c */
extern bool xlsx_can_be_written(const Session *s);
extern void xlsx_rows(Session *s, const char *title, const PGresult *res, char *const *headings);
extern bool close_workbook(Session *s);

/* heading.c */
extern char **column_headings(Session *s, const PGresult *res);

/* word.c */
extern const char *printed_value(Session *s, const PGresult *res, int row,
								 int column);

/* run.c */
extern int	run_command(Session *s, const Command *cmd, const char **values);

/* help.c */
extern void print_help(const char *progname);
extern void print_command_help(const char *progname, const Command *cmd);
extern void print_group_help(const char *progname, const char *group, FILE *to);
extern void usage_line(PQExpBuffer buf, const Command *cmd);

/* manual.c */
extern void print_manual(void);
extern void print_completion(void);

/* book.c */
extern bool make_book(Session *s, const char *name, const char *region,
					  const char *title);

/* tree.c */
extern PGresult *tree_query(Session *s, const Command *cmd, const char **values);
extern bool depth_is_sound(const char *depth);

/* handlers: book.c, tree.c, chart.c, report.c, period.c, seal.c, demo.c */
extern int	cmd_init(Session *s, const Command *cmd, const char **values);
extern int	cmd_status(Session *s, const Command *cmd, const char **values);
extern int	cmd_tree(Session *s, const Command *cmd, const char **values);
extern int	cmd_chart(Session *s, const Command *cmd, const char **values);
extern int	cmd_plan_load(Session *s, const Command *cmd, const char **values);
extern int	cmd_plan_add(Session *s, const Command *cmd, const char **values);
extern int	cmd_plan_rehearse(Session *s, const Command *cmd, const char **values);
extern int	cmd_report(Session *s, const Command *cmd, const char **values);
extern int	cmd_report_list(Session *s, const Command *cmd, const char **values);
extern int	cmd_report_book(Session *s, const Command *cmd, const char **values);
extern int	cmd_report_detail(Session *s, const Command *cmd, const char **values);
extern int	cmd_pool_status(Session *s, const Command *cmd, const char **values);
extern int	cmd_pool_timeline(Session *s, const Command *cmd, const char **values);
extern int	cmd_period_check(Session *s, const Command *cmd, const char **values);
extern int	cmd_report_check(Session *s, const Command *cmd, const char **values);
extern int	cmd_export(Session *s, const Command *cmd, const char **values);
extern int	cmd_verify_files(Session *s, const Command *cmd, const char **values);
extern int	cmd_import(Session *s, const Command *cmd, const char **values);
extern int	cmd_demo(Session *s, const Command *cmd, const char **values);

/* queries_report.c */
extern const char sql_report_list[];
extern const char sql_report_book[];
extern const char sql_report_meta[];
extern const char sql_report_signers[];
extern const char sql_report_columns[];
extern const char sql_chart_movement[];
extern const char sql_chart_ages[];

/* queries.c: longer SQL texts named by the command table */
extern const char sql_document_made[];
extern const char sql_unit_made[];
extern const char sql_unit_ended[];
extern const char sql_version_made[];
extern const char sql_unit_due[];
extern const char sql_unit_history[];
extern const char sql_unit_lineage[];
extern const char sql_merge_made[];
extern const char sql_split_made[];
extern const char sql_duty_made[];
extern const char sql_assignment_made[];
extern const char sql_duty_list[];
extern const char sql_duty_show[];
extern const char sql_duty_overlap[];
extern const char sql_entry_made[];
extern const char sql_permit_made[];
extern const char sql_reduction_made[];
extern const char sql_reduction_list[];
extern const char sql_enrolment_made[];
extern const char sql_appointment_made[];
extern const char sql_person_made[];
extern const char sql_plan_made[];
extern const char sql_plan_list[];
extern const char sql_plan_show[];
extern const char sql_plan_operations[];
extern const char sql_unit_list[];
extern const char sql_unit_tree[];
extern const char sql_unit_chart[];
extern const char sql_document_list[];
extern const char sql_document_show[];
extern const char sql_account_list[];
extern const char sql_post_plan[];
extern const char sql_priority_made[];
extern const char sql_priority_list[];
extern const char sql_proposal_made[];
extern const char sql_proposal_list[];
extern const char sql_permit_list[];
extern const char sql_person_show[];
extern const char sql_person_history[];
extern const char sql_person_list[];
extern const char sql_pool_made[];
extern const char sql_certificate_made[];
extern const char sql_loan_made[];
extern const char sql_seat_made[];
extern const char sql_settlement_made[];
extern const char sql_extension_made[];
extern const char sql_reclaim_made[];
extern const char sql_pool_status[];
extern const char sql_pool_as_of[];
extern const char sql_pool_ledger[];
extern const char sql_pool_due[];
extern const char sql_pool_forecast[];
extern const char sql_pool_timeline[];
extern const char sql_pool_now[];
extern const char sql_pool_months[];
extern const char sql_period_made[];
extern const char sql_exception_made[];
extern const char sql_sign_off_made[];
extern const char sql_period_status[];
extern const char sql_period_late[];
extern const char sql_period_obstacles[];
extern const char sql_report_check[];
extern const char sql_report_check_all[];
extern const char sql_period_exceptions[];
extern const char sql_export[];
extern const char sql_period_returns[];
extern const char sql_check[];
extern const char sql_touched[];
extern const char sql_touched_compare[];

#endif							/* BIANZHI_CLI_H */
