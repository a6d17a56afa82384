-- 10_reference: the book's own row, regions, code lists, kinds of posts, documents.
-- Open lists are rows (a document can extend them); only what C or SQL branches on is a CHECK.

CREATE TABLE book (
    only_row    bool        NOT NULL DEFAULT true,
    version     int         NOT NULL,
    region      text        NOT NULL,
    title       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    created_by  text        NOT NULL DEFAULT session_user,
    CONSTRAINT book_pkey PRIMARY KEY (only_row),
    CONSTRAINT book_one_row CHECK (only_row)
);
COMMENT ON TABLE book IS '账套：一个编办管辖范围的机构编制数据；只有一行';
COMMENT ON COLUMN book.only_row IS '唯一行标志';
COMMENT ON COLUMN book.version IS '账套版本；与扩展库不符时拒绝办理业务，用 bianzhi.upgrade_book 升级';
COMMENT ON COLUMN book.region IS '区划代码；GB/T 2260';
COMMENT ON COLUMN book.title IS '账套名称';
COMMENT ON COLUMN book.created_at IS '建账时间';
COMMENT ON COLUMN book.created_by IS '建账人';

CREATE TABLE region (
    code    text NOT NULL,
    name    text NOT NULL,
    parent  text,
    level   text NOT NULL,
    CONSTRAINT region_pkey PRIMARY KEY (code),
    CONSTRAINT region_parent_fkey FOREIGN KEY (parent) REFERENCES region (code),
    CONSTRAINT region_code_form CHECK (code ~ '^[0-9]{6}([0-9]{3})?$'),
    CONSTRAINT region_level_known CHECK (level IN ('province', 'prefecture', 'county', 'township')),
    CONSTRAINT region_not_own_parent CHECK (parent <> code)
);
COMMENT ON TABLE region IS '地区：盟、旗县市、苏木乡镇；每个地区自动设立“上级下达总额”和“机动编制”两个账户持有者';
COMMENT ON COLUMN region.code IS '区划代码；GB/T 2260，乡级九位（GB/T 10114）';
COMMENT ON COLUMN region.name IS '地区名称';
COMMENT ON COLUMN region.parent IS '上级区划代码';
COMMENT ON COLUMN region.level IS '层级；province 省级，prefecture 地级（盟），county 县级（旗县市），township 乡级';

CREATE TABLE code (
    set         text NOT NULL,
    code        text NOT NULL,
    name_zh     text NOT NULL,
    name_en     text NOT NULL,
    sort        int  NOT NULL DEFAULT 0,
    attributes  jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT code_pkey PRIMARY KEY (set, code)
);
COMMENT ON TABLE code IS '代码表：可由文件扩充的代码以行保存';
COMMENT ON COLUMN code.set IS '代码集；如 entry_reason 进入形式、exit_reason 出编原因、rank 机构规格';
COMMENT ON COLUMN code.code IS '代码';
COMMENT ON COLUMN code.name_zh IS '中文名称';
COMMENT ON COLUMN code.name_en IS '英文名称';
COMMENT ON COLUMN code.sort IS '排序';
COMMENT ON COLUMN code.attributes IS '附加属性；如出编原因的 natural_attrition 自然减员';

CREATE TABLE unit_class (
    code        text NOT NULL,
    name_zh     text NOT NULL,
    name_en     text NOT NULL,
    sort        int  NOT NULL DEFAULT 0,
    CONSTRAINT unit_class_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE unit_class IS '机构性质：决定可用哪些编制类别（见 admissibility）';
COMMENT ON COLUMN unit_class.code IS '代码';
COMMENT ON COLUMN unit_class.name_zh IS '中文名称';
COMMENT ON COLUMN unit_class.name_en IS '英文名称';
COMMENT ON COLUMN unit_class.sort IS '排序';

CREATE TABLE post_type (
    code          int  NOT NULL,
    class         text NOT NULL,
    category      text NOT NULL,
    funding       text,
    rank          text,
    role          text,
    scope         text,
    ring_fenced   bool NOT NULL DEFAULT false,
    report_group  text NOT NULL,
    name_zh       text NOT NULL,
    name_en       text NOT NULL,
    sort          int  NOT NULL DEFAULT 0,
    CONSTRAINT post_type_pkey PRIMARY KEY (code),
    CONSTRAINT post_type_name_zh_key UNIQUE (name_zh),
    CONSTRAINT post_type_name_en_key UNIQUE (name_en),
    CONSTRAINT post_type_class_known CHECK (class IN ('establishment', 'leadership', 'off_establishment')),
    CONSTRAINT post_type_role_known CHECK (role IN ('chief', 'deputy', 'other')),
    CONSTRAINT post_type_scope_known CHECK (scope IN ('unit', 'division', 'discipline')),
    CONSTRAINT post_type_leadership_complete
        CHECK ((class = 'leadership') = (role IS NOT NULL AND scope IS NOT NULL AND rank IS NOT NULL))
);
COMMENT ON TABLE post_type IS '编制和职数类别：编制类别（domain 2.2）与领导职数（domain 2.4），以行保存，可由文件扩充';
COMMENT ON COLUMN post_type.code IS '代码';
COMMENT ON COLUMN post_type.class IS '类；establishment 编制，leadership 领导职数，off_establishment 编外控制数';
COMMENT ON COLUMN post_type.category IS '总类；同一总类之内分录必须平衡，编制可在同一总类内转换';
COMMENT ON COLUMN post_type.funding IS '经费形式；代码集 funding';
COMMENT ON COLUMN post_type.rank IS '职务层次；代码集 rank';
COMMENT ON COLUMN post_type.role IS '正副职；chief 正职，deputy 副职，other 其他';
COMMENT ON COLUMN post_type.scope IS '职数范围；unit 部门领导，division 内设机构领导，discipline 纪检监察领导';
COMMENT ON COLUMN post_type.ring_fenced IS '专编专用';
COMMENT ON COLUMN post_type.report_group IS '报表栏目；月表1各栏';
COMMENT ON COLUMN post_type.name_zh IS '中文名称';
COMMENT ON COLUMN post_type.name_en IS '英文名称';
COMMENT ON COLUMN post_type.sort IS '排序';

CREATE TABLE admissibility (
    class      text NOT NULL,
    post_type  int  NOT NULL,
    basis      text,
    CONSTRAINT admissibility_pkey PRIMARY KEY (class, post_type),
    CONSTRAINT admissibility_class_fkey FOREIGN KEY (class) REFERENCES unit_class (code),
    CONSTRAINT admissibility_post_type_fkey FOREIGN KEY (post_type) REFERENCES post_type (code)
);
COMMENT ON TABLE admissibility IS '编制使用范围：某性质的机构可以使用的编制和职数类别；表中没有的即为混编混岗（mixed_establishment）';
COMMENT ON COLUMN admissibility.class IS '机构性质';
COMMENT ON COLUMN admissibility.post_type IS '编制类别代码';
COMMENT ON COLUMN admissibility.basis IS '依据';

CREATE TABLE document (
    id           bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    number       text   NOT NULL,
    title        text,
    issuer       text,
    issued_on    date   NOT NULL,
    kind         text   NOT NULL DEFAULT 'approval',
    note         text,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    recorded_by  text   NOT NULL DEFAULT session_user,
    level        text,
    CONSTRAINT document_pkey PRIMARY KEY (id),
    CONSTRAINT document_number_key UNIQUE (number),
    CONSTRAINT document_level_known CHECK (level IN ('central', 'province', 'prefecture', 'county', 'township'))
);
COMMENT ON TABLE document IS '批准文件：一切变动的依据；文号入库时统一写法，如 兴机编〔2019〕1号';
COMMENT ON COLUMN document.id IS '文件编号';
COMMENT ON COLUMN document.number IS '批准文号';
COMMENT ON COLUMN document.title IS '文件标题';
COMMENT ON COLUMN document.issuer IS '发文机关';
COMMENT ON COLUMN document.issued_on IS '发文日期；不得晚于当日';
COMMENT ON COLUMN document.kind IS '文件种类；代码集 document_kind';
COMMENT ON COLUMN document.note IS '备注';
COMMENT ON COLUMN document.recorded_at IS '登记时间；由数据库填写';
COMMENT ON COLUMN document.recorded_by IS '登记人；由数据库填写';
COMMENT ON COLUMN document.level IS '批准层级；批准机关的层级，central 中央，province 省级，prefecture 地级（盟），county 县级（旗县市），township 乡级；空为未注明';
