/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The only place that knows about differences between PostgreSQL majors.
 *
 * What lives here: one block per difference, with the major that brought it
 * and why we need it.  What may not: anything of bianzhi's own, and no other
 * file may test PG_VERSION_NUM.
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_COMPAT_H
#define BIANZHI_COMPAT_H

#include "postgres.h"

#include "access/genam.h"
#include "fmgr.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* 13 and 14 lack MarkGUCPrefixReserved, security_invoker views and more. */
#if PG_VERSION_NUM < 150000
#error "bianzhi needs PostgreSQL 15 or later"
#endif

/*
 * 16 brought soft errors: an input function reports into the caller's
 * ErrorSaveContext and returns, instead of raising.  Before that there is no
 * caller who could want it, so the same source raises at once.  The macro has
 * core's shape, the parser code is written once, as contrib/isn does it.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#else
#define ereturn(escontext, dummy_value, ...) \
	do { \
		(void) (escontext); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value;		/* not reached, keeps the shape */ \
	} while (0)
#define errsave(escontext, ...) \
	do { \
		(void) (escontext); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#define SOFT_ERROR_OCCURRED(escontext) ((void) (escontext), false)
#endif

/* The context that the caller of an input function handed in, if any. */
#if PG_VERSION_NUM >= 160000
#define BZ_ESCONTEXT(fcinfo) ((Node *) (fcinfo)->context)
#else
#define BZ_ESCONTEXT(fcinfo) ((struct Node *) NULL)
#endif

/* 16 split the varlena macros off postgres.h. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 18 gave index_beginscan an argument for instrumentation. */
static inline IndexScanDesc
bz_index_beginscan(Relation heap, Relation index, Snapshot snapshot, int nkeys)
{
#if PG_VERSION_NUM >= 180000
	return index_beginscan(heap, index, snapshot, NULL, nkeys, 0);
#else
	return index_beginscan(heap, index, snapshot, nkeys, 0);
#endif
}

/* 18 can carry name and version of the module in the magic block. */
#if PG_VERSION_NUM >= 180000
#define BZ_MODULE_MAGIC(modname, modversion) \
	PG_MODULE_MAGIC_EXT(.name = modname, .version = modversion)
#else
#define BZ_MODULE_MAGIC(modname, modversion) PG_MODULE_MAGIC
#endif

#endif							/* BIANZHI_COMPAT_H */
