# What a refusal says in Chinese: it says all that the English one says, with
# the same figures, and nothing of it is left in English.  The words are for
# people; rules are tested elsewhere, by SQLSTATE and constraint.

use strict;
use warnings;

use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my ($configured) = run_command([ 'pg_config', '--configure' ]);
plan skip_all => 'this server was built without translations' if $configured !~ /--enable-nls/;

my $node = new_cluster('messages');
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
make_book($node, 'office', 'xingan', '兴安盟');
ask($node, 'office', 'xingan', q{INSERT INTO person (resident_id, name) VALUES (resident_id_upgrade('152200851231001'), '人员1')});

# All that a refusal says; what the statement did is undone.
my $REFUSAL = <<'SQL';
CREATE FUNCTION pg_temp.refusal(statement text) RETURNS json LANGUAGE plpgsql AS $refusal$
DECLARE
	message text; detail text; hint text; broken text;
BEGIN
	EXECUTE statement;
	SET CONSTRAINTS ALL IMMEDIATE;
	RETURN '{"code": "done"}';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
		broken = CONSTRAINT_NAME;
	RETURN json_build_object('code', trim(SQLSTATE || ' ' || broken), 'message', message, 'detail', detail, 'hint', hint);
END
$refusal$;
SQL

# The refusals of the statements, as they read under lc_messages.
sub refusals
{
	my ($language, @statements) = @_;
	my $n = 0;
	my $script = join '', map { 'SELECT pg_temp.refusal($s' . ++$n . "\$$_\$s$n\$);\n" } @statements;
	my $said = ask($node, 'office', 'xingan', "SET lc_messages = '$language';\n$REFUSAL$script");
	return map { JSON::PP::decode_json($_) } split /\n/, $said;
}

sub figures { return join ' ', sort { $a <=> $b } shift =~ /[0-9]+/g; }

# Texts are characters from here on, names of tests stay bytes.

# Han that does not come from the names both languages print
sub own_han
{
	my ($chinese, $english) = @_;
	my %given = map { $_ => 1 } $english =~ /\p{Han}/g;
	return scalar grep { !$given{$_} } $chinese =~ /\p{Han}/g;
}

# ---- refusals ------------------------------------------------------------------

my @tries = (
	[ '23Z01 over_establishment', q{SELECT permit_use('调度中心', '22', 15, '2999-12-31')} ],
	[ '23Z01 over_establishment', q{INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
		SELECT id, CASE WHEN id % 2 = 0 THEN 2 ELSE 3 END, 11, '2022-01-01', 1 FROM person WHERE id BETWEEN 35 AND 50} ],
	[ '23Z02 over_leadership', q{SELECT appoint('人员6', '水利局', '203', effective_on => '2023-03-01')} ],
	[ '23Z23 over_ceiling', q{SELECT allocate('水利局', '11', 500)} ],
	[ '23Z03 mixed_establishment', q{SELECT enrol('人员60', '水利局', '22')} ],
	[ '23Z25 outside_validity', q{SELECT enrol('人员60', '水利局', '11', effective_on => '2019-01-01')} ],
	[ '23Z06 double_post', q{SELECT enrol('人员5', '水利局', '11', effective_on => '2022-01-01')} ],
	[ '23Z04 unbalanced_entry', q{WITH e AS (INSERT INTO entry (id, kind, document_id, effective_on) OVERRIDING SYSTEM VALUE
		VALUES (9999, 'allocation', 1, '2022-01-01') RETURNING id) INSERT INTO entry_line SELECT id, 1, 11, 3 FROM e} ],
	[ '23Z22 append_only', q{INSERT INTO entry_line VALUES (1, 1, 11, 3)} ],
	[ '23Z22 append_only', q{DELETE FROM enrolment} ],
	[ '23Z22 append_only', q{UPDATE entry_line SET quantity = 3} ],
	[ '23Z22 append_only', q{UPDATE account SET approved = 99} ],
	[ '23Z10 abolish_residue', q{UPDATE unit SET until = '2022-01-01', until_document_id = 1 WHERE name = '水利局'} ],
	[ '23Z26 approval_authority', q{UPDATE document SET level = 'county' WHERE id = 1; SELECT rename_unit('水利局', '水电局', document => '#1')} ],
	[ '23Z31 temporary_unit', q{SELECT establish_unit('指挥部', 'organ', category => 'temporary_organ', document => '#1')} ],
	[ '23Z25 outside_validity', q{SELECT rename_unit('水利局', '水电局', document => '#1', effective_on => '2019-01-01')} ],
	[ '23Z22 append_only', q{UPDATE unit SET name = '水电局' WHERE id = 1} ],
	[ '23Z22 append_only', q{INSERT INTO unit_version (unit_id, kind, effective_on, document_id) VALUES (1, 'abolish', '2022-01-01', 1)} ],
	[ '22023', q{INSERT INTO unit_version (unit_id, kind, effective_on, document_id, clears) VALUES (1, 'adjust', '2022-01-01', 1, '{moon}')} ],
	[ '23505 unit_other_names_once', q{SELECT add_nameplate('水利局', '水利局', document => '#1')} ],
	[ 'P0002', q{SELECT remove_nameplate('水利局', '河长办', document => '#1')} ],
	[ '22004', q{SELECT transfer_unit('水利局', document => '#1')} ],
	[ '23514 unit_no_cycle', q{SELECT transfer_unit('#1', '#5', document => '#1')} ],
	[ '23Z05 document_missing', q{INSERT INTO enrolment (person_id, unit_id, post_type, effective_on) VALUES (60, 1, 11, '2022-01-01')} ],
	[ '23Z24 permit_invalid', q{SELECT enrol('人员60', '水利局', '11', permit => 1, effective_on => '2020-05-01')} ],
	[ '23Z24 permit_invalid', q{SELECT enrol('人员60', '林业局', '11', permit => 1)} ],
	[ '23514 enrolment_at_body', q{SELECT enrol('人员60', '办公室', '11')} ],
	[ '23503 unit_exists', q{SELECT enrol('人员60', '没有局', '11')} ],
	[ '23503 enrolment_person_id_exists', q{INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
		VALUES (999, 1, 11, '2022-01-01', 1)} ],
	[ '21000', q{SELECT enrol('人员1', '水利局', '11')} ],
	[ 'P0002', q{SELECT release('人员3', 'resignation')} ],
	[ '22023', q{SELECT allocate('水利局', '11', -1)} ],
	[ '22Z06', q{SELECT enrol('人员60', '水利局', '11', effective_on => '2999-01-01')} ],
	[ '22Z01', q{SELECT '15220019650115001X'::resident_id} ],
	[ '22Z01', q{SELECT '152200196502300019'::resident_id} ],
	[ '22Z02', q{SELECT '12152200MB00000001'::credit_code} ],
	[ '22Z03', q{SELECT record_document('', '2020-01-01')} ],
	[ '22023', q{SELECT bianzhi.create_book('x', '15', 't')} ]);
my @statements = map { $_->[1] } @tries;
my @english = refusals('C', @statements);
my @chinese = refusals('zh_CN.UTF-8', @statements);
my %parts;

foreach my $try (@tries)
{
	my ($code, $statement) = @$try;
	my ($en, $zh) = (shift @english, shift @chinese);
	my $name = "$code: " . ($statement =~ s/\s+/ /gr);
	is($en->{code}, $code, "$name: refused");
	is($zh->{code}, $code, "$name: the same SQLSTATE and rule in Chinese");
	foreach my $part (qw(message detail hint))
	{
		is(length $zh->{$part} ? 1 : 0, length $en->{$part} ? 1 : 0, "$name: $part is there in both or in none");
		next if !length $en->{$part};
		$parts{$part}++;
		cmp_ok(own_han($zh->{$part}, $en->{$part}), '>', 0, "$name: $part is Chinese") || diag($zh->{$part} =~ s/([^ -~])/sprintf '\\x{%x}', ord $1/gre);
		unlike($zh->{$part}, qr/\b[a-z]+,? [a-z]+\b/, "$name: no English in the $part");
		# a hint explains, and may give an example of its own
		is(figures($zh->{$part}), figures($en->{$part}), "$name: the same figures in the $part") if $part ne 'hint';
	}
}
cmp_ok($parts{$_}, '>=', 15, "$_: read of enough refusals") foreach qw(message detail hint);

# ---- what is kept ----------------------------------------------------------------

# a finding's remedy is written in the language of who caused it
ask($node, 'office', 'xingan', <<'SQL');
SET lc_messages = 'zh_CN.UTF-8';
UPDATE person SET sex = CASE sex WHEN 'M' THEN 'F' ELSE 'M' END WHERE name = '人员41';
SQL
my @remedies = split /\n/, ask($node, 'office', 'xingan', q{SELECT remedy FROM finding WHERE rule = 'sex_mismatch' ORDER BY id});
utf8::decode($_) foreach @remedies;
is(scalar @remedies, 2, 'a finding in either language');
unlike($remedies[0], qr/\p{Han}/, 'remedy written in English');
like($remedies[1], qr/\p{Han}{4}/, 'remedy written in Chinese');

$node->stop;
done_testing();
