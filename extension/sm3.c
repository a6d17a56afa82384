/*-------------------------------------------------------------------------
 *
 * sm3.c
 *	  The SM3 digest, GB/T 32905-2016, by OpenSSL's EVP interface.
 *
 * What lives here: the digest of bytes or of a text.  What may not: what is
 * sealed with it (see the period's functions) and any cryptography of our own.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

/*
 * OpenSSL last: its headers define names that ours may use.
 */
#include <openssl/evp.h>

PG_FUNCTION_INFO_V1(bianzhi_sm3_bytea);
PG_FUNCTION_INFO_V1(bianzhi_sm3_text);

/* A library built without SM3, or a provider (FIPS) that does not allow it */
static void
refuse_unavailable(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("the SM3 digest is not available"),
			 errdetail("The OpenSSL library of this server does not offer it."),
			 errhint("Use an OpenSSL built with SM3, and a provider that allows it, as the default one does.")));
}

void
bz_sm3_digest(const void *data, size_t len, uint8 *digest)
{
	unsigned int size = 0;

#ifndef OPENSSL_NO_SM3
	if (EVP_Digest(data, len, digest, &size, EVP_sm3(), NULL) != 1)
		size = 0;
#endif
	if (size != BZ_SM3_LENGTH)
		refuse_unavailable();
}

/*
 * The same of several runs, one after the other.  For many digests: context
 * and method are looked up once.
 */
void
bz_sm3_parts(int n, const void *const *parts, const size_t *lengths, uint8 *digest)
{
#ifndef OPENSSL_NO_SM3
	static EVP_MD_CTX *context = NULL;
	static const EVP_MD *method = NULL;
	unsigned int size = 0;
	bool		good;

	if (context == NULL)
		context = EVP_MD_CTX_new();
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
	if (method == NULL)
		method = EVP_MD_fetch(NULL, "SM3", NULL);
#else
	method = EVP_sm3();
#endif
	good = context != NULL && method != NULL && EVP_DigestInit_ex(context, method, NULL) == 1;
	for (int i = 0; good && i < n; i++)
		good = EVP_DigestUpdate(context, parts[i], lengths[i]) == 1;
	if (good && EVP_DigestFinal_ex(context, digest, &size) == 1 && size == BZ_SM3_LENGTH)
		return;
#endif
	refuse_unavailable();
}

static bytea *
digest_to_bytea(const void *data, size_t len)
{
	bytea	   *result = palloc(VARHDRSZ + BZ_SM3_LENGTH);

	SET_VARSIZE(result, VARHDRSZ + BZ_SM3_LENGTH);
	bz_sm3_digest(data, len, (uint8 *) VARDATA(result));
	return result;
}

Datum
bianzhi_sm3_bytea(PG_FUNCTION_ARGS)
{
	bytea	   *data = PG_GETARG_BYTEA_PP(0);

	PG_RETURN_BYTEA_P(digest_to_bytea(VARDATA_ANY(data),
									  VARSIZE_ANY_EXHDR(data)));
}

/* Of the UTF-8 form, so that a seal does not depend on the server encoding. */
Datum
bianzhi_sm3_text(PG_FUNCTION_ARGS)
{
	char	   *raw = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *utf8 = pg_server_to_any(raw, strlen(raw), PG_UTF8);

	PG_RETURN_BYTEA_P(digest_to_bytea(utf8, strlen(utf8)));
}
