-- 25_period: the gate, months and seals (gate.c, period.c, seal.c).

CREATE FUNCTION bianzhi.gate() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_gate';
COMMENT ON FUNCTION bianzhi.gate() IS '触发器：冻结闸门，办理业务的事务共享，冻结时独占';
CREATE FUNCTION bianzhi.gate_rows() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_gate_rows';
COMMENT ON FUNCTION bianzhi.gate_rows() IS '触发器：冻结地区的事实不得登记，凭例外的记入使用记录';
CREATE FUNCTION bianzhi.guard_period() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_period';
COMMENT ON FUNCTION bianzhi.guard_period() IS '触发器：月份、快照、封印只由账套的函数改动';
CREATE FUNCTION bianzhi.sign() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_sign';
COMMENT ON FUNCTION bianzhi.sign() IS '触发器：只有科室角色的成员可以签核，并须在冻结、检查之后';
CREATE FUNCTION bianzhi.check_period_exception() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_period_exception';
COMMENT ON FUNCTION bianzhi.check_period_exception() IS '触发器：例外须由他人准许，可提前截止，不可延后';
CREATE FUNCTION bianzhi.change_period(book regclass, act text, region text, month date, reason text) RETURNS int
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_change_period';
COMMENT ON FUNCTION bianzhi.change_period(regclass, text, text, date, text) IS
    '冻结、解冻、结账：核对权限，等候在途业务，然后由账套的函数办理；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.refuse_period(problem text, region text, month date, given text) RETURNS int
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_period';
COMMENT ON FUNCTION bianzhi.refuse_period(text, text, date, text) IS '报错：月份的状态不允许';
CREATE FUNCTION bianzhi.keep_end() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_keep_end';
COMMENT ON FUNCTION bianzhi.keep_end() IS '触发器：已计入结账月份的终止不得移动';

-- seals
CREATE FUNCTION bianzhi.canonical_line(kind text, facts record) RETURNS text
    LANGUAGE c STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_canonical_line';
COMMENT ON FUNCTION bianzhi.canonical_line(text, record) IS '规范行：一行记录写成 JSON，写法只取决于内容';
CREATE FUNCTION bianzhi.seal_leaf(line text) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_seal_leaf';
COMMENT ON FUNCTION bianzhi.seal_leaf(text) IS '一行的摘要：SM3（0x00、该行的 UTF-8）';
CREATE FUNCTION bianzhi.merkle_root(leaves bytea) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_merkle_root';
COMMENT ON FUNCTION bianzhi.merkle_root(bytea) IS '默克尔根：依次相连的摘要（各三十二字节），结点为 SM3（0x01、左、右），树形同 RFC 6962';
CREATE FUNCTION bianzhi.write_snapshots(book regclass, region text, month date) RETURNS bigint
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'bianzhi_write_snapshots';
COMMENT ON FUNCTION bianzhi.write_snapshots(regclass, text, date) IS '存报表快照，由结账调用；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.snapshot_lines(book regclass, region text, month date, OUT kind text, OUT id bigint, OUT line text)
    RETURNS SETOF record
    LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'bianzhi_snapshot_lines';
COMMENT ON FUNCTION bianzhi.snapshot_lines(regclass, text, date) IS '快照的规范行；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.closed_report(shape anyelement, region text, month date) RETURNS SETOF anyelement
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_closed_report';
COMMENT ON FUNCTION bianzhi.closed_report(anyelement, text, date) IS '已结账月份的报表，按快照原样；第一个参数为账套同名视图的行类型';

-- returns
CREATE FUNCTION bianzhi.import_return(book regclass, file text, reason text) RETURNS bigint
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_import_return';
COMMENT ON FUNCTION bianzhi.import_return(regclass, text, text) IS
    '收入下级上报：核对封印文件的每一行，接续上一封印的才登记；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.consolidated(shape anyelement, month date) RETURNS SETOF anyelement
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_consolidated';
COMMENT ON FUNCTION bianzhi.consolidated(anyelement, date) IS
    '汇总报表：本账套结账的月份与收入的上报，先总计，后各成员的合计；第一个参数为账套同名视图的行类型';

-- figures of reports
CREATE FUNCTION bianzhi.account_figures_step(state internal, n int, columns int[], approved bigint, strength bigint) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_account_figures_step';
COMMENT ON FUNCTION bianzhi.account_figures_step(internal, int, int[], bigint, bigint) IS '聚合的一步，见 account_figures';
CREATE FUNCTION bianzhi.sum_figures_step(state internal, figures bigint[]) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_sum_figures_step';
COMMENT ON FUNCTION bianzhi.sum_figures_step(internal, bigint[]) IS '聚合的一步，见 sum_figures';
CREATE FUNCTION bianzhi.figures_result(state internal) RETURNS bigint[]
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_figures_result';
COMMENT ON FUNCTION bianzhi.figures_result(internal) IS '聚合的末步，见 account_figures';
CREATE AGGREGATE bianzhi.account_figures(n int, columns int[], approved bigint, strength bigint)
    (SFUNC = bianzhi.account_figures_step, STYPE = internal, SSPACE = 400, FINALFUNC = bianzhi.figures_result, PARALLEL = SAFE);
COMMENT ON AGGREGATE bianzhi.account_figures(int, int[], bigint, bigint) IS '报表数字：各账户按栏目累计，依次为各栏的核定、实有、空缺、超出，空缺和超出逐账户计算、不相抵';
CREATE AGGREGATE bianzhi.sum_figures(figures bigint[])
    (SFUNC = bianzhi.sum_figures_step, STYPE = internal, SSPACE = 400, FINALFUNC = bianzhi.figures_result, PARALLEL = SAFE);
COMMENT ON AGGREGATE bianzhi.sum_figures(bigint[]) IS '报表数字逐栏相加，用于小计和总计';
