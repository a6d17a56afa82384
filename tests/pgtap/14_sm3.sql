-- sm3(): vectors of GB/T 32905-2016, and one of each length around a block.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(11);

SELECT is(encode(sm3('abc'::bytea), 'hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 'appendix A.1');
SELECT is(encode(sm3(repeat('abcd', 16)::bytea), 'hex'), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732', 'appendix A.2');
SELECT is(encode(sm3(''::bytea), 'hex'), '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b', 'no bytes at all');
SELECT is(sm3('abc'::text), sm3('abc'::bytea), 'a text is its bytes');
SELECT is(sm3('编制'::text), sm3('\xe7bc96e588b6'::bytea), 'in UTF-8');
SELECT is(octet_length(sm3('abc'::text)), 32, '32 bytes');
SELECT is((SELECT count(DISTINCT sm3(decode(repeat('00', n), 'hex'))) FROM generate_series(0, 200) AS n), 201::bigint,
          'lengths around the block size differ');
SELECT is(sm3(decode(repeat('61', 10000000), 'hex')), sm3(repeat('a', 10000000)::text), 'ten million bytes, toasted or not');
SELECT isnt(sm3('\x00'::bytea), sm3(''::bytea), 'a zero byte counts');
SELECT is(sm3(NULL::bytea), NULL, 'NULL stays NULL');
SELECT is(sm3(NULL::text), NULL, 'NULL text stays NULL');

SELECT * FROM finish();
ROLLBACK;
