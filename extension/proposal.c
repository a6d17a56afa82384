/*-------------------------------------------------------------------------
 *
 * proposal.c
 *	  Maker and checker: an act that takes effect only when somebody else has
 *	  approved it (invariant 8 of the design).
 *
 * INSERT is to submit, UPDATE of state is to decide; approving runs the
 * operations, in the same transaction, so that "approved" and "done" are one.
 * Both hold for plain statements as for the functions of a book.  Two who
 * decide at once meet at the row of the proposal.
 *
 * What may not live here: what the operations touch (proposal_base.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

static const BzQuery kind_query = {
	"SELECT 1 FROM @.code c WHERE c.set" BZ_EQ "'proposal_kind' AND c.code" BZ_EQ "$1", 1, {TEXTOID}
};

static const BzQuery document_query = {
	"SELECT 1 FROM @.document d WHERE d.id" BZ_EQ "$1", 1, {INT8OID}
};

static Datum
column(TriggerData *t, HeapTuple tuple, const char *name, bool *isnull)
{
	return heap_getattr(tuple, bz_trigger_column(t->tg_relation, name),
						RelationGetDescr(t->tg_relation), isnull);
}

/* A text column, NULL for null. */
static char *
text_column(TriggerData *t, HeapTuple tuple, const char *name)
{
	bool		isnull;
	Datum		d = column(t, tuple, name, &isnull);

	return isnull ? NULL : TextDatumGetCString(d);
}

static int64
id_of(TriggerData *t, HeapTuple tuple)
{
	bool		isnull;

	return DatumGetInt64(column(t, tuple, "id", &isnull));
}

/* NOT NULL is judged after BEFORE triggers: such a row is left to it. */
static bool
lacks_required(TriggerData *t, HeapTuple tuple)
{
	static const char *const required[] = {"id", "kind", "title", "operations", "state", "idempotency_key"};
	bool		isnull = false;

	for (int i = 0; i < (int) lengthof(required) && !isnull; i++)
		(void) column(t, tuple, required[i], &isnull);
	return isnull;
}

static char *
session_name(void)
{
	return GetUserNameFromId(GetSessionUserId(), false);
}

/* A state in the reader's language. */
static const char *
state_word(const char *state)
{
	static const char *const words[] = {
		gettext_noop("submitted"), gettext_noop("approved"), gettext_noop("rejected"),
		gettext_noop("withdrawn"),
	};

	for (int i = 0; i < (int) lengthof(words); i++)
		if (strcmp(state, words[i]) == 0)
			return _(words[i]);
	return state;
}

/* ---- submitting ---- */

static void
check_references(BzBook *book, TriggerData *t, HeapTuple tuple)
{
	bool		isnull;
	Datum		kind = column(t, tuple, "kind", &isnull);
	Datum		document = column(t, tuple, "document_id", &isnull);

	if (isnull)
		bz_violation_no_document(t->tg_relation);
	SPI_connect();
	if (bz_plan_run(book, &document_query, &document, NULL, false) == 0)
		bz_violation_no_such(t->tg_relation, "document_id", psprintf(INT64_FORMAT, DatumGetInt64(document)));
	if (bz_plan_run(book, &kind_query, &kind, NULL, false) == 0)
		bz_violation_no_such(t->tg_relation, "kind", TextDatumGetCString(kind));
	SPI_finish();
}

static void
refuse_list(TriggerData *t, const char *kind)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg("a proposal needs a list of operations"),
			 strcmp(kind, "post_plan") == 0 ?
			 errhint("The plan gives nobody a post; post_plan_total() says why.") :
			 errhint("Operations are a list as [{\"op\": \"allocate\", \"args\": {\"unit\": \"...\", \"post_type\": \"11\", \"quantity\": 3}}]; table \"operation\" lists what may be proposed."),
			 errtable(t->tg_relation)));
}

/* Columns that are the database's to fill. */
static HeapTuple
fill(TriggerData *t, HeapTuple tuple, int n, const char *const *names, Datum *values, bool *nulls)
{
	int			columns[8];

	for (int i = 0; i < n; i++)
		columns[i] = bz_trigger_column(t->tg_relation, names[i]);
	return heap_modify_tuple_by_cols(tuple, RelationGetDescr(t->tg_relation), n, columns, values, nulls);
}

static HeapTuple
submit(BzBook *book, TriggerData *t, HeapTuple tuple)
{
	static const char *const names[] = {"base", "made_at", "made_by", "decided_at", "decided_by", "decision_reason", "result"};
	Datum		values[7] = {0};
	bool		nulls[7] = {false, false, false, true, true, true, true};
	bool		isnull;
	Jsonb	   *operations;

	if (strcmp(text_column(t, tuple, "state"), "submitted") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_PROPOSAL_STATE),
				 errmsg("a new proposal is submitted, not %s",
						state_word(text_column(t, tuple, "state"))),
				 errhint("Leave the state out; somebody else decides with approve() or reject()."),
				 errtable(t->tg_relation),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "proposal_state")));
	check_references(book, t, tuple);
	operations = DatumGetJsonbP(column(t, tuple, "operations", &isnull));
	if (!JB_ROOT_IS_ARRAY(operations) || JB_ROOT_IS_SCALAR(operations) || JB_ROOT_COUNT(operations) == 0)
		refuse_list(t, text_column(t, tuple, "kind"));
	values[0] = bz_proposal_base(book, t->tg_relation, operations,
								 DatumGetInt64(column(t, tuple, "document_id", &isnull)));
	values[1] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[2] = CStringGetTextDatum(session_name());
	return fill(t, tuple, 7, names, values, nulls);
}

/* ---- deciding ---- */

static void
refuse_state(TriggerData *t, const char *state)
{
	HeapTuple	old = t->tg_trigtuple;
	char	   *by = text_column(t, old, "decided_by");
	char	   *reason = text_column(t, old, "decision_reason");
	bool		isnull;
	Datum		at = column(t, old, "decided_at", &isnull);

	ereport(ERROR,
			(errcode(ERRCODE_BZ_PROPOSAL_STATE),
			 errmsg("proposal %lld is %s", (long long) id_of(t, old), state_word(state)),
			 isnull ? 0 : errdetail("By %s at %s: %s", by ? by : "-",
									DatumGetCString(DirectFunctionCall1(timestamptz_out, at)),
									reason ? reason : "-"),
			 isnull ? errhint("Decide it with approve(), reject() or withdraw().") :
			 errhint("A decision is never changed; make a new proposal."),
			 errtable(t->tg_relation),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "proposal_state")));
}

/* Who made it may only withdraw it, and nobody else may do that. */
static void
check_person(TriggerData *t, const char *state)
{
	char	   *maker = text_column(t, t->tg_trigtuple, "made_by");
	bool		own = strcmp(maker, session_name()) == 0;

	if (own == (strcmp(state, "withdrawn") == 0))
		return;
	if (own)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_SELF_REVIEW),
				 errmsg("proposal %lld was made by %s and is decided by somebody else",
						(long long) id_of(t, t->tg_trigtuple), maker),
				 errhint("Have another person review it, or take it back with withdraw()."),
				 errtable(t->tg_relation),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "self_review")));
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("proposal %lld can only be withdrawn by %s, who made it",
					(long long) id_of(t, t->tg_trigtuple), maker),
			 errhint("Who reviews it approves or rejects it."),
			 errtable(t->tg_relation)));
}

/* A reason that says something: a rejection needs one. */
static void
check_reason(TriggerData *t, HeapTuple tuple)
{
	char	   *reason = text_column(t, tuple, "decision_reason");

	if (reason != NULL && reason[strspn(reason, " \t\r\n")] != '\0')
		return;
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("a rejection needs a reason"),
			 errhint("Say what the maker is to change."),
			 errtable(t->tg_relation)));
}

static HeapTuple
decide(BzBook *book, TriggerData *t, HeapTuple tuple)
{
	static const char *const names[] = {"decided_at", "decided_by", "result"};
	Datum		values[3] = {0};
	bool		nulls[3] = {false, false, true};
	bool		isnull;
	char	   *before = text_column(t, t->tg_trigtuple, "state");
	char	   *after = text_column(t, tuple, "state");

	if (strcmp(before, "submitted") != 0 || strcmp(after, "submitted") == 0)
		refuse_state(t, before);
	check_person(t, after);
	if (strcmp(after, "rejected") == 0)
		check_reason(t, tuple);
	if (strcmp(after, "approved") == 0)
	{
		char	   *results =
			bz_proposal_run(book, t->tg_relation, id_of(t, t->tg_trigtuple),
							DatumGetJsonbP(column(t, t->tg_trigtuple, "operations", &isnull)),
							DatumGetInt64(column(t, t->tg_trigtuple, "document_id", &isnull)),
							column(t, t->tg_trigtuple, "base", &isnull));

		values[2] = DirectFunctionCall1(jsonb_in, CStringGetDatum(results));
		nulls[2] = false;
	}
	values[0] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	values[1] = CStringGetTextDatum(session_name());
	return fill(t, tuple, 3, names, values, nulls);
}

PG_FUNCTION_INFO_V1(bianzhi_check_proposal);

/* BEFORE INSERT OR UPDATE FOR EACH ROW on proposal: submits and decides. */
Datum
bianzhi_check_proposal(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "check_proposal", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	bool		insert = TRIGGER_FIRED_BY_INSERT(t->tg_event);
	HeapTuple	tuple = insert ? t->tg_trigtuple : t->tg_newtuple;
	BzBook	   *book = bz_book_of(t->tg_relation);

	if (lacks_required(t, tuple))
		return PointerGetDatum(tuple);
	return PointerGetDatum(insert ? submit(book, t, tuple) : decide(book, t, tuple));
}
