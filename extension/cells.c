/*-------------------------------------------------------------------------
 *
 * cells.c
 *	  What a statement changes, by account: deltas are gathered here, holder x
 *	  post type, before account.c locks, judges and writes.
 *
 * Somebody may watch what is posted (bz_cells_watch): a proposal learns in this
 * way what its operations touch.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "common/hashfn.h"
#include "utils/memutils.h"

#define SH_PREFIX cell
#define SH_ELEMENT_TYPE BzCell
#define SH_KEY_TYPE uint64
#define SH_KEY key
#define SH_HASH_KEY(tb, k) murmurhash32((uint32) ((k) ^ ((k) >> 32)))
#define SH_EQUAL(tb, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

struct BzCells
{
	cell_hash  *hash;
};

/* where everything that is posted is added up, if somebody watches; else NULL */
static BzCells *watched = NULL;

/* rows: of the statement, so that a load need not grow the table step by step */
BzCells *
bz_cells_create(int64 rows)
{
	BzCells    *cells = palloc(sizeof(BzCells));

	cells->hash = cell_create(CurrentMemoryContext, (uint32) Max(Min(rows, 65536), 16), NULL);
	return cells;
}

/* The cell of an account, made with zero deltas at first use. */
BzCell *
bz_cells_get(BzCells *cells, int32 holder, int32 post_type)
{
	/* flipping the sign bits makes unsigned order the order of (int, int) */
	uint64		key = ((uint64) ((uint32) holder ^ 0x80000000U) << 32) |
		((uint32) post_type ^ 0x80000000U);
	bool		found;
	BzCell	   *cell = cell_insert(cells->hash, key, &found);

	if (!found)
	{
		cell->holder = holder;
		cell->post_type = post_type;
		cell->approved = cell->reserved = cell->strength = 0;
		cell->first_on = DATEVAL_NOEND;
		cell->last_on = DATEVAL_NOBEGIN;
		cell->exists = false;
		cell->open_fact = false;
		cell->fund = false;
	}
	return cell;
}

/* The cell's unit must exist on this day. */
void
bz_cells_need_unit(BzCell *cell, DateADT on)
{
	if (on < cell->first_on)
		cell->first_on = on;
	if (on > cell->last_on)
		cell->last_on = on;
}

/* From now on what is posted is added to cells, too; returns who watched before. */
BzCells *
bz_cells_watch(BzCells *cells)
{
	BzCells    *before = watched;

	watched = cells;
	return before;
}

/* Tell who watches of what is posted to an account. */
void
bz_cells_posted(int32 holder, int32 post_type, int64 approved, int64 reserved, int64 strength)
{
	BzCell	   *cell;

	if (watched == NULL)
		return;
	cell = bz_cells_get(watched, holder, post_type);
	cell->approved += approved;
	cell->reserved += reserved;
	cell->strength += strength;
}

static int
compare_cells(const void *a, const void *b)
{
	uint64		x = (*(BzCell *const *) a)->key;
	uint64		y = (*(BzCell *const *) b)->key;

	return x < y ? -1 : x > y;
}

/* All cells in key order; returns their number. */
int
bz_cells_list(BzCells *cells, BzCell ***list)
{
	cell_iterator scan;
	BzCell	   *cell;
	int			n = 0;

	*list = MemoryContextAllocHuge(CurrentMemoryContext,
								   sizeof(BzCell *) * Max(cells->hash->members, 1));
	cell_start_iterate(cells->hash, &scan);
	while ((cell = cell_iterate(cells->hash, &scan)) != NULL)
		(*list)[n++] = cell;
	qsort(*list, n, sizeof(BzCell *), compare_cells);
	return n;
}
