/*-------------------------------------------------------------------------
 *
 * book.c
 *	  What the engine knows of a book: its version, its kinds of posts, the
 *	  admissibility matrix, some code lists and its rules, cached per backend.
 *
 * The cache is filled on first use and again after any change of the tables it
 * was read from: a trigger on those tables sends a relcache invalidation
 * (bianzhi_touch_book), and every backend's callback marks its copy, as
 * pg_cron does for its jobs.  The callback only marks; memory is freed at the
 * next use.
 *
 * What may not live here: judging anything.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

static HTAB *books = NULL;

/* tables whose change makes the copy stale */
static const char *const watched[] = {"book", "post_type", "admissibility", "code", "rule", "pool"};

typedef struct BookEntry
{
	Oid			nspoid;			/* hash key */
	Oid			watched[lengthof(watched)];
	BzBook		book;
} BookEntry;

static const BzQuery version_query = {
	"SELECT b.version FROM @.book b", 0, {0}
};

static const BzQuery post_type_query = {
	"SELECT t.code, t.class, t.category, t.ring_fenced, t.rank FROM @.post_type t ORDER BY t.code", 0, {0}
};

static const BzQuery admissibility_query = {
	"SELECT pg_catalog.concat(a.class, '/', a.post_type) FROM @.admissibility a", 0, {0}
};

/* the sets that hot paths look up */
static const BzQuery code_query = {
	"SELECT pg_catalog.concat(c.set, '/', c.code) FROM @.code c"
	" WHERE c.set" BZ_EQ "ANY ('{entry_reason,exit_reason,rank,unit_change,uncounted_reason,talent_category}')", 0, {0}
};

/* ranks that are higher or lower than others; "none" and "other" are neither */
static const BzQuery rank_query = {
	"SELECT c.code, c.name_zh, c.sort FROM @.code c WHERE c.set" BZ_EQ "'rank'"
	" AND c.code OPERATOR(pg_catalog.<>) ALL ('{none,other}') AND c.sort OPERATOR(pg_catalog.>) 0", 0, {0}
};

static const BzQuery rule_query = {
	"SELECT r.code, r.region, r.mode, r.level, r.effective_on, r.until,"
	" (r.params OPERATOR(pg_catalog.->>) 'min_age')::pg_catalog.int4, r.params::pg_catalog.text"
	" FROM @.rule r", 0, {0}
};

static const BzQuery pool_query = {
	"SELECT p.id, p.holder_id, p.post_type FROM @.pool p ORDER BY p.id", 0, {0}
};

static void
invalidate_books(Datum arg, Oid relid)
{
	HASH_SEQ_STATUS scan;
	BookEntry  *entry;

	hash_seq_init(&scan, books);
	while ((entry = hash_seq_search(&scan)) != NULL)
	{
		for (int i = 0; i < (int) lengthof(watched); i++)
			if (relid == InvalidOid || relid == entry->watched[i])
				entry->book.valid = false;
	}
}

static void
create_cache(void)
{
	HASHCTL		ctl;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(BookEntry);
	books = hash_create("bianzhi books", 8, &ctl, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(invalidate_books, (Datum) 0);
}

static Oid
relation_owner(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for relation %u", relid);
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

/*
 * Refuse a book of another format: an older or newer book may keep facts that
 * this library would count wrongly.
 */
static void
check_version(BzBook *book)
{
	int			version;

	if (bz_plan_run_latest(book, &version_query, NULL) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("schema \"%s\" is not a complete book", book->name),
				 errdetail("Its table \"book\" has no row.")));
	version = bz_result_int4(0, 1, NULL);
	if (version < BZ_BOOK_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("book \"%s\" has version %d, this library works with version %d",
						book->name, version, BZ_BOOK_VERSION),
				 errhint("Run ALTER EXTENSION bianzhi UPDATE if that was not done yet, then SELECT bianzhi.upgrade_book('%s') as the book's owner.",
						 book->name)));
	if (version > BZ_BOOK_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("book \"%s\" has version %d, this library works with version %d",
						book->name, version, BZ_BOOK_VERSION),
				 errhint("Install the newer bianzhi library that the book was upgraded with; a book is never downgraded (bianzhi.upgrade_book('%s') refuses it).",
						 book->name)));
}

/* Number the categories by their first appearance. */
static void
load_post_types(BzBook *book)
{
	uint64		n = bz_plan_run_latest(book, &post_type_query, NULL);
	char	  **categories = palloc(sizeof(char *) * Max(n, 1));
	int			ncategories = 0;

	book->post_types = MemoryContextAllocZero(book->context, sizeof(BzPostType) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		BzPostType *t = &book->post_types[i];
		char	   *category = bz_result_text(i, 3);
		int			c = 0;

		while (c < ncategories && strcmp(categories[c], category) != 0)
			c++;
		if (c == ncategories)
			categories[ncategories++] = category;
		t->code = bz_result_int4(i, 1, NULL);
		t->class = bz_result_text(i, 2)[0];
		t->category = c;
		t->ring_fenced = bz_result_text(i, 4)[0] == 't';
		if (t->class == 'l')
			strlcpy(t->rank, bz_result_text(i, 5), sizeof(t->rank));
	}
	book->npost_types = (int) n;
}

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* Strings of a one-column query, sorted, in the book's memory. */
static char **
load_strings(BzBook *book, const BzQuery *query, int *count)
{
	uint64		n = bz_plan_run_latest(book, query, NULL);
	char	  **strings = MemoryContextAlloc(book->context, sizeof(char *) * Max(n, 1));

	for (uint64 i = 0; i < n; i++)
		strings[i] = MemoryContextStrdup(book->context, bz_result_text(i, 1));
	qsort(strings, n, sizeof(char *), compare_strings);
	*count = (int) n;
	return strings;
}

static void
load_ranks(BzBook *book)
{
	uint64		n = bz_plan_run_latest(book, &rank_query, NULL);

	book->ranks = MemoryContextAlloc(book->context, sizeof(BzRank) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		book->ranks[i].code = MemoryContextStrdup(book->context, bz_result_text(i, 1));
		book->ranks[i].name = MemoryContextStrdup(book->context, bz_result_text(i, 2));
		book->ranks[i].order = bz_result_int4(i, 3, NULL);
	}
	book->nranks = (int) n;
}

/* "152200" names the league and all below it: cut trailing zero pairs. */
static void
region_stem(const char *region, char *stem, size_t size)
{
	size_t		len = strlcpy(stem, region, size);

	if (len == 6)
		while (len >= 2 && stem[len - 1] == '0' && stem[len - 2] == '0')
			len -= 2;
	stem[Min(len, size - 1)] = '\0';
}

static void
load_rules(BzBook *book)
{
	uint64		n = bz_plan_run_latest(book, &rule_query, NULL);

	book->rules = MemoryContextAllocZero(book->context, sizeof(BzRule) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		BzRule	   *r = &book->rules[i];
		char	   *mode = bz_result_text(i, 3);
		bool		isnull;

		strlcpy(r->code, bz_result_text(i, 1), sizeof(r->code));
		region_stem(bz_result_text(i, 2), r->region, sizeof(r->region));
		r->mode = mode[0] == 'b' ? BZ_BLOCK : mode[0] == 'w' ? BZ_WARN : BZ_TRACK;
		strlcpy(r->level, bz_result_text(i, 4), sizeof(r->level));
		r->effective_on = bz_result_int4(i, 5, NULL);
		r->until = bz_result_int4(i, 6, &isnull);
		if (isnull)
			r->until = DATEVAL_NOEND;
		r->min_age = bz_result_int4(i, 7, NULL);
		r->params = MemoryContextStrdup(book->context, bz_result_text(i, 8));
	}
	book->nrules = (int) n;
}

static void
load_pools(BzBook *book)
{
	uint64		n = bz_plan_run_latest(book, &pool_query, NULL);

	book->pools = MemoryContextAllocZero(book->context, sizeof(BzPool) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		BzPool	   *p = &book->pools[i];
		const BzPostType *t = bz_book_post_type(book, bz_result_int4(i, 3, NULL));

		p->id = bz_result_int4(i, 1, NULL);
		p->holder = bz_result_int4(i, 2, NULL);
		p->post_type = bz_result_int4(i, 3, NULL);
		p->category = t != NULL ? t->category : -1;
	}
	book->npools = (int) n;
}

static void
load_book(BookEntry *entry)
{
	BzBook	   *book = &entry->book;
	char	   *name = get_namespace_name(entry->nspoid);

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("there is no such book"),
				 errhint("Name a table of a book that is there; bianzhi.books() lists the books.")));
	if (book->context)
		MemoryContextDelete(book->context);
	book->context = AllocSetContextCreate(CacheMemoryContext, "bianzhi book",
										  ALLOCSET_SMALL_SIZES);
	if (strcmp(book->name, name) != 0)
		bz_plan_forget(entry->nspoid);
	book->nspoid = entry->nspoid;
	strlcpy(book->name, name, sizeof(book->name));
	book->account = get_relname_relid("account", entry->nspoid);
	if (!OidIsValid(book->account))
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("schema \"%s\" is not a complete book", name),
				 errdetail("It has no table \"account\".")));
	book->owner = relation_owner(book->account);
	for (int i = 0; i < (int) lengthof(watched); i++)
		entry->watched[i] = get_relname_relid(watched[i], entry->nspoid);

	/*
	 * Valid before reading: an invalidation that arrives meanwhile makes it
	 * stale again, and the next use reads once more.  Read is what is committed
	 * now: the copy outlives this transaction, whose snapshot may be older than
	 * the change that made us read.
	 */
	book->valid = true;
	PG_TRY();
	{
		SPI_connect();
		check_version(book);
		load_post_types(book);
		book->admissible = load_strings(book, &admissibility_query, &book->nadmissible);
		book->codes = load_strings(book, &code_query, &book->ncodes);
		load_ranks(book);
		load_rules(book);
		load_pools(book);
		SPI_finish();
	}
	PG_CATCH();
	{
		book->valid = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
}

/* The book whose schema is nspoid; reads it if needed, refuses a wrong version. */
BzBook *
bz_book_open(Oid nspoid)
{
	BookEntry  *entry;
	bool		found;
	char	   *name;

	if (books == NULL)
		create_cache();
	entry = hash_search(books, &nspoid, HASH_ENTER, &found);
	if (!found)
		memset((char *) entry + sizeof(Oid), 0, sizeof(BookEntry) - sizeof(Oid));

	/* renamed? or its owner changed with the table? */
	name = get_namespace_name(nspoid);
	if (name == NULL || strcmp(entry->book.name, name) != 0)
		entry->book.valid = false;
	if (entry->book.valid)
		entry->book.owner = relation_owner(entry->book.account);
	else
		load_book(entry);
	return &entry->book;
}

/* The book to which a trigger's relation belongs. */
BzBook *
bz_book_of(Relation rel)
{
	return bz_book_open(RelationGetNamespace(rel));
}

const BzPostType *
bz_book_post_type(BzBook *book, int32 code)
{
	int			low = 0;
	int			high = book->npost_types - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (book->post_types[middle].code == code)
			return &book->post_types[middle];
		if (book->post_types[middle].code < code)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

/* The pool whose own kind of post this is, or NULL. */
const BzPool *
bz_book_pool(BzBook *book, int32 post_type)
{
	for (int i = 0; i < book->npools; i++)
		if (book->pools[i].post_type == post_type)
			return &book->pools[i];
	return NULL;
}

/* Is the kind of post admissible for a unit of this class (rule R04)? */
bool
bz_book_admissible(BzBook *book, const char *class, int32 post_type)
{
	char	   *key = psprintf("%s/%d", class, post_type);
	bool		found = bsearch(&key, book->admissible, book->nadmissible,
								sizeof(char *), compare_strings) != NULL;

	pfree(key);
	return found;
}

/* Is the code one of the set (those of code_query)? */
bool
bz_book_code(BzBook *book, const char *set, const char *code)
{
	char	   *key = psprintf("%s/%s", set, code);
	bool		found = bsearch(&key, book->codes, book->ncodes,
								sizeof(char *), compare_strings) != NULL;

	pfree(key);
	return found;
}

static const BzRank *
find_rank(BzBook *book, const char *rank)
{
	for (int i = 0; i < book->nranks; i++)
		if (strcmp(book->ranks[i].code, rank) == 0)
			return &book->ranks[i];
	return NULL;
}

/* The order of a rank, smaller is higher; 0 if it cannot be compared. */
int
bz_book_rank(BzBook *book, const char *rank)
{
	const BzRank *r = find_rank(book, rank);

	return r ? r->order : 0;
}

const char *
bz_book_rank_name(BzBook *book, const char *rank)
{
	const BzRank *r = find_rank(book, rank);

	return r ? r->name : rank;
}

/*
 * The row of a rule that holds today for a region: the row with the longest
 * matching region wins, so a banner can be stricter or laxer than the league.
 * NULL if the book has no such rule in force.
 */
const BzRule *
bz_book_rule(BzBook *book, const char *code, const char *region)
{
	const BzRule *best = NULL;
	DateADT		today = GetSQLCurrentDate();

	for (int i = 0; i < book->nrules; i++)
	{
		const BzRule *r = &book->rules[i];

		if (strcmp(r->code, code) != 0 || today < r->effective_on || today >= r->until)
			continue;
		if (strncmp(region ? region : "", r->region, strlen(r->region)) != 0)
			continue;
		if (best == NULL || strlen(r->region) > strlen(best->region))
			best = r;
	}
	return best;
}

/* A number in the rule's params; otherwise where it is absent or no number. */
double
bz_rule_number(const BzRule *rule, const char *param, double otherwise)
{
	JsonbValue	value;
	Jsonb	   *params;

	if (rule == NULL)
		return otherwise;
	params = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(rule->params)));
	if (!JB_ROOT_IS_OBJECT(params) ||
		getKeyJsonValueFromContainer(&params->root, param, strlen(param), &value) == NULL ||
		value.type != jbvNumeric)
		return otherwise;
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(value.val.numeric)));
}

/* A text in the rule's params; NULL where it is absent or no text. */
char *
bz_rule_text(const BzRule *rule, const char *param)
{
	JsonbValue	value;
	Jsonb	   *params;

	if (rule == NULL)
		return NULL;
	params = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(rule->params)));
	if (!JB_ROOT_IS_OBJECT(params) ||
		getKeyJsonValueFromContainer(&params->root, param, strlen(param), &value) == NULL ||
		value.type != jbvString)
		return NULL;
	return pnstrdup(value.val.string.val, value.val.string.len);
}

PG_FUNCTION_INFO_V1(bianzhi_touch_book);

/* Statement trigger on the watched tables: tell every backend to read again. */
Datum
bianzhi_touch_book(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "touch_book", false, false, BZ_ON_ANY);

	CacheInvalidateRelcache(trigdata->tg_relation);
	return PointerGetDatum(NULL);
}
