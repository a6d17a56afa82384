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
