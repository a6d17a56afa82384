/*-------------------------------------------------------------------------
 *
 * sealed_file.h
 *	  A sealed file of a closed month, as sealed_file.c reads and judges it:
 *	  in the server (return.c) and in the client (cli/seal.c).
 *
 *-------------------------------------------------------------------------
 */
#ifndef SEALED_FILE_H
#define SEALED_FILE_H

#define SEALED_DIGEST	32

/* A line of the file, without its line feed; a null byte stands behind it. */
typedef struct SealedLine
{
	char	   *text;
	size_t		length;
} SealedLine;

typedef struct SealedFile
{
	SealedLine *lines;
	size_t		nlines;
	bool		cut;			/* the last line has no line feed */
	/* what bz_sealed_check() finds */
	size_t		facts;			/* canonical lines: from the second on */
	uint8	   *leaves;			/* of these, one after the other */
	uint8		root[SEALED_DIGEST];
	uint8		previous[SEALED_DIGEST];
	uint8		seal[SEALED_DIGEST];
	char		region[16];
	char		month[8];		/* 2019-02 */
} SealedFile;

extern void bz_sealed_split(SealedFile *f, char *data, size_t length);
extern size_t bz_sealed_check(SealedFile *f);

/* Server and client each have their own. */
extern void bz_sm3_parts(int n, const void *const *parts, const size_t *lengths, uint8 *digest);

#endif							/* SEALED_FILE_H */
