-- 59_seal: what a closed month is kept and sealed with (seal.c, 74_seal.sql, 79_close.sql).  Written by close_period() only.

CREATE TABLE report (
    name      text NOT NULL,
    span      text NOT NULL,
    number    text,
    title_zh  text NOT NULL,
    title_en  text NOT NULL,
    measure   text,
    paper     text NOT NULL DEFAULT 'A4',
    sort      int  NOT NULL DEFAULT 0,
    function  text NOT NULL,
    CONSTRAINT report_pkey PRIMARY KEY (name),
    CONSTRAINT report_name_form CHECK (name ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT report_span_known CHECK (span IN ('month', 'year')),
    CONSTRAINT report_paper_known CHECK (paper IN ('A4', 'A3'))
);
COMMENT ON TABLE report IS '报表；结账时由函数（地区，月份）计算，存入快照表 snapshot_报表名，各列相同。年报只在十二月存';
COMMENT ON COLUMN report.name IS '报表名';
COMMENT ON COLUMN report.span IS '报表期；month 月报，year 年报';
COMMENT ON COLUMN report.number IS '表号；没有的不单独印出';
COMMENT ON COLUMN report.title_zh IS '表名';
COMMENT ON COLUMN report.title_en IS '表名（英文）';
COMMENT ON COLUMN report.measure IS '计量单位';
COMMENT ON COLUMN report.paper IS '纸张';
COMMENT ON COLUMN report.sort IS '排序';
COMMENT ON COLUMN report.function IS '函数名；参数为区划代码和月份，返回的列与快照表自第四列起相同';

CREATE TABLE snapshot_account (
    region_closed  text   NOT NULL,
    month          date   NOT NULL,
    n              bigint NOT NULL,
    unit_id        int    NOT NULL,
    region         text   NOT NULL,
    post_type      int    NOT NULL,
    approved       bigint NOT NULL,
    strength       bigint NOT NULL,
    CONSTRAINT snapshot_account_pkey PRIMARY KEY (region_closed, month, n)
);
CREATE INDEX snapshot_account_unit ON snapshot_account (unit_id, month);
COMMENT ON TABLE snapshot_account IS '结账快照：各账户月末核定数、实有数，按结账时所知';
COMMENT ON COLUMN snapshot_account.region_closed IS '结账地区';
COMMENT ON COLUMN snapshot_account.month IS '月份；以当月第一日表示';
COMMENT ON COLUMN snapshot_account.n IS '序号';
COMMENT ON COLUMN snapshot_account.unit_id IS '机构编号；负数为持有者编号';
COMMENT ON COLUMN snapshot_account.region IS '区划代码';
COMMENT ON COLUMN snapshot_account.post_type IS '编制类别代码';
COMMENT ON COLUMN snapshot_account.approved IS '核定数';
COMMENT ON COLUMN snapshot_account.strength IS '实有数';

CREATE TABLE seal (
    region     text   NOT NULL,
    month      date   NOT NULL,
    lines      bigint NOT NULL,
    header     text   NOT NULL,
    root       bytea  NOT NULL,
    previous   bytea  NOT NULL,
    seal       bytea  NOT NULL,
    sealed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    sealed_by  text   NOT NULL DEFAULT session_user,
    CONSTRAINT seal_pkey PRIMARY KEY (region, month),
    CONSTRAINT seal_period_fkey FOREIGN KEY (region, month) REFERENCES period (region, month),
    CONSTRAINT seal_digests CHECK (octet_length(root) = 32 AND octet_length(previous) = 32 AND octet_length(seal) = 32)
);
COMMENT ON TABLE seal IS '封印：结账一次一行，国密 SM3 默克尔根，链接上一封印';
COMMENT ON COLUMN seal.region IS '区划代码';
COMMENT ON COLUMN seal.month IS '月份；以当月第一日表示';
COMMENT ON COLUMN seal.lines IS '行数';
COMMENT ON COLUMN seal.header IS '封印首行；地区、月份、各类行数、签核、触发器状态等';
COMMENT ON COLUMN seal.root IS '默克尔根';
COMMENT ON COLUMN seal.previous IS '上一封印；第一次结账为零';
COMMENT ON COLUMN seal.seal IS '封印；SM3（根、上一封印、首行）';
COMMENT ON COLUMN seal.sealed_at IS '封印时间';
COMMENT ON COLUMN seal.sealed_by IS '封印人';

CREATE TABLE seal_block (
    region  text   NOT NULL,
    month   date   NOT NULL,
    no      int    NOT NULL,
    kind    text   NOT NULL,
    keys    text[] NOT NULL,
    leaves  bytea  NOT NULL,
    CONSTRAINT seal_block_pkey PRIMARY KEY (region, month, no),
    CONSTRAINT seal_block_seal_fkey FOREIGN KEY (region, month) REFERENCES seal (region, month)
);
COMMENT ON TABLE seal_block IS '封印分块：各行的键和摘要，按行的次序，每块至多一千零二十四行；据此指明哪一行变动';
COMMENT ON COLUMN seal_block.region IS '区划代码';
COMMENT ON COLUMN seal_block.month IS '月份；以当月第一日表示';
COMMENT ON COLUMN seal_block.no IS '块号';
COMMENT ON COLUMN seal_block.kind IS '行的种类';
COMMENT ON COLUMN seal_block.keys IS '各行的键';
COMMENT ON COLUMN seal_block.leaves IS '各行的摘要；每行三十二字节';
