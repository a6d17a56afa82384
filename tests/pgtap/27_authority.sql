-- Who may approve a change of a unit (approval_authority), and temporary bodies (temporary_unit).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();
SELECT record_document('内党发〔2019〕1号', '2019-01-05', level => 'province') AS province,
       record_document('兴机编〔2019〕3号', '2019-01-05', level => 'prefecture') AS prefecture,
       record_document('前机编〔2019〕4号', '2019-01-05', level => 'county') AS county \gset

SELECT refused($$SELECT establish_unit('甲局', 'organ', document => '兴机编〔2019〕3号')$$, '23Z26', 'approval_authority', 'an organ of the league by the league');
SELECT accepted($$SELECT establish_unit('甲局', 'organ', document => '内党发〔2019〕1号')$$, 'by the level above');
SELECT accepted($$SELECT establish_unit('甲中心', 'institution', document => '兴机编〔2019〕3号')$$, 'an institution by its own level');
SELECT refused($$SELECT establish_unit('乙中心', 'institution', document => '前机编〔2019〕4号')$$, '23Z26', 'approval_authority', 'but not by a lower one');
SELECT refused($$SELECT establish_unit('甲指挥部', 'organ', category => 'temporary_organ')$$, '23Z31', 'temporary_unit', 'a temporary body without its last day');
SELECT accepted($$SELECT establish_unit('甲指挥部', 'organ', category => 'temporary_organ', expires_on => '2020-12-31')$$, 'with one');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
