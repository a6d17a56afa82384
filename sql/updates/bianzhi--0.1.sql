\echo Use "CREATE EXTENSION bianzhi" to load this file. \quit
-- Values: base types and the functions that know nothing of a book.
-- What may not stand here: tables, triggers, anything that reads data.

-- ---------------------------------------------------------------------------
-- resident_id: 17 digits in a bigint, so comparison and hashing are core's own
-- ---------------------------------------------------------------------------

CREATE TYPE bianzhi.resident_id;

CREATE FUNCTION bianzhi.resident_id_in(cstring) RETURNS bianzhi.resident_id
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_resident_id_in';
CREATE FUNCTION bianzhi.resident_id_out(bianzhi.resident_id) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_resident_id_out';
CREATE FUNCTION bianzhi.resident_id_recv(internal) RETURNS bianzhi.resident_id
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_resident_id_recv';
CREATE FUNCTION bianzhi.resident_id_send(bianzhi.resident_id) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_resident_id_send';

CREATE TYPE bianzhi.resident_id (
    INPUT = bianzhi.resident_id_in,
    OUTPUT = bianzhi.resident_id_out,
    RECEIVE = bianzhi.resident_id_recv,
    SEND = bianzhi.resident_id_send,
    LIKE = pg_catalog.int8
);
COMMENT ON TYPE bianzhi.resident_id IS '公民身份号码；GB 11643，18 位，存 8 字节，录入时查校验码和出生日期，全角与空格自动规整';
COMMENT ON FUNCTION bianzhi.resident_id_in(cstring) IS '公民身份号码：文本输入';
COMMENT ON FUNCTION bianzhi.resident_id_out(bianzhi.resident_id) IS '公民身份号码：文本输出';
COMMENT ON FUNCTION bianzhi.resident_id_recv(internal) IS '公民身份号码：二进制输入，同样校验';
COMMENT ON FUNCTION bianzhi.resident_id_send(bianzhi.resident_id) IS '公民身份号码：二进制输出，前 17 位作为 int8';

CREATE FUNCTION bianzhi.resident_id_eq(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8eq';
CREATE FUNCTION bianzhi.resident_id_ne(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8ne';
CREATE FUNCTION bianzhi.resident_id_lt(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8lt';
CREATE FUNCTION bianzhi.resident_id_le(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8le';
CREATE FUNCTION bianzhi.resident_id_gt(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8gt';
CREATE FUNCTION bianzhi.resident_id_ge(bianzhi.resident_id, bianzhi.resident_id) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'int8ge';
CREATE FUNCTION bianzhi.resident_id_cmp(bianzhi.resident_id, bianzhi.resident_id) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'btint8cmp';
CREATE FUNCTION bianzhi.resident_id_hash(bianzhi.resident_id) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint8';
CREATE FUNCTION bianzhi.resident_id_hash_extended(bianzhi.resident_id, bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'hashint8extended';
COMMENT ON FUNCTION bianzhi.resident_id_eq(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 = 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_ne(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 <> 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_lt(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 < 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_le(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 <= 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_gt(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 > 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_ge(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：运算符 >= 的实现';
COMMENT ON FUNCTION bianzhi.resident_id_cmp(bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：btree 比较';
COMMENT ON FUNCTION bianzhi.resident_id_hash(bianzhi.resident_id) IS '公民身份号码：散列';
COMMENT ON FUNCTION bianzhi.resident_id_hash_extended(bianzhi.resident_id, bigint) IS '公民身份号码：带种子的散列';

CREATE OPERATOR bianzhi.= (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_eq,
    COMMUTATOR = OPERATOR(bianzhi.=), NEGATOR = OPERATOR(bianzhi.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR bianzhi.<> (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_ne,
    COMMUTATOR = OPERATOR(bianzhi.<>), NEGATOR = OPERATOR(bianzhi.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
CREATE OPERATOR bianzhi.< (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_lt,
    COMMUTATOR = OPERATOR(bianzhi.>), NEGATOR = OPERATOR(bianzhi.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
CREATE OPERATOR bianzhi.<= (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_le,
    COMMUTATOR = OPERATOR(bianzhi.>=), NEGATOR = OPERATOR(bianzhi.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
CREATE OPERATOR bianzhi.> (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_gt,
    COMMUTATOR = OPERATOR(bianzhi.<), NEGATOR = OPERATOR(bianzhi.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
CREATE OPERATOR bianzhi.>= (
    LEFTARG = bianzhi.resident_id, RIGHTARG = bianzhi.resident_id, FUNCTION = bianzhi.resident_id_ge,
    COMMUTATOR = OPERATOR(bianzhi.<=), NEGATOR = OPERATOR(bianzhi.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR bianzhi.= (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：相等';
COMMENT ON OPERATOR bianzhi.<> (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：不等';
COMMENT ON OPERATOR bianzhi.< (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：排在前';
COMMENT ON OPERATOR bianzhi.<= (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：排在前或相等';
COMMENT ON OPERATOR bianzhi.> (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：排在后';
COMMENT ON OPERATOR bianzhi.>= (bianzhi.resident_id, bianzhi.resident_id) IS '公民身份号码：排在后或相等';

CREATE OPERATOR CLASS bianzhi.resident_id_ops DEFAULT FOR TYPE bianzhi.resident_id USING btree AS
    OPERATOR 1 bianzhi.<,
    OPERATOR 2 bianzhi.<=,
    OPERATOR 3 bianzhi.=,
    OPERATOR 4 bianzhi.>=,
    OPERATOR 5 bianzhi.>,
    FUNCTION 1 bianzhi.resident_id_cmp(bianzhi.resident_id, bianzhi.resident_id),
    FUNCTION 2 pg_catalog.btint8sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
CREATE OPERATOR CLASS bianzhi.resident_id_ops DEFAULT FOR TYPE bianzhi.resident_id USING hash AS
    OPERATOR 1 bianzhi.=,
    FUNCTION 1 bianzhi.resident_id_hash(bianzhi.resident_id),
    FUNCTION 2 bianzhi.resident_id_hash_extended(bianzhi.resident_id, bigint);
COMMENT ON OPERATOR CLASS bianzhi.resident_id_ops USING btree IS '公民身份号码：btree 索引';
COMMENT ON OPERATOR CLASS bianzhi.resident_id_ops USING hash IS '公民身份号码：hash 索引';

CREATE FUNCTION bianzhi.resident_id_upgrade(number text) RETURNS bianzhi.resident_id
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_resident_id_upgrade';
CREATE FUNCTION bianzhi.birth_date(id bianzhi.resident_id) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_birth_date';
CREATE FUNCTION bianzhi.sex(id bianzhi.resident_id) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_sex';
CREATE FUNCTION bianzhi.region_code(id bianzhi.resident_id) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_region_code';
CREATE FUNCTION bianzhi.masked(id bianzhi.resident_id) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_mask_resident_id';
COMMENT ON FUNCTION bianzhi.resident_id_upgrade(text) IS '15 位旧号升 18 位；补世纪“19”和校验码，须明确调用';
COMMENT ON FUNCTION bianzhi.birth_date(bianzhi.resident_id) IS '出生日期；第 7 至 14 位';
COMMENT ON FUNCTION bianzhi.sex(bianzhi.resident_id) IS '性别；第 17 位，单数 M 男，双数 F 女';
COMMENT ON FUNCTION bianzhi.region_code(bianzhi.resident_id) IS '行政区划代码；第 1 至 6 位，可为已撤销的区划';
COMMENT ON FUNCTION bianzhi.masked(bianzhi.resident_id) IS '脱敏号码；留前 6 位和后 4 位';

-- ---------------------------------------------------------------------------
-- credit_code: 18 bytes as they are
-- ---------------------------------------------------------------------------

CREATE TYPE bianzhi.credit_code;

CREATE FUNCTION bianzhi.credit_code_in(cstring) RETURNS bianzhi.credit_code
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_in';
CREATE FUNCTION bianzhi.credit_code_out(bianzhi.credit_code) RETURNS cstring
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_out';
CREATE FUNCTION bianzhi.credit_code_recv(internal) RETURNS bianzhi.credit_code
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_recv';
CREATE FUNCTION bianzhi.credit_code_send(bianzhi.credit_code) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_send';

CREATE TYPE bianzhi.credit_code (
    INPUT = bianzhi.credit_code_in,
    OUTPUT = bianzhi.credit_code_out,
    RECEIVE = bianzhi.credit_code_recv,
    SEND = bianzhi.credit_code_send,
    INTERNALLENGTH = 18,
    ALIGNMENT = char,
    STORAGE = plain
);
COMMENT ON TYPE bianzhi.credit_code IS '统一社会信用代码；GB 32100，18 位，录入时查字符集和校验码，小写、全角与空格自动规整';
COMMENT ON FUNCTION bianzhi.credit_code_in(cstring) IS '统一社会信用代码：文本输入';
COMMENT ON FUNCTION bianzhi.credit_code_out(bianzhi.credit_code) IS '统一社会信用代码：文本输出';
COMMENT ON FUNCTION bianzhi.credit_code_recv(internal) IS '统一社会信用代码：二进制输入，同样校验';
COMMENT ON FUNCTION bianzhi.credit_code_send(bianzhi.credit_code) IS '统一社会信用代码：二进制输出，18 个字符';

CREATE FUNCTION bianzhi.credit_code_eq(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_eq';
CREATE FUNCTION bianzhi.credit_code_ne(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_ne';
CREATE FUNCTION bianzhi.credit_code_lt(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_lt';
CREATE FUNCTION bianzhi.credit_code_le(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_le';
CREATE FUNCTION bianzhi.credit_code_gt(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_gt';
CREATE FUNCTION bianzhi.credit_code_ge(bianzhi.credit_code, bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_ge';
CREATE FUNCTION bianzhi.credit_code_cmp(bianzhi.credit_code, bianzhi.credit_code) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_cmp';
CREATE FUNCTION bianzhi.credit_code_sortsupport(internal) RETURNS void
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_sortsupport';
CREATE FUNCTION bianzhi.credit_code_hash(bianzhi.credit_code) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_hash';
CREATE FUNCTION bianzhi.credit_code_hash_extended(bianzhi.credit_code, bigint) RETURNS bigint
    LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_credit_code_hash_extended';
COMMENT ON FUNCTION bianzhi.credit_code_eq(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 = 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_ne(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 <> 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_lt(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 < 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_le(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 <= 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_gt(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 > 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_ge(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：运算符 >= 的实现';
COMMENT ON FUNCTION bianzhi.credit_code_cmp(bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：btree 比较';
COMMENT ON FUNCTION bianzhi.credit_code_sortsupport(internal) IS '统一社会信用代码：排序支持';
COMMENT ON FUNCTION bianzhi.credit_code_hash(bianzhi.credit_code) IS '统一社会信用代码：散列';
COMMENT ON FUNCTION bianzhi.credit_code_hash_extended(bianzhi.credit_code, bigint) IS '统一社会信用代码：带种子的散列';

CREATE OPERATOR bianzhi.= (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_eq,
    COMMUTATOR = OPERATOR(bianzhi.=), NEGATOR = OPERATOR(bianzhi.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR bianzhi.<> (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_ne,
    COMMUTATOR = OPERATOR(bianzhi.<>), NEGATOR = OPERATOR(bianzhi.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
CREATE OPERATOR bianzhi.< (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_lt,
    COMMUTATOR = OPERATOR(bianzhi.>), NEGATOR = OPERATOR(bianzhi.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
CREATE OPERATOR bianzhi.<= (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_le,
    COMMUTATOR = OPERATOR(bianzhi.>=), NEGATOR = OPERATOR(bianzhi.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
CREATE OPERATOR bianzhi.> (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_gt,
    COMMUTATOR = OPERATOR(bianzhi.<), NEGATOR = OPERATOR(bianzhi.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
CREATE OPERATOR bianzhi.>= (
    LEFTARG = bianzhi.credit_code, RIGHTARG = bianzhi.credit_code, FUNCTION = bianzhi.credit_code_ge,
    COMMUTATOR = OPERATOR(bianzhi.<=), NEGATOR = OPERATOR(bianzhi.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR bianzhi.= (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：相等';
COMMENT ON OPERATOR bianzhi.<> (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：不等';
COMMENT ON OPERATOR bianzhi.< (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：排在前';
COMMENT ON OPERATOR bianzhi.<= (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：排在前或相等';
COMMENT ON OPERATOR bianzhi.> (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：排在后';
COMMENT ON OPERATOR bianzhi.>= (bianzhi.credit_code, bianzhi.credit_code) IS '统一社会信用代码：排在后或相等';

CREATE OPERATOR CLASS bianzhi.credit_code_ops DEFAULT FOR TYPE bianzhi.credit_code USING btree AS
    OPERATOR 1 bianzhi.<,
    OPERATOR 2 bianzhi.<=,
    OPERATOR 3 bianzhi.=,
    OPERATOR 4 bianzhi.>=,
    OPERATOR 5 bianzhi.>,
    FUNCTION 1 bianzhi.credit_code_cmp(bianzhi.credit_code, bianzhi.credit_code),
    FUNCTION 2 bianzhi.credit_code_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
CREATE OPERATOR CLASS bianzhi.credit_code_ops DEFAULT FOR TYPE bianzhi.credit_code USING hash AS
    OPERATOR 1 bianzhi.=,
    FUNCTION 1 bianzhi.credit_code_hash(bianzhi.credit_code),
    FUNCTION 2 bianzhi.credit_code_hash_extended(bianzhi.credit_code, bigint);
COMMENT ON OPERATOR CLASS bianzhi.credit_code_ops USING btree IS '统一社会信用代码：btree 索引';
COMMENT ON OPERATOR CLASS bianzhi.credit_code_ops USING hash IS '统一社会信用代码：hash 索引';

CREATE FUNCTION bianzhi.organisation_code_valid(code bianzhi.credit_code) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_check_organisation_code';
COMMENT ON FUNCTION bianzhi.organisation_code_valid(bianzhi.credit_code) IS '主体标识码校验是否相符；第 9 至 17 位按 GB 11714，只供提示，不作拒绝';

-- ---------------------------------------------------------------------------
-- texts in one form
-- ---------------------------------------------------------------------------

CREATE FUNCTION bianzhi.document_number(number text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_normalise_document_number';
CREATE FUNCTION bianzhi.tidy_name(name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_tidy_name';
COMMENT ON FUNCTION bianzhi.document_number(text) IS '规整文号；年份括号统一为〔〕，全角数字转半角，去空格，如 兴机编〔2019〕12号';
COMMENT ON FUNCTION bianzhi.tidy_name(text) IS '规整人名和单位名；字母数字转半角，去汉字间空格，间隔点统一为“·”';

-- ---------------------------------------------------------------------------
-- retirement
-- ---------------------------------------------------------------------------

CREATE FUNCTION bianzhi.retirement_date(birth date, category text) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_retirement_date';
CREATE FUNCTION bianzhi.retirement_age(birth date, category text) RETURNS interval
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_retirement_age';
CREATE FUNCTION bianzhi.retirement_age_text(birth date, category text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_format_retirement_age';
CREATE FUNCTION bianzhi.earliest_retirement(birth date, category text) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_earliest_retirement';
CREATE FUNCTION bianzhi.latest_retirement(birth date, category text) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_get_latest_retirement';
COMMENT ON FUNCTION bianzhi.retirement_date(date, text) IS '法定退休日期；类别 M60 男、F55 女原 55 岁、F50 女原 50 岁';
COMMENT ON FUNCTION bianzhi.retirement_age(date, text) IS '法定退休年龄';
COMMENT ON FUNCTION bianzhi.retirement_age_text(date, text) IS '法定退休年龄；写作 60岁1个月';
COMMENT ON FUNCTION bianzhi.earliest_retirement(date, text) IS '弹性提前退休最早日期；改革前到龄的为空';
COMMENT ON FUNCTION bianzhi.latest_retirement(date, text) IS '弹性延迟退休最晚日期；改革前到龄的为空，公务员等不适用者由业务判断';

CREATE FUNCTION bianzhi.retirement_policies(
    OUT version text, OUT effective_on date, OUT category text, OUT base_years integer,
    OUT step_months integer, OUT cap_months integer, OUT window_months integer, OUT basis text
) RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 6 AS 'MODULE_PATHNAME', 'bianzhi_list_retirement_policies';
COMMENT ON FUNCTION bianzhi.retirement_policies() IS '程序内置的退休政策各版本';

CREATE VIEW bianzhi.retirement_policy AS
    SELECT p.version, p.effective_on, p.category, p.base_years,
           p.step_months, p.cap_months, p.window_months, p.basis
      FROM bianzhi.retirement_policies() AS p;
COMMENT ON VIEW bianzhi.retirement_policy IS '退休政策；内置于程序，随版本更新，只增不改';
COMMENT ON COLUMN bianzhi.retirement_policy.version IS '政策版本';
COMMENT ON COLUMN bianzhi.retirement_policy.effective_on IS '生效日期；当月及以后达到原退休年龄的适用';
COMMENT ON COLUMN bianzhi.retirement_policy.category IS '退休类别；M60 男，F55 女原 55 岁，F50 女原 50 岁';
COMMENT ON COLUMN bianzhi.retirement_policy.base_years IS '原退休年龄（岁）';
COMMENT ON COLUMN bianzhi.retirement_policy.step_months IS '延迟步长（月）；每隔几个出生月多延 1 个月，0 为不延迟';
COMMENT ON COLUMN bianzhi.retirement_policy.cap_months IS '最多延迟（月）';
COMMENT ON COLUMN bianzhi.retirement_policy.window_months IS '弹性幅度（月）；可提前或延后的最多月数，0 为不适用';
COMMENT ON COLUMN bianzhi.retirement_policy.basis IS '依据';
GRANT SELECT ON bianzhi.retirement_policy TO PUBLIC;

-- ---------------------------------------------------------------------------
-- digest
-- ---------------------------------------------------------------------------

CREATE FUNCTION bianzhi.sm3(data bytea) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_sm3_bytea';
CREATE FUNCTION bianzhi.sm3(data text) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_sm3_text';
COMMENT ON FUNCTION bianzhi.sm3(bytea) IS 'SM3 杂凑值；GB/T 32905，32 字节';
COMMENT ON FUNCTION bianzhi.sm3(text) IS 'SM3 杂凑值；按文本的 UTF-8 字节计算';
-- 20_engine: the C functions that the triggers and functions of books call.

CREATE FUNCTION bianzhi.version() RETURNS text
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_show_version';
COMMENT ON FUNCTION bianzhi.version() IS '扩展库版本';

CREATE FUNCTION bianzhi.book_version() RETURNS int
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_show_book_version';
COMMENT ON FUNCTION bianzhi.book_version() IS '扩展库所用的账套版本';

-- engine
CREATE FUNCTION bianzhi.post_enrolment() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_enrolment';
COMMENT ON FUNCTION bianzhi.post_enrolment() IS '触发器：在编记录过账，按语句集合判定';
CREATE FUNCTION bianzhi.post_appointment() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_appointment';
COMMENT ON FUNCTION bianzhi.post_appointment() IS '触发器：领导任职过账，按语句集合判定';
CREATE FUNCTION bianzhi.post_permit() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_permit';
COMMENT ON FUNCTION bianzhi.post_permit() IS '触发器：用编核准占用编制';
CREATE FUNCTION bianzhi.check_entry() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_entry';
COMMENT ON FUNCTION bianzhi.check_entry() IS '触发器：分录须有文件和日期';
CREATE FUNCTION bianzhi.post_lines() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_lines';
COMMENT ON FUNCTION bianzhi.post_lines() IS '触发器：分录行过账，调整核定数';
CREATE FUNCTION bianzhi.check_balance() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_balance';
COMMENT ON FUNCTION bianzhi.check_balance() IS '触发器：提交时检查分录按总类平衡';

-- structure and tidiness
CREATE FUNCTION bianzhi.place_unit() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_place_unit';
COMMENT ON FUNCTION bianzhi.place_unit() IS '触发器：机构名称、路径、日期和撤销条件';
CREATE FUNCTION bianzhi.move_children() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_move_children';
COMMENT ON FUNCTION bianzhi.move_children() IS '触发器：上级变动后下级路径随之变动';
CREATE FUNCTION bianzhi.open_funds() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_open_funds';
COMMENT ON FUNCTION bianzhi.open_funds() IS '触发器：新地区设立总额和机动编制账户持有者';
CREATE FUNCTION bianzhi.tidy_document() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_tidy_document';
COMMENT ON FUNCTION bianzhi.tidy_document() IS '触发器：文号统一写法，发文日期不得晚于当日';
CREATE FUNCTION bianzhi.tidy_person() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_tidy_person';
COMMENT ON FUNCTION bianzhi.tidy_person() IS '触发器：姓名统一写法，性别和退休类别缺省值';
CREATE FUNCTION bianzhi.track_sex() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_track_sex';
COMMENT ON FUNCTION bianzhi.track_sex() IS '触发器：填报性别与身份号码不符时登记问题';

-- guards
CREATE FUNCTION bianzhi.refuse_change() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_refuse_change';
COMMENT ON FUNCTION bianzhi.refuse_change() IS '触发器：事实只增不改，不可删除';
CREATE FUNCTION bianzhi.guard_engine() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_engine';
COMMENT ON FUNCTION bianzhi.guard_engine() IS '触发器：只有引擎可以写';
CREATE FUNCTION bianzhi.stamp_end() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_stamp_end';
COMMENT ON FUNCTION bianzhi.stamp_end() IS '触发器：终止登记时间和登记人由数据库填写';
CREATE FUNCTION bianzhi.stamp_record() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_stamp_record';
COMMENT ON FUNCTION bianzhi.stamp_record() IS '触发器：登记时间和登记人由数据库填写';
CREATE FUNCTION bianzhi.touch_book() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_touch_book';
COMMENT ON FUNCTION bianzhi.touch_book() IS '触发器：规则等参数变动后通知各会话重新读取';

-- for the functions of books
CREATE FUNCTION bianzhi.lock_accounts(book regclass, holders int[], post_types int[]) RETURNS void
    LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'bianzhi_lock_accounts';
COMMENT ON FUNCTION bianzhi.lock_accounts(regclass, int[], int[]) IS
    '按序锁定若干账户；一项业务分几条语句涉及多个账户时先锁后办，避免死锁；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.hold_person(book regclass, person bigint) RETURNS bigint
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'bianzhi_hold_person';
COMMENT ON FUNCTION bianzhi.hold_person(regclass, bigint) IS '锁定一人至事务结束，使同一人的业务先后办理；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.require(value text, name text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_require_text';
COMMENT ON FUNCTION bianzhi.require(text, text) IS '参数不得为空';
CREATE FUNCTION bianzhi.positive(value int, name text) RETURNS int
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_require_positive';
COMMENT ON FUNCTION bianzhi.positive(int, text) IS '参数须为正数';
CREATE FUNCTION bianzhi.refuse_unknown(kind text, given text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_unknown';
COMMENT ON FUNCTION bianzhi.refuse_unknown(text, text) IS '报错：账套中没有这个对象';
CREATE FUNCTION bianzhi.refuse_ambiguous(kind text, given text, candidates text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_ambiguous';
COMMENT ON FUNCTION bianzhi.refuse_ambiguous(text, text, text) IS '报错：名称不唯一';
CREATE FUNCTION bianzhi.refuse_not_in_post(what text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_not_in_post';
COMMENT ON FUNCTION bianzhi.refuse_not_in_post(text) IS '报错：没有可以终止的在任记录';
CREATE FUNCTION bianzhi.refuse_book(problem text, given text, have int) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_book';
COMMENT ON FUNCTION bianzhi.refuse_book(text, text, int) IS '报错：建账或升级不成';
-- 30_book: making, listing and upgrading books.  A book is an ordinary schema of the caller's;
-- its DDL (sql/book/*.sql) is the text of bianzhi._book_ddl(), made by the Makefile.

-- Functions and tables of a book are created with search_path = <book>, bianzhi, pg_temp: pg_catalog
-- comes first implicitly, pg_temp last, and what is created keeps OIDs, not names (BEGIN ATOMIC).
CREATE FUNCTION bianzhi.create_book(name text, region text, title text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    level text;
BEGIN
    PERFORM bianzhi.require(create_book.name, 'name');
    PERFORM bianzhi.require(create_book.region, 'region');
    PERFORM bianzhi.require(create_book.title, 'title');
    IF create_book.region !~ '^[0-9]{6}$' THEN
        PERFORM bianzhi.refuse_book('region', create_book.region, NULL);
    END IF;
    -- "$user" has a meaning of its own in search_path; a longer name would be cut silently
    IF create_book.title !~ '[^[:space:]]' OR octet_length(create_book.name) NOT BETWEEN 1 AND 63
       OR create_book.name ~ '[[:cntrl:]]' OR create_book.name = '$user' THEN
        PERFORM bianzhi.refuse_book('name', create_book.name, NULL);
    END IF;
    EXECUTE format('CREATE SCHEMA %I', create_book.name);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', create_book.name, '编制账套：' || create_book.title);
    PERFORM set_config('search_path', format('%I, bianzhi, pg_temp', create_book.name), true);
    EXECUTE bianzhi._book_ddl();
    level := CASE WHEN create_book.region LIKE '%0000' THEN 'province'
                  WHEN create_book.region LIKE '%00' THEN 'prefecture' ELSE 'county' END;
    EXECUTE 'INSERT INTO book (version, region, title) VALUES ($1, $2, $3)'
        USING bianzhi.book_version(), create_book.region, create_book.title;
    EXECUTE 'INSERT INTO region (code, name, level) VALUES ($1, $2, $3)'
        USING create_book.region, create_book.title, level;
    PERFORM bianzhi._register_guards(create_book.name);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    RETURN create_book.name;
END;
$$;
COMMENT ON FUNCTION bianzhi.create_book(text, text, text) IS
    '建账：在新模式中建立账套，归调用者所有；参数为模式名、区划代码、名称';

-- What verify() compares the triggers with.
CREATE FUNCTION bianzhi._register_guards(book text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('DELETE FROM %I.guard', book);
    EXECUTE format('INSERT INTO %1$I.guard (table_name, trigger_name, enabled)
        SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = %1$L) AND NOT t.tgisinternal', book);
END;
$$;
COMMENT ON FUNCTION bianzhi._register_guards(text) IS '登记账套的触发器清单';

-- A schema is a book if its table "book" carries our trigger: names can be changed, that cannot be faked by chance.
CREATE FUNCTION bianzhi._book_schemas() RETURNS SETOF name
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT n.nspname
      FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid AND c.relname = 'book' AND c.relkind = 'r'
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE t.tgfoid = 'bianzhi.touch_book()'::regprocedure
     GROUP BY n.nspname ORDER BY n.nspname
$$;
COMMENT ON FUNCTION bianzhi._book_schemas() IS '账套所在的模式';

CREATE FUNCTION bianzhi.books()
    RETURNS TABLE (name text, version int, region text, title text, units bigint, persons bigint, enrolments bigint)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    schema name;
BEGIN
    FOR schema IN SELECT * FROM bianzhi._book_schemas() LOOP
        CONTINUE WHEN NOT has_schema_privilege(schema, 'USAGE')
                   OR NOT has_table_privilege(format('%I.book', schema), 'SELECT');
        name := schema;
        EXECUTE format('SELECT b.version, b.region, b.title FROM %I.book b', schema)
           INTO version, region, title;
        units := NULL; persons := NULL; enrolments := NULL;
        IF has_table_privilege(format('%I.unit', schema), 'SELECT')
           AND has_table_privilege(format('%I.person', schema), 'SELECT')
           AND has_table_privilege(format('%I.account', schema), 'SELECT') THEN
            EXECUTE format('SELECT (SELECT count(*) FROM %1$I.unit u WHERE u.until IS NULL),
                                   (SELECT count(*) FROM %1$I.person),
                                   (SELECT coalesce(sum(a.strength), 0) FROM %1$I.account a
                                      JOIN %1$I.post_type t ON t.code = a.post_type AND t.class <> ''leadership'')', schema)
               INTO units, persons, enrolments;
        END IF;
        RETURN NEXT;
    END LOOP;
END;
$$;
COMMENT ON FUNCTION bianzhi.books() IS '本数据库中的账套：名称、版本、地区、机构数、人员数、在编数';

-- The DDL that brings a book from one version to the next; NULL where there is none.  Version 1 is the first.
CREATE FUNCTION bianzhi._book_step(from_version int) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $$ SELECT NULL::text $$;
COMMENT ON FUNCTION bianzhi._book_step(int) IS '把账套从某版本升到下一版本的语句；没有则为空';

CREATE FUNCTION bianzhi.upgrade_book(name text) RETURNS int
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    have int;
    want int := bianzhi.book_version();
    step text;
BEGIN
    PERFORM bianzhi.require(upgrade_book.name, 'name');
    IF upgrade_book.name NOT IN (SELECT * FROM bianzhi._book_schemas()) THEN
        PERFORM bianzhi.refuse_book('not a book', upgrade_book.name, NULL);
    END IF;
    EXECUTE format('SELECT b.version FROM %I.book b FOR NO KEY UPDATE', upgrade_book.name) INTO have;
    IF have > want THEN
        PERFORM bianzhi.refuse_book('version', upgrade_book.name, have);
    END IF;
    PERFORM set_config('search_path', format('%I, bianzhi, pg_temp', upgrade_book.name), true);
    WHILE have < want LOOP
        step := bianzhi._book_step(have);
        IF step IS NULL THEN
            PERFORM bianzhi.refuse_book('version', upgrade_book.name, have);
        END IF;
        EXECUTE step;
        have := have + 1;
        EXECUTE 'UPDATE book SET version = $1' USING have;
    END LOOP;
    PERFORM bianzhi._register_guards(upgrade_book.name);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    RETURN have;
END;
$$;
COMMENT ON FUNCTION bianzhi.upgrade_book(text) IS '把账套升级到扩展库的版本';
-- The text of a book is left out here: the library that this script comes with works only with later books.
CREATE FUNCTION bianzhi._book_ddl() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $bianzhi_text$ SELECT NULL::text $bianzhi_text$;
COMMENT ON FUNCTION bianzhi._book_ddl() IS '一本账的全部定义；由 create_book 执行';
