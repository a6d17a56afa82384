/*-------------------------------------------------------------------------
 *
 * leader.c
 *	  Leadership: how many chiefs to a deputy, how many posts a size allows, no
 *	  post above the unit's rank (and no holder above the post's), and one of
 *	  two Party affairs bodies.
 *
 * What a body is left with is judged at commit, because an entry may come in
 * several statements and a reform in many.  Statements note which units they
 * touched; the first deferred event of a transaction judges all that are noted,
 * the others find nothing left.  A deferred event whose unit is not noted, or
 * was judged in a subtransaction that is gone, judges it again: the notes save
 * work, they decide nothing.
 *
 * What may not live here: what is counted (sql/book/74_leadership.sql), the
 * comparison with what was before (standing.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

typedef struct NoteKey
{
	Oid			nspoid;
	int32		unit;
} NoteKey;

typedef struct Note
{
	NoteKey		key;
	CommandId	since;			/* the first command not judged yet */
	SubTransactionId judged;	/* where it was; invalid if it is to be */
} Note;

static HTAB *notes = NULL;		/* of this transaction */

static void say_ratio(const BzStanding *now, const BzStanding *before, BzViolation *v);
static void say_standard(const BzStanding *now, const BzStanding *before, BzViolation *v);
static void say_high_post(const BzStanding *now, const BzStanding *before, BzViolation *v);
static void say_party(const BzStanding *now, const BzStanding *before, BzViolation *v);

#define FIGURE(column) "coalesce(" column ", 0)::pg_catalog.int8"

static const BzStandingRule leader_rules[] = {
	{
		"leader_ratio", ERRCODE_BZ_LEADER_RATIO, false,
		{"SELECT s.unit_id, 0, " FIGURE("s.excess") ", " FIGURE("s.chiefs") ", " FIGURE("s.deputies") ", "
			FIGURE("s.most") ", 0::pg_catalog.int8, s.unit, NULL, s.figures::pg_catalog.text"
		" FROM " BZ_STANDING_OF("@.leader_ratio_standing"), 1, {INT4ARRAYOID}},
		say_ratio
	},
	{
		"leadership_standard", ERRCODE_BZ_LEADERSHIP_STANDARD, false,
		{"SELECT s.unit_id, 0, " FIGURE("s.excess") ", " FIGURE("s.size") ", " FIGURE("s.posts") ", "
			FIGURE("s.posts_to") ", 0::pg_catalog.int8, s.unit, s.scope, s.figures::pg_catalog.text"
		" FROM " BZ_STANDING_OF("@.leadership_standing"), 1, {INT4ARRAYOID}},
		say_standard
	},
	{
		"high_post", ERRCODE_BZ_HIGH_POST, true,
		{"SELECT s.unit_id, s.post_type, " FIGURE("s.excess") ", 0::pg_catalog.int8, 0::pg_catalog.int8,"
			" 0::pg_catalog.int8, 0::pg_catalog.int8, s.unit,"
			" pg_catalog.concat(s.post_type_name, ' / ', s.unit_rank_name), s.figures::pg_catalog.text"
		" FROM " BZ_STANDING_OF("@.high_post_standing"), 1, {INT4ARRAYOID}},
		say_high_post
	},
	{
		"party_affairs", ERRCODE_BZ_PARTY_AFFAIRS, true,
		{"SELECT s.unit_id, 0, " FIGURE("s.excess") ", " FIGURE("s.deputy_secretary_posts") ", "
			FIGURE("s.party_sections") ", 0::pg_catalog.int8, 0::pg_catalog.int8, s.unit, s.state,"
		" s.figures::pg_catalog.text FROM " BZ_STANDING_OF("@.party_affairs_survey"),
		1, {INT4ARRAYOID}},
		say_party
	},
};

static void
say_ratio(const BzStanding *now, const BzStanding *before, BzViolation *v)
{
	v->message = psprintf(_("the divisions of %s have too many deputies for their chiefs"), now->name);
	v->detail = psprintf(_("%s: chiefs %lld, deputies %lld, at most %lld, requested %lld."), now->name,
						 (long long) now->figure[0], (long long) before->figure[1],
						 (long long) now->figure[2],
						 (long long) (now->figure[1] - before->figure[1]));
	v->hint = _("Approve fewer deputies or more chiefs in the same transaction, or have the excess approved as a row of rule_exception (document, allowance, expiry).");
}

static void
say_standard(const BzStanding *now, const BzStanding *before, BzViolation *v)
{
	v->message = strcmp(now->what, "division") == 0 ?
		psprintf(_("division %s has more leadership posts than its size allows"), now->name) :
		psprintf(_("%s has more leadership posts than its size allows"), now->name);
	v->detail = psprintf(_("%s: size %lld, leadership posts %lld, at most %lld, requested %lld."), now->name,
						 (long long) now->figure[0], (long long) before->figure[1],
						 (long long) now->figure[2],
						 (long long) (now->figure[1] - before->figure[1]));
	v->hint = _("See table leadership_standard; approve fewer posts, or have the excess approved as a row of rule_exception (document, allowance, expiry).");
}

static void
say_high_post(const BzStanding *now, const BzStanding *before, BzViolation *v)
{
	v->message = psprintf(_("%s has leadership posts above its own rank"), now->name);
	v->detail = psprintf(_("%s: %s, approved %lld, requested %lld."), now->name, now->what,
						 (long long) before->excess, (long long) (now->excess - before->excess));
	v->hint = _("Approve posts of the unit's rank, or have the higher ones approved as a row of rule_exception with the document.");
}

static void
say_party(const BzStanding *now, const BzStanding *before, BzViolation *v)
{
	if (strcmp(now->what, "neither") == 0)
		v->message = psprintf(_("%s has neither an organ Party committee nor a Party affairs section"), now->name);
	else if (strcmp(now->what, "both") == 0)
		v->message = psprintf(_("%s has both an organ Party committee and a Party affairs section"), now->name);
	else if (strcmp(now->what, "no_deputy") == 0)
		v->message = psprintf(_("%s has an organ Party committee without a full-time deputy secretary"), now->name);
	else if (strcmp(now->what, "no_section") == 0)
		v->message = psprintf(_("%s has no Party affairs section among its divisions"), now->name);
	else
		v->message = psprintf(_("%s has a Party affairs section that party_body does not say"), now->name);
	v->detail = psprintf(_("%s: posts of a full-time deputy secretary %lld, Party affairs sections %lld."), now->name,
						 (long long) now->figure[0], (long long) now->figure[1]);
	v->hint = _("Set party_body to committee and allocate the deputy secretary's post, or to section and establish a division of category party_section, in one transaction.");
}

static void
forget_notes(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
		notes = NULL;			/* its memory is the transaction's */
}

/* What was judged in a subtransaction that failed has not been judged. */
static void
pass_notes(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	HASH_SEQ_STATUS scan;
	Note	   *note;

	if (notes == NULL ||
		(event != SUBXACT_EVENT_ABORT_SUB && event != SUBXACT_EVENT_COMMIT_SUB))
		return;
	hash_seq_init(&scan, notes);
	while ((note = hash_seq_search(&scan)) != NULL)
		if (note->judged == mine)
			note->judged = event == SUBXACT_EVENT_COMMIT_SUB ? parent : InvalidSubTransactionId;
}

static Note *
note_unit(Oid nspoid, int32 unit, CommandId since)
{
	static bool registered = false;
	NoteKey		key = {nspoid, unit};
	Note	   *note;
	bool		found;

	if (!registered)
	{
		RegisterXactCallback(forget_notes, NULL);
		RegisterSubXactCallback(pass_notes, NULL);
		registered = true;
	}
	if (notes == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(NoteKey);
		ctl.entrysize = sizeof(Note);
		ctl.hcxt = TopTransactionContext;
		notes = hash_create("bianzhi units to judge", 64, &ctl,
							HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	note = hash_search(notes, &key, HASH_ENTER, &found);
	if (!found)
	{
		note->judged = InvalidSubTransactionId;
		note->since = since;
	}
	return note;
}

/* These units are to be judged at commit, for what is done since a command. */
void
bz_leader_later(BzBook *book, const int32 *units, int n, CommandId since)
{
	for (int i = 0; i < n; i++)
	{
		Note	   *note = note_unit(book->nspoid, units[i], since);

		/* a judgement that may yet be rolled back does not move the beginning */
		if (note->judged == TopSubTransactionId)
			note->since = since;
		note->judged = InvalidSubTransactionId;
	}
}

/* Judge all units noted and not yet judged. */
static void
judge_notes(BzBook *book, Relation rel)
{
	int32	   *units = palloc(sizeof(int32) * hash_get_num_entries(notes));
	int			n = 0;
	CommandId	since = InvalidCommandId;
	HASH_SEQ_STATUS scan;
	Note	   *note;

	hash_seq_init(&scan, notes);
	while ((note = hash_seq_search(&scan)) != NULL)
	{
		if (note->judged != InvalidSubTransactionId || note->key.nspoid != book->nspoid)
			continue;
		units[n++] = note->key.unit;
		since = Min(since, note->since);
		note->judged = GetCurrentSubTransactionId();
	}
	SPI_connect();
	bz_standing_judge(book, rel, leader_rules, lengthof(leader_rules), units, n, since);
	SPI_finish();
}

PG_FUNCTION_INFO_V1(bianzhi_judge_leaders);

/* Deferred constraint trigger on unit and entry_line. */
Datum
bianzhi_judge_leaders(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin(fcinfo, "judge_leaders", true, false, BZ_ON_INSERT | BZ_ON_UPDATE);
	Relation	rel = t->tg_relation;
	TupleDesc	desc = RelationGetDescr(rel);
	HeapTuple	tuple = TRIGGER_FIRED_BY_UPDATE(t->tg_event) ? t->tg_newtuple : t->tg_trigtuple;
	BzBook	   *book = bz_book_of(rel);
	Note	   *note;
	bool		isnull;
	const char *column = "id";

	if (strcmp(SPI_fname(desc, 1), "entry_id") == 0)
	{
		const BzPostType *type = bz_book_post_type(book,
												   DatumGetInt32(heap_getattr(tuple, bz_trigger_column(rel, "post_type"),
																			  desc, &isnull)));

		if (type == NULL || type->class != 'l')
			return PointerGetDatum(NULL);
		column = "holder_id";
	}
	note = note_unit(book->nspoid,
					 DatumGetInt32(heap_getattr(tuple, bz_trigger_column(rel, column), desc, &isnull)),
					 FirstCommandId);
	if (note->judged == InvalidSubTransactionId)
		judge_notes(book, rel);
	return PointerGetDatum(NULL);
}

static void
add_high_holder(BzBook *book, Relation rel, TupleTableSlot *slot, const char *holder_rank,
				const BzPostType *type, BzViolations *list)
{
	BzViolation v = {0};
	bool		isnull;

	v.holder = DatumGetInt32(slot_getattr(slot, bz_trigger_column(rel, "unit_id"), &isnull));
	if (bz_excused(book, "high_post", v.holder, type->code, 0))
		return;
	v.rule = "high_post";
	v.sqlstate = ERRCODE_BZ_HIGH_POST;
	v.post_type = type->code;
	v.person = DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "person_id"), &isnull));
	v.on = DATEVAL_NOEND;
	v.thing = psprintf("a" INT64_FORMAT,
					   DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "id"), &isnull)));
	v.figures = psprintf("{\"holder_rank\": \"%s\", \"post_rank\": \"%s\", \"document\": " INT64_FORMAT "}",
						 bz_book_rank_name(book, holder_rank), bz_book_rank_name(book, type->rank),
						 DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull)));
	v.message = psprintf(_("a person of rank %s is appointed to a leadership post of rank %s"),
						 bz_book_rank_name(book, holder_rank), bz_book_rank_name(book, type->rank));
	v.detail = psprintf(_("Unit %d, post type %d, document %lld."), v.holder, type->code,
						(long long) DatumGetInt64(slot_getattr(slot, bz_trigger_column(rel, "document_id"), &isnull)));
	v.hint = _("Appoint to a post of that rank, or have the higher rank approved as a row of rule_exception with its document; a lower rank than the post's is allowed.");
	bz_violation_add(list, &v);
}

PG_FUNCTION_INFO_V1(bianzhi_check_appointment);

/*
 * AFTER INSERT STATEMENT on appointment, behind the posting: the rank of the
 * holder against that of the post, for those who still hold it, and the reason
 * why one does not count.
 */
Datum
bianzhi_check_appointment(PG_FUNCTION_ARGS)
{
	TriggerData *t = bz_trigger_begin_rows(fcinfo, "check_appointment");
	Relation	rel = t->tg_relation;
	BzBook	   *book = bz_book_of(rel);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), &TTSOpsMinimalTuple);
	int			col_rank = bz_trigger_column(rel, "holder_rank");
	int			col_type = bz_trigger_column(rel, "post_type");
	int			col_until = bz_trigger_column(rel, "until");
	int			col_reason = bz_trigger_column(rel, "uncounted_reason");
	BzViolations list = {0};

	SPI_connect();
	tuplestore_rescan(t->tg_newtable);
	while (tuplestore_gettupleslot(t->tg_newtable, true, false, slot))
	{
		bool		no_rank;
		bool		no_reason;
		bool		open;
		Datum		rank = slot_getattr(slot, col_rank, &no_rank);
		Datum		reason = slot_getattr(slot, col_reason, &no_reason);

		(void) slot_getattr(slot, col_until, &open);
		if (!no_reason && !bz_book_code(book, "uncounted_reason", TextDatumGetCString(reason)))
			bz_violation_no_such(rel, "uncounted_reason", TextDatumGetCString(reason));
		if (!no_rank && open)
		{
			bool		isnull;
			const BzPostType *type = bz_book_post_type(book, DatumGetInt32(slot_getattr(slot, col_type, &isnull)));
			char	   *holder_rank = TextDatumGetCString(rank);
			int			holder_order = bz_book_rank(book, holder_rank);

			if (holder_order > 0 && type != NULL && holder_order < bz_book_rank(book, type->rank))
				add_high_holder(book, rel, slot, holder_rank, type, &list);
		}
	}
	ExecDropSingleTupleTableSlot(slot);
	if (list.count > 0)
		bz_violation_settle(book, rel, &list);
	SPI_finish();
	return PointerGetDatum(NULL);
}
