-- 20_engine: the C functions that the triggers and functions of books call.

CREATE FUNCTION bianzhi.version() RETURNS text
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_show_version';
COMMENT ON FUNCTION bianzhi.version() IS '扩展库版本';

CREATE FUNCTION bianzhi.book_version() RETURNS int
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'bianzhi_show_book_version_2';
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
CREATE FUNCTION bianzhi.check_divisions() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_divisions';
COMMENT ON FUNCTION bianzhi.check_divisions() IS '触发器：内设机构的类别，及其数目不超过上级对应部门的三分之二';
CREATE FUNCTION bianzhi.judge_leaders() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_judge_leaders';
COMMENT ON FUNCTION bianzhi.judge_leaders() IS '触发器：提交时检查正副职比例、职数标准、职数层次和机关党务机构';
CREATE FUNCTION bianzhi.check_appointment() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_appointment';
COMMENT ON FUNCTION bianzhi.check_appointment() IS '触发器：任职的高配和不占职数原因';
CREATE FUNCTION bianzhi.start_reduction() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_start_reduction';
COMMENT ON FUNCTION bianzhi.start_reduction() IS '触发器：消化计划的文件、日期和起始超出数';
CREATE FUNCTION bianzhi.check_reduction() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_reduction';
COMMENT ON FUNCTION bianzhi.check_reduction() IS '触发器：消化步骤逐步减少';
CREATE FUNCTION bianzhi.first_version() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_first_version';
COMMENT ON FUNCTION bianzhi.first_version() IS '触发器：设立机构即登记第一条沿革，并核对审批权限';
CREATE FUNCTION bianzhi.last_version() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_last_version';
COMMENT ON FUNCTION bianzhi.last_version() IS '触发器：撤销机构即登记最后一条沿革';
CREATE FUNCTION bianzhi.fill_version() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_fill_version';
COMMENT ON FUNCTION bianzhi.fill_version() IS '触发器：锁定机构，核对日期和文件，未填的栏沿用原值';
CREATE FUNCTION bianzhi.apply_version() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_apply_version';
COMMENT ON FUNCTION bianzhi.apply_version() IS '触发器：按沿革变动机构，并核对审批权限';
CREATE FUNCTION bianzhi.check_lineage() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_lineage';
COMMENT ON FUNCTION bianzhi.check_lineage() IS '触发器：承继须有文件，两机构当日存在';
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

-- priorities and proposals
CREATE FUNCTION bianzhi.check_priority() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_priority';
COMMENT ON FUNCTION bianzhi.check_priority() IS '触发器：用编优先的依据、种类、日期，同一机构同一天只有一个权重';
CREATE FUNCTION bianzhi.check_proposal() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_proposal';
COMMENT ON FUNCTION bianzhi.check_proposal() IS '触发器：申报时试办并记下数据；经办与复核分离，批准时数据未变方可办理';

-- guards
CREATE FUNCTION bianzhi.refuse_change() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_refuse_change';
COMMENT ON FUNCTION bianzhi.refuse_change() IS '触发器：事实只增不改，不可删除';
CREATE FUNCTION bianzhi.guard_engine() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_engine';
COMMENT ON FUNCTION bianzhi.guard_engine() IS '触发器：只有引擎可以写';
CREATE FUNCTION bianzhi.guard_versioned() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_versioned';
COMMENT ON FUNCTION bianzhi.guard_versioned() IS '触发器：有沿革的栏只能随沿革变动';
CREATE FUNCTION bianzhi.stamp_end() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_stamp_end';
COMMENT ON FUNCTION bianzhi.stamp_end() IS '触发器：终止登记时间和登记人由数据库填写';
CREATE FUNCTION bianzhi.stamp_close() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_stamp_close';
COMMENT ON FUNCTION bianzhi.stamp_close() IS '触发器：办结登记时间和登记人由数据库填写';
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
CREATE FUNCTION bianzhi.past_day(value date, name text) RETURNS date
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_require_past_day';
COMMENT ON FUNCTION bianzhi.past_day(date, text) IS '参数须为当日或以前的日期；为空时为当日';
CREATE FUNCTION bianzhi.refuse_unknown(kind text, given text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_unknown';
COMMENT ON FUNCTION bianzhi.refuse_unknown(text, text) IS '报错：账套中没有这个对象';
CREATE FUNCTION bianzhi.refuse_ambiguous(kind text, given text, candidates text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_ambiguous';
COMMENT ON FUNCTION bianzhi.refuse_ambiguous(text, text, text) IS '报错：名称不唯一';
CREATE FUNCTION bianzhi.refuse_not_in_post(what text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_not_in_post';
COMMENT ON FUNCTION bianzhi.refuse_not_in_post(text) IS '报错：没有可以终止的在任记录';
CREATE FUNCTION bianzhi.refuse_change_of_unit(problem text, unit text, given text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_change_of_unit';
COMMENT ON FUNCTION bianzhi.refuse_change_of_unit(text, text, text) IS '报错：机构变动的参数不成立';
CREATE FUNCTION bianzhi.refuse_book(problem text, given text, have int) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_book';
COMMENT ON FUNCTION bianzhi.refuse_book(text, text, int) IS '报错：建账或升级不成';

-- duties
CREATE FUNCTION bianzhi.tidy_duty() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_tidy_duty';
COMMENT ON FUNCTION bianzhi.tidy_duty() IS '触发器：职责名称统一写法，职责领域须在代码集';
CREATE FUNCTION bianzhi.post_duty() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_duty';
COMMENT ON FUNCTION bianzhi.post_duty() IS '触发器：职责承担的日期、文件和承担机构，不得同时由两个机构承担';
CREATE FUNCTION bianzhi.check_duty() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_duty';
COMMENT ON FUNCTION bianzhi.check_duty() IS '触发器：提交时检查职责每一天都有承担机构';
CREATE FUNCTION bianzhi.refuse_duty(problem text, duty text, unit text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_duty';
COMMENT ON FUNCTION bianzhi.refuse_duty(text, text, text) IS '报错：职责移交或取消不成';

-- reorganisation
CREATE FUNCTION bianzhi.check_replacement() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_replacement';
COMMENT ON FUNCTION bianzhi.check_replacement() IS '触发器：提交时检查新设事业单位是否撤一设一';
CREATE FUNCTION bianzhi.reform_problem(code text, part int, given text, have int, want int) RETURNS text
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_reform_problem';
COMMENT ON FUNCTION bianzhi.reform_problem(text, int, text, int, int) IS '机构合并、分设、划转请求的一处问题';
CREATE FUNCTION bianzhi.refuse_reform(act text, problems text) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_reform';
COMMENT ON FUNCTION bianzhi.refuse_reform(text, text) IS '报错：机构合并、分设、划转请求有误，逐条列出';

-- operations of a plan (operation.c)
CREATE FUNCTION bianzhi.run_operation(book regclass, op text, args jsonb) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_run_operation';
COMMENT ON FUNCTION bianzhi.run_operation(regclass, text, jsonb) IS
    '按名称办理一项业务；只能是账套 operation 表所列的本账套函数，参数按名称给出；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.read_operations(book regclass, operations jsonb,
                                        OUT step int, OUT op text, OUT args jsonb, OUT note text) RETURNS SETOF record
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'bianzhi_read_operations';
COMMENT ON FUNCTION bianzhi.read_operations(regclass, jsonb) IS '读入一组业务操作（JSON 数组）；有一项不对即全部拒绝，逐项说明';
CREATE FUNCTION bianzhi.read_plan_text(book regclass, content text, OUT line int, OUT op text, OUT args jsonb,
                                       OUT note text, OUT sqlstate text, OUT problem text, OUT remedy text) RETURNS SETOF record
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'bianzhi_read_plan_text';
COMMENT ON FUNCTION bianzhi.read_plan_text(regclass, text) IS '读入方案文件（JSON 数组、逐行 JSON 或普通文本）；每项一行，不对的说明原因';
CREATE FUNCTION bianzhi.rehearse(book regclass, plan bigint, operations jsonb, document text, effective_on date,
                                 OUT kind text, OUT step int, OUT op text, OUT unit_id int, OUT unit text, OUT item text,
                                 OUT post_type int, OUT before bigint, OUT after bigint, OUT change bigint, OUT sqlstate text,
                                 OUT rule text, OUT message text, OUT figures text, OUT remedy text) RETURNS SETOF record
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_rehearse';
COMMENT ON FUNCTION bianzhi.rehearse(regclass, bigint, jsonb, text, date) IS '试运行方案或一组业务操作：办理、列出前后数据和全部问题，然后全部撤回';
CREATE FUNCTION bianzhi.apply_plan(book regclass, plan bigint) RETURNS bigint
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'bianzhi_apply_plan';
COMMENT ON FUNCTION bianzhi.apply_plan(regclass, bigint) IS '实施方案：在一个事务中办理全部步骤';
CREATE FUNCTION bianzhi.written_since(writer xid, since xid) RETURNS bool
    LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'bianzhi_is_written_since';
COMMENT ON FUNCTION bianzhi.written_since(xid, xid) IS '该行版本是否由本事务自某个（子）事务号起写入';
CREATE FUNCTION bianzhi.guard_plan() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_plan';
COMMENT ON FUNCTION bianzhi.guard_plan() IS '触发器：方案的状态';
CREATE FUNCTION bianzhi.guard_step() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_step';
COMMENT ON FUNCTION bianzhi.guard_step() IS '触发器：方案步骤只在实施前可以改动，改动后须重新试运行';
CREATE FUNCTION bianzhi.guard_effect() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_guard_effect';
COMMENT ON FUNCTION bianzhi.guard_effect() IS '触发器：方案实施结果只由实施过程登记';
CREATE FUNCTION bianzhi.refuse_counter_plan(plan bigint, state text, counter bigint) RETURNS text
    LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'bianzhi_refuse_counter_plan';
COMMENT ON FUNCTION bianzhi.refuse_counter_plan(bigint, text, bigint) IS '报错：该方案不能撤销';

-- names to keys (names.c)
CREATE FUNCTION bianzhi.find_unit(book regclass, given text) RETURNS int
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_find_unit';
COMMENT ON FUNCTION bianzhi.find_unit(regclass, text) IS '机构：由编号、名称、简称或信用代码取编号；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.find_holder(book regclass, given text) RETURNS int
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_find_holder';
COMMENT ON FUNCTION bianzhi.find_holder(regclass, text) IS '账户持有者：机构，或 reserve、reserve:区划代码 表示机动编制';
CREATE FUNCTION bianzhi.find_person(book regclass, given text) RETURNS bigint
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_find_person';
COMMENT ON FUNCTION bianzhi.find_person(regclass, text) IS '人员：由身份号码、#编号或唯一姓名取编号';
CREATE FUNCTION bianzhi.find_document(book regclass, given text) RETURNS bigint
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_find_document';
COMMENT ON FUNCTION bianzhi.find_document(regclass, text) IS '文件：由文号（各种写法）或 #编号 取编号；为空时取 bianzhi.document';
CREATE FUNCTION bianzhi.find_post_type(book regclass, given text) RETURNS int
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_find_post_type';
COMMENT ON FUNCTION bianzhi.find_post_type(regclass, text) IS '编制类别：由代码或名称取代码';
