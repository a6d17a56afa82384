/*-------------------------------------------------------------------------
 *
 * bianzhi.h
 *	  What the rooms of the extension share: text domain, SQLSTATEs, and the
 *	  prototypes of functions used by more than one file, grouped under the
 *	  file that defines them.
 *
 * What may not live here: version tests (compat.h) and anything that only one
 * file uses (static there).
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_H
#define BIANZHI_H

#include "postgres.h"

/*
 * Every ereport() of the extension is looked up in our own catalogue.  This
 * must come before the first use, so every file includes bianzhi.h first.
 */
#undef TEXTDOMAIN
#define TEXTDOMAIN PG_TEXTDOMAIN("bianzhi")

#undef _
#define _(x) dgettext(TEXTDOMAIN, x)

#include "fmgr.h"

#include "compat.h"

/* ----
 * SQLSTATEs.  22Zxx malformed value, 23Zxx refused by a rule, 55Zxx wrong
 * state, 01Zxx warning.
 * ----
 */
#define ERRCODE_BZ_INVALID_RESIDENT_ID		MAKE_SQLSTATE('2', '2', 'Z', '0', '1')
#define ERRCODE_BZ_INVALID_CREDIT_CODE		MAKE_SQLSTATE('2', '2', 'Z', '0', '2')
#define ERRCODE_BZ_INVALID_DOCUMENT_NUMBER	MAKE_SQLSTATE('2', '2', 'Z', '0', '3')
#define ERRCODE_BZ_INVALID_NAME				MAKE_SQLSTATE('2', '2', 'Z', '0', '4')
#define ERRCODE_BZ_INVALID_CATEGORY			MAKE_SQLSTATE('2', '2', 'Z', '0', '5')

#define ERRCODE_BZ_FUTURE_DATE				MAKE_SQLSTATE('2', '2', 'Z', '0', '6')
#define ERRCODE_BZ_RECORDED_BY_CLIENT		MAKE_SQLSTATE('2', '2', 'Z', '0', '7')
#define ERRCODE_BZ_MALFORMED_OPERATION		MAKE_SQLSTATE('2', '2', 'Z', '0', '8')
#define ERRCODE_BZ_MALFORMED_FORMULA		MAKE_SQLSTATE('2', '2', 'Z', '0', '9')
#define ERRCODE_BZ_BROKEN_SEAL				MAKE_SQLSTATE('2', '2', 'Z', '1', '0')

#define ERRCODE_BZ_OVER_ESTABLISHMENT		MAKE_SQLSTATE('2', '3', 'Z', '0', '1')
#define ERRCODE_BZ_OVER_LEADERSHIP			MAKE_SQLSTATE('2', '3', 'Z', '0', '2')
#define ERRCODE_BZ_MIXED_ESTABLISHMENT		MAKE_SQLSTATE('2', '3', 'Z', '0', '3')
#define ERRCODE_BZ_UNBALANCED_ENTRY			MAKE_SQLSTATE('2', '3', 'Z', '0', '4')
#define ERRCODE_BZ_DOCUMENT_MISSING			MAKE_SQLSTATE('2', '3', 'Z', '0', '5')
#define ERRCODE_BZ_DOUBLE_POST				MAKE_SQLSTATE('2', '3', 'Z', '0', '6')
#define ERRCODE_BZ_DIVISION_CEILING			MAKE_SQLSTATE('2', '3', 'Z', '0', '7')
#define ERRCODE_BZ_LEADER_RATIO				MAKE_SQLSTATE('2', '3', 'Z', '0', '8')
#define ERRCODE_BZ_PARTY_AFFAIRS			MAKE_SQLSTATE('2', '3', 'Z', '0', '9')
#define ERRCODE_BZ_ABOLISH_RESIDUE			MAKE_SQLSTATE('2', '3', 'Z', '1', '0')
#define ERRCODE_BZ_REPLACE_ONE_FOR_ONE		MAKE_SQLSTATE('2', '3', 'Z', '1', '1')
#define ERRCODE_BZ_POOL_BORROWER_NOT_FULL	MAKE_SQLSTATE('2', '3', 'Z', '1', '2')
#define ERRCODE_BZ_POOL_BORROWER_OVERDUE	MAKE_SQLSTATE('2', '3', 'Z', '1', '3')
#define ERRCODE_BZ_POOL_RING_FENCE			MAKE_SQLSTATE('2', '3', 'Z', '1', '4')
#define ERRCODE_BZ_POOL_EXHAUSTED			MAKE_SQLSTATE('2', '3', 'Z', '1', '5')
#define ERRCODE_BZ_POOL_VACANCY_OWED		MAKE_SQLSTATE('2', '3', 'Z', '1', '6')
#define ERRCODE_BZ_POOL_ATTRITION			MAKE_SQLSTATE('2', '3', 'Z', '1', '7')
#define ERRCODE_BZ_POOL_TERM				MAKE_SQLSTATE('2', '3', 'Z', '1', '8')
#define ERRCODE_BZ_SELF_REVIEW				MAKE_SQLSTATE('2', '3', 'Z', '2', '0')
#define ERRCODE_BZ_STALE_PROPOSAL			MAKE_SQLSTATE('2', '3', 'Z', '2', '1')
#define ERRCODE_BZ_APPEND_ONLY				MAKE_SQLSTATE('2', '3', 'Z', '2', '2')
#define ERRCODE_BZ_OVER_CEILING				MAKE_SQLSTATE('2', '3', 'Z', '2', '3')

#define ERRCODE_BZ_PERMIT_INVALID			MAKE_SQLSTATE('2', '3', 'Z', '2', '4')
#define ERRCODE_BZ_OUTSIDE_VALIDITY			MAKE_SQLSTATE('2', '3', 'Z', '2', '5')

#define ERRCODE_BZ_DUTY_HOLDER				MAKE_SQLSTATE('2', '3', 'Z', '2', '9')
#define ERRCODE_BZ_HIGH_POST				MAKE_SQLSTATE('2', '3', 'Z', '2', '7')
#define ERRCODE_BZ_LEADERSHIP_STANDARD		MAKE_SQLSTATE('2', '3', 'Z', '2', '8')
#define ERRCODE_BZ_CONCURRENT_POST			MAKE_SQLSTATE('2', '3', 'Z', '3', '0')
#define ERRCODE_BZ_APPROVAL_AUTHORITY		MAKE_SQLSTATE('2', '3', 'Z', '2', '6')
#define ERRCODE_BZ_TEMPORARY_UNIT			MAKE_SQLSTATE('2', '3', 'Z', '3', '1')

#define ERRCODE_BZ_PERIOD_FROZEN			MAKE_SQLSTATE('5', '5', 'Z', '0', '1')
#define ERRCODE_BZ_PERIOD_CLOSED			MAKE_SQLSTATE('5', '5', 'Z', '0', '2')
#define ERRCODE_BZ_BOOK_VERSION				MAKE_SQLSTATE('5', '5', 'Z', '0', '3')
#define ERRCODE_BZ_POOL_STATE				MAKE_SQLSTATE('5', '5', 'Z', '0', '6')
#define ERRCODE_BZ_PROPOSAL_STATE			MAKE_SQLSTATE('5', '5', 'Z', '0', '5')
#define ERRCODE_BZ_PLAN_STATE				MAKE_SQLSTATE('5', '5', 'Z', '0', '4')
#define ERRCODE_BZ_PERIOD_STATE				MAKE_SQLSTATE('5', '5', 'Z', '0', '7')
#define ERRCODE_BZ_RETURN_STATE				MAKE_SQLSTATE('5', '5', 'Z', '0', '8')
#define ERRCODE_BZ_CHAIN_GAP				MAKE_SQLSTATE('5', '5', 'Z', '0', '9')

/* ----
 * document_number.c: one form for what people type in several.  Arguments are
 * in the server encoding, results are palloc'd; a value that cannot be
 * accepted raises 22Z03 or 22Z04.
 * ----
 */
extern char *bz_document_number_normalise(const char *raw);
extern char *bz_tidy_name(const char *raw);

/* The same room: characters for the parsers of the other types. */
extern int	bz_text_decode(const char *raw, uint32 *chars, int maxchars);
extern char *bz_text_encode(const uint32 *chars, int nchars);
extern char *bz_text_clip(const char *raw);
extern uint32 bz_text_fold_width(uint32 c);
extern bool bz_text_is_blank(uint32 c);

/* sm3.c: GB/T 32905 digest of a run of bytes; raises 0A000 without SM3 */
#define BZ_SM3_LENGTH 32
extern void bz_sm3_digest(const void *data, size_t len, uint8 *digest);
extern void bz_sm3_parts(int n, const void *const *parts, const size_t *lengths, uint8 *digest);

#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/date.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

/* ----
 * bianzhi.c: settings and what every room needs.
 * ----
 */
#define ERRCODE_BZ_WARNING					MAKE_SQLSTATE('0', '1', 'Z', '0', '1')

/* The book format this library reads and writes (table book, column version). */
#define BZ_BOOK_VERSION 2

extern int	bz_max_reported;	/* rows named in one refusal */

/* ----
 * book.c: what the engine knows of a book, cached per backend.  A book is
 * known by the OID of its schema, so that renaming it changes nothing.
 * ----
 */
typedef enum BzMode
{
	BZ_BLOCK,
	BZ_WARN,
	BZ_TRACK
} BzMode;

typedef struct BzPostType
{
	int32		code;
	char		class;			/* 'e' establishment, 'l' leadership, 'o' off */
	int32		category;		/* number of the category, 0-based */
	char		rank[12];		/* of leadership posts, else empty */
	bool		ring_fenced;
} BzPostType;

typedef struct BzRank
{
	char	   *code;
	char	   *name;
	int			order;			/* smaller is higher */
} BzRank;

typedef struct BzRule
{
	char		code[NAMEDATALEN];
	char		region[12];		/* trailing zero pairs cut off; "" is everywhere */
	BzMode		mode;
	char		level[12];
	int32		min_age;		/* params.min_age, 0 if absent */
	char	   *params;			/* the whole of params as jsonb text */
	DateADT		effective_on;
	DateADT		until;			/* DATEVAL_NOEND if open */
} BzRule;

/* The months of a region: the one that is frozen, and when one was closed last. */
typedef struct BzPeriod
{
	char		region[12];
	bool		frozen;
	DateADT		month;			/* of the frozen one, as the next three */
	TimestampTz frozen_at;
	char	   *frozen_by;
	TimestampTz closed_at;		/* DT_NOBEGIN if never */
	DateADT		open_from;		/* the day after the last month closed */
} BzPeriod;

/* A turnover pool, as far as statements that have nothing to do with it must know. */
typedef struct BzPool
{
	int32		id;
	int32		holder;			/* the fund, below zero */
	int32		post_type;		/* ring-fenced, the pool's own */
	int32		category;		/* of the post type, as in BzPostType */
} BzPool;

typedef struct BzBook
{
	Oid			nspoid;			/* hash key */
	bool		valid;
	char		name[NAMEDATALEN];
	Oid			owner;			/* of table account: queries run as this role */
	Oid			account;		/* OID of table account */
	int			npost_types;
	BzPostType *post_types;		/* sorted by code */
	int			nadmissible;
	char	  **admissible;		/* sorted "class/code" */
	int			ncodes;
	char	  **codes;			/* sorted "set/code" of the sets on hot paths */
	int			nranks;
	BzRank	   *ranks;			/* those that can be compared */
	int			nrules;
	BzRule	   *rules;
	int			nperiods;
	BzPeriod   *periods;
	int			nfrozen;		/* how many of them are frozen */
	TimestampTz last_close;		/* of any region, DT_NOBEGIN if none */
	int			npools;
	BzPool	   *pools;
	MemoryContext context;
} BzBook;

extern BzBook *bz_book_open(Oid nspoid);
extern BzBook *bz_book_of(Relation rel);
extern const BzPostType *bz_book_post_type(BzBook *book, int32 code);
extern bool bz_book_admissible(BzBook *book, const char *class, int32 post_type);
extern bool bz_book_code(BzBook *book, const char *set, const char *code);
extern int	bz_book_rank(BzBook *book, const char *rank);
extern const char *bz_book_rank_name(BzBook *book, const char *rank);
extern const BzRule *bz_book_rule(BzBook *book, const char *code, const char *region);
extern const BzPool *bz_book_pool(BzBook *book, int32 post_type);	/* copy it before the next query */
extern double bz_rule_number(const BzRule *rule, const char *param, double otherwise);
extern char *bz_rule_text(const BzRule *rule, const char *param);

/* ----
 * plan.c: cached SPI plans.  A query's text names the book's tables as
 * "@.table" and every operator with its schema; it runs as the book's owner.
 * ----
 */
typedef struct BzQuery
{
	const char *text;
	int			nargs;
	Oid			argtypes[8];
} BzQuery;

#define BZ_EQ " OPERATOR(pg_catalog.=) "

extern uint64 bz_plan_run(BzBook *book, const BzQuery *query, Datum *values,
						  const char *nulls, bool read_only);
extern uint64 bz_plan_run_as_caller(BzBook *book, const BzQuery *query, Datum *values,
									const char *nulls);
extern uint64 bz_plan_run_latest(BzBook *book, const BzQuery *query, Datum *values);
extern uint64 bz_plan_run_before(BzBook *book, const BzQuery *query, Datum *values,
								 CommandId since);
extern void bz_plan_forget(Oid nspoid);
extern char *bz_plan_text(BzBook *book, const char *template);
extern bool bz_plan_in_engine(void);
extern Datum bz_array_int4(const int32 *values, int n);
extern Datum bz_array_int8(const int64 *values, int n);
extern int32 bz_result_int4(uint64 row, int column, bool *isnull);
extern int64 bz_result_int8(uint64 row, int column, bool *isnull);
extern char *bz_result_text(uint64 row, int column);

/* ----
 * trigger.c: protocol of trigger functions, and reading transition tables.
 * ----
 */
#define BZ_ON_INSERT	1
#define BZ_ON_UPDATE	2
#define BZ_ON_DELETE	4
#define BZ_ON_TRUNCATE	8
#define BZ_ON_ANY		15

extern TriggerData *bz_trigger_begin(FunctionCallInfo fcinfo, const char *function,
									 bool row, bool before, int events);
extern TriggerData *bz_trigger_begin_rows(FunctionCallInfo fcinfo, const char *function);
extern int	bz_trigger_column(Relation rel, const char *name);

typedef struct BzRecorded
{
	Relation	rel;
	int			at;				/* column numbers */
	int			by;
	TimestampTz now;
	char	   *user;
	size_t		length;
} BzRecorded;

extern void bz_recorded_begin(BzRecorded *r, Relation rel);
extern void bz_recorded_check(const BzRecorded *r, TupleTableSlot *slot);

/* ----
 * violation.c: the one reporter.  What a rule found is collected and raised,
 * warned of or recorded as the rule's row says.
 * ----
 */
typedef struct BzViolation
{
	const char *rule;			/* code in table rule, also CONSTRAINT NAME */
	int			sqlstate;
	int32		holder;
	int32		post_type;
	int64		person;			/* 0 if the object is an account */
	int64		approved;		/* figures before the statement */
	int64		strength;
	int64		reserved;
	int64		requested;		/* what the statement asked for */
	DateADT		on;				/* date concerned, or DATEVAL_NOEND */

	/*
	 * What a room that knows its rule better than violation.c says of it:
	 * translated sentences, and the finding's key (behind "rule/") and figures
	 * (jsonb text).  NULL leaves it to violation.c.
	 */
	char	   *message;
	char	   *detail;
	char	   *hint;
	char	   *thing;
	char	   *figures;
	bool		soften;			/* warn where the rule would block */
} BzViolation;

typedef struct BzViolations
{
	int			count;			/* all that were found */
	int			kept;			/* how many of them are kept below */
	int			space;
	BzViolation *items;
} BzViolations;

extern void bz_violation_add(BzViolations *list, const BzViolation *v);
extern void bz_violation_settle(BzBook *book, Relation rel, BzViolations *list);
extern void bz_violation_future(Relation rel, const char *column, DateADT given) pg_attribute_noreturn();
extern void bz_violation_no_document(Relation rel) pg_attribute_noreturn();
extern void bz_violation_no_such(Relation rel, const char *column, const char *value) pg_attribute_noreturn();
extern bool bz_may_read(BzBook *book);
extern bool bz_excused(BzBook *book, const char *rule, int32 unit, int32 post_type, int64 excess);

/* ----
 * standing.c: rules on the state in which a statement or a transaction leaves
 * units, judged by how they stand now and how they would without it.
 * ----
 */
#define BZ_STANDING_FIGURES 4

typedef struct BzStanding
{
	int32		unit;
	int32		post_type;		/* 0 if the rule is not about one */
	int64		excess;			/* broken if above zero */
	int64		figure[BZ_STANDING_FIGURES];	/* the rule's own */
	char	   *name;			/* of the unit */
	char	   *what;			/* a word of the rule's own, or NULL */
	char	   *figures;		/* jsonb of the finding */
} BzStanding;

/*
 * A rule of this kind.  The query takes unit ids and returns the columns of
 * BzStanding in their order; say() puts into words what it found.
 */
typedef struct BzStandingRule
{
	const char *code;
	int			sqlstate;
	bool		any_exception;	/* an exception excuses whatever its allowance */
	BzQuery		query;
	void		(*say) (const BzStanding *now, const BzStanding *before, BzViolation *v);
} BzStandingRule;

/*
 * The rows of a view for the units of $1, as "s".  One look-up a unit, whatever
 * the planner thinks of the sizes: with "= ANY ($1)" it may read for each what
 * it should read once.
 */
#define BZ_STANDING_OF(view) \
	"pg_catalog.unnest($1) k(id) CROSS JOIN LATERAL (SELECT v.* FROM " view " v" \
	" WHERE v.unit_id" BZ_EQ "k.id OFFSET 0) s"

extern void bz_standing_hold(BzBook *book, int32 *units, int n);
extern void bz_standing_judge(BzBook *book, Relation rel, const BzStandingRule *rules,
							  int nrules, int32 *units, int n, CommandId since);

/* leader.c: units whose leadership and Party affairs are judged at commit */
extern void bz_leader_later(BzBook *book, const int32 *units, int n, CommandId since);

/* ----
 * cells.c: what a statement changes, by account.
 * ----
 */
typedef struct BzCell
{
	uint64		key;			/* holder and post type, ordered as signed */
	int32		holder;
	int32		post_type;
	int64		approved;		/* deltas */
	int64		reserved;
	int64		strength;
	DateADT		first_on;		/* earliest and latest date on which the unit */
	DateADT		last_on;		/* must exist; first_on > last_on if none */
	bool		exists;			/* the account's row does */
	bool		open_fact;		/* something here still holds, counted or not */
	bool		fund;			/* the engine itself moves posts of a fund (pool) */
	char		status;			/* simplehash */
} BzCell;

typedef struct BzCells BzCells;

extern BzCells *bz_cells_create(int64 rows);
extern BzCell *bz_cells_get(BzCells *cells, int32 holder, int32 post_type);
extern void bz_cells_need_unit(BzCell *cell, DateADT on);
extern int	bz_cells_list(BzCells *cells, BzCell ***list);
extern BzCells *bz_cells_watch(BzCells *cells);
extern void bz_cells_posted(int32 holder, int32 post_type, int64 approved,
							int64 reserved, int64 strength);

/* ----
 * account.c: the balance rows.  Every change of posts or people ends here:
 * cells are locked in key order, judged and written, once per statement.
 * ----
 */
extern void bz_cells_lock(BzBook *book, BzCells *cells);
extern void bz_cells_post(BzBook *book, Relation rel, BzCells *cells);
extern int32 bz_cells_lapse(BzBook *book, int32 holder, int32 post_type);

/* tidy.c: nameplates of a unit in one form, each once and none its name */
extern Datum bz_tidy_names(Relation rel, Datum name, Datum names);

/* authority.c: who may approve a change of a unit; temporary bodies */
extern void bz_authority_check(BzBook *book, Relation rel, const int64 *versions, int n);

/* history.c: one person, one establishment post at any time, one leadership post that counts */
extern void bz_history_check(BzBook *book, Relation rel, int64 *persons, int npersons,
							 bool appointment);

/* permit.c: what an enrolment takes from a permit */
typedef struct BzPermitUse
{
	int64		permit;
	int32		unit_id;
	int32		post_type;
	DateADT		on;
} BzPermitUse;
extern void bz_permit_consume(BzBook *book, Relation rel, BzPermitUse *uses, int nuses,
							  BzCells *cells);

/* replace.c: does a new institution replace one, and does nothing grow by it? */
extern void bz_replace_check(BzBook *book, Relation rel, int32 unit);

/* ledger.c: an entry of the engine's own, whose balances the caller posts */
typedef struct BzLine
{
	int32		holder;
	int32		post_type;
	int32		quantity;
} BzLine;
extern int64 bz_entry_write(BzBook *book, const char *kind, int64 document, DateADT on,
							const char *note, const BzLine *lines, int nlines);
extern void bz_entry_cells(BzCells *cells, const BzLine *lines, int nlines, DateADT on);

/* ----
 * pool.c: the turnover pool: rows being filled, steps of a loan.
 * ----
 */
#define BZ_OP(op) " OPERATOR(pg_catalog." op ") "

extern void bz_pool_refuse_state(Relation rel, const char *message, const char *detail,
								 const char *hint) pg_attribute_noreturn();
extern char *bz_date_text(DateADT day);

/* pool_loan.c: the approvals being judged, which do not lapse to fit; as int8[] */
extern Datum bz_pool_approving(void);

/* ----
 * pool_seat.c: enrolments on a pool's own kind of post.
 * ----
 */
typedef struct BzPoolFact
{
	int64		enrolment;
	int64		person;
	int64		document;		/* of the beginning, or of the end */
	int32		unit;
	int32		post_type;
	DateADT		on;
	DateADT		until;			/* DATEVAL_NOEND while it lasts */
	bool		had_ended;		/* only its end moves */
} BzPoolFact;

typedef struct BzPoolFacts
{
	int			n;
	int			space;
	BzPoolFact *facts;
} BzPoolFacts;

extern void bz_pool_note(BzPoolFacts *list, const BzPoolFact *fact);
extern void bz_pool_begin(BzBook *book, Relation rel, BzPoolFacts *list, BzCells *cells);
extern void bz_pool_end(BzBook *book, Relation rel, BzPoolFacts *list, BzCells *cells);

/* pool_owed.c: 23Z16 for cells, already posted, that fill what is owed to a pool */
extern void bz_pool_owed(BzBook *book, Relation rel, BzCells *cells);

/* pool_settle.c: is the statement a part of a settlement? */
extern bool bz_pool_settling(void);
/* duty.c: which duties keep a unit from ending */
extern const BzQuery bz_duty_residue_query;

/* ----
 * operation.c: functions of the book called by name, arguments as JSON; only
 * what table operation lists.  Find, bind (which judges the arguments), call.
 * ----
 */
#define BZ_MAX_PARAMS 40

typedef struct BzParam
{
	char	   *name;
	Oid			type;
	bool		given;
	bool		isnull;
	Datum		value;
} BzParam;

typedef struct BzOperation
{
	char	   *name;			/* of the function, also where op was its Chinese name */
	int			nparams;
	int			nrequired;		/* the first ones; the rest have defaults */
	BzParam		params[BZ_MAX_PARAMS];
} BzOperation;

extern void bz_operation_find(BzBook *book, const char *op, BzOperation *o);
extern void bz_operation_bind(BzOperation *o, Jsonb *args);
extern char *bz_operation_call(BzBook *book, const BzOperation *o);
extern void bz_operation_default(BzOperation *o, const char *param, Oid type, Datum value);

/* refuse.c: refusals of names; given may be NULL */
extern void bz_refuse_unknown(const char *kind, const char *given) pg_attribute_noreturn();
extern void bz_refuse_ambiguous(const char *kind, const char *given, const char *candidates) pg_attribute_noreturn();

/* ----
 * reform.c: plans, their states and their steps; applying one.
 * ----
 */
typedef struct BzStep
{
	int32		no;
	char	   *op;
	Jsonb	   *args;
	char	   *result;			/* what the operation returned */
	TransactionId xid;			/* under which it wrote, if it did */
} BzStep;

typedef struct BzPlan
{
	int64		id;				/* 0 if it is not stored */
	char	   *state;
	char	   *document;		/* as document_ref() takes it, or NULL */
	DateADT		effective_on;	/* DATEVAL_NOBEGIN if each step has its own */
	int32		violations;		/* of the rehearsal, -1 if there was none */
	Jsonb	   *base;
	int			nsteps;
	BzStep	   *steps;
} BzPlan;

extern uint64 bz_reform_ask(BzBook *book, const char *query, int nargs, const Oid *types,
							Datum *values, Snapshot snapshot);
extern void bz_reform_load(BzBook *book, int64 id, bool lock, BzPlan *plan);
extern void bz_reform_write(BzBook *book, const char *query, int nargs, const Oid *types,
							Datum *values);
extern void bz_reform_step(BzBook *book, const BzPlan *plan, BzStep *step);

/* ----
 * proposal_base.c: what a proposal's operations touch.
 * ----
 */
extern Oid	bz_acting_user(void);
extern Datum bz_proposal_base(BzBook *book, Relation rel, Jsonb *operations, int64 document);
extern char *bz_proposal_run(BzBook *book, Relation rel, int64 id, Jsonb *operations,
							 int64 document, Datum base);

/* gate.c: a frozen month is not written; period.c: what freezes, signs, closes */
extern void bz_gate_shut(Oid nspoid, bool exceptions);
extern void bz_gate_enter(Oid nspoid);
extern char *bz_month_text(DateADT month);

#endif							/* BIANZHI_H */
