-- document_number() and tidy_name(): one form for what is typed in several.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(69);

-- Document numbers: the brackets of the year ---------------------------------------------

SELECT is(document_number(v.typed), '兴机编〔2019〕12号', v.typed)
  FROM (VALUES ('兴机编〔2019〕12号'), ('兴机编[2019]12号'), ('兴机编［2019］12号'), ('兴机编【2019】12号'),
               ('兴机编(2019)12号'), ('兴机编（2019）12号'), ('兴机编〖2019〗12号'), ('兴机编﹝2019﹞12号'),
               ('兴机编❲2019❳12号'), ('兴机编[2019）12号'), ('兴机编（２０１９）１２号'), (' 兴机编〔2019〕12号　'),
               ('兴机编 〔 2019 〕 12 号'), ('兴机编　［２０１９］　12号'),
               (E'兴机编〔2019〕\u00A012号'), (E'\uFEFF兴机编〔2019〕12\u200B号')) AS v(typed);
SELECT is(document_number(v.typed), v.form, v.what)
  FROM (VALUES ('兴机编办字（试行）[2019]3号', '兴机编办字(试行)〔2019〕3号', 'brackets around words are kept, in one width'),
               ('兴机编[12]3号', '兴机编[12]3号', 'no year, no change'),
               ('兴机编(20190)3号', '兴机编(20190)3号', 'five digits are no year'),
               ('兴机编(3019)3号', '兴机编(3019)3号', '3019 is no year'),
               ('[1999]3号', '〔1999〕3号', 'at the beginning'),
               ('兴机编[2019]', '兴机编〔2019〕', 'at the end'),
               ('转发内机编发[2018]7号的通知[2019]3号', '转发内机编发〔2018〕7号的通知〔2019〕3号', 'two of them'),
               ('兴机编〔2019〕012号', '兴机编〔2019〕012号', 'digits of the serial number are not invented or lost'),
               ('ＡＢ－１', 'AB-1', 'letters and signs of full width')) AS v(typed, form, what);
SELECT is(document_number(document_number(v.typed)), document_number(v.typed), 'twice is once: ' || v.typed)
  FROM (VALUES ('兴机编（２０１９） 12号'), ('兴机编办字（试行）[2019]3号')) AS v(typed);
SELECT is(length(document_number(repeat('编', 100))), 100, '100 characters are allowed');
SELECT throws_ok(format('SELECT document_number(%L)', v.typed), '22Z03', NULL, v.what)
  FROM (VALUES ('', 'empty'), (' 　 ', 'blanks only'), (E'\u200B', 'nothing that can be seen'),
               (repeat('编', 101), 'too long'), (repeat('a', 100000), 'far too long'),
               (E'兴机编\t〔2019〕12号', 'tab'), (E'兴机编〔2019〕12号\n', 'line end'),
               (E'兴机编\u0085〔2019〕12号', 'a control character beyond ASCII'),
               (E'\x7F', 'delete')) AS v(typed, what);
SELECT is(document_number(NULL), NULL, 'NULL stays NULL');

-- Names ------------------------------------------------------------------------------------

SELECT is(tidy_name(v.typed), v.form, v.what)
  FROM (VALUES ('张三', '张三', 'nothing to do'),
               ('张 三', '张三', 'blank in a name of two characters'),
               (' 张　三 ', '张三', 'ideographic blank, blanks around'),
               (E'张\u00A0三\u200B', '张三', 'no-break blank, character without width'),
               ('阿拉坦•巴根', '阿拉坦·巴根', 'bullet'),
               ('阿拉坦・巴根', '阿拉坦·巴根', 'katakana dot'),
               ('阿拉坦‧巴根', '阿拉坦·巴根', 'hyphenation point'),
               ('阿拉坦･巴根', '阿拉坦·巴根', 'katakana dot of half width'),
               ('阿拉坦 · 巴根', '阿拉坦·巴根', 'blanks beside the dot'),
               ('John   Smith', 'John Smith', 'one blank between Latin words'),
               ('ＪＯＨＮ　Ｓｍｉｔｈ', 'JOHN Smith', 'letters of full width'),
               ('Батаа Болд', 'Батаа Болд', 'Cyrillic words keep their blank'),
               ('ᠪᠠᠲᠤ ᠪᠣᠯᠣᠳ', 'ᠪᠠᠲᠤ ᠪᠣᠯᠣᠳ', 'Mongolian words keep their blank'),
               ('兴安盟１２３４５热线', '兴安盟12345热线', 'digits of full width'),
               ('兴安盟 12345 热线', '兴安盟12345热线', 'blanks between digits and Han'),
               ('办公室(综合科)', '办公室（综合科）', 'brackets around Han are wide'),
               ('办公室 （综合科）', '办公室（综合科）', 'blank before a bracket'),
               ('业务科（３）', '业务科(3)', 'brackets around digits are narrow'),
               ('业务科( 3 )', '业务科(3)', 'no blanks inside brackets'),
               ('Office （ABC）', 'Office (ABC)', 'brackets around letters are narrow'),
               ('中心（医院（A）区）', '中心（医院(A)区）', 'brackets in brackets'),
               ('中心(', '中心(', 'a lone bracket stays'),
               ('党委，行署', '党委，行署', 'wide punctuation stays wide')) AS v(typed, form, what);
SELECT is(tidy_name(tidy_name(v.typed)), tidy_name(v.typed), 'twice is once: ' || v.typed)
  FROM (VALUES (' ＡＢＣ  co　LTD (ab) 科室( 综合 )（ 3 ）'), ('阿拉坦 • 巴根')) AS v(typed);
SELECT throws_ok(format('SELECT tidy_name(%L)', v.typed), '22Z04', NULL, v.what)
  FROM (VALUES ('', 'empty'), (' 　', 'blanks only'), (E'张\n三', 'line end'), (repeat('编', 201), 'too long')) AS v(typed, what);
SELECT is(tidy_name(NULL), NULL, 'NULL stays NULL');
SELECT is(length(tidy_name(repeat('编', 200))), 200, '200 characters are allowed');

SELECT * FROM finish();
ROLLBACK;
