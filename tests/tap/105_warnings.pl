# What a rule in mode warn says: a WARNING with SQLSTATE and rule, once for each
# object, while the statement is done; mode track says nothing.  (pgTAP cannot
# see notices; that findings are recorded is tested there.)

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $node = new_cluster('warnings');
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$node->safe_psql('office', $_) for 'CREATE EXTENSION bianzhi', "SELECT bianzhi.create_book('b', '152200', '兴安盟')";

my $HEAD = "SET search_path = b, bianzhi, public;\nSET bianzhi.document = '兴机编〔2020〕1号';\n";
$node->safe_psql('office', $HEAD . <<'SQL');
SELECT record_document('兴机编〔2020〕1号', '2020-01-01');
SELECT establish_unit('水利局', 'organ', effective_on => '2020-01-02'), establish_unit('教育局', 'organ', effective_on => '2020-01-02');
SELECT grant_ceiling('152200', '11', 10, effective_on => '2020-01-02');
SELECT allocate('水利局', '11', 1, effective_on => '2020-01-02');
INSERT INTO person (resident_id, name)
SELECT resident_id_upgrade('1522008' || i || '0101001'), '人' || i FROM generate_series(1, 7) i;
SQL

# SQLSTATE and rule of every warning of a statement, and whether it was done
sub warned
{
	my ($sql, $role) = @_;
	my ($out, $err);
	my $status = $node->psql('office', $HEAD . "SET client_min_messages = warning;\n\\set VERBOSITY verbose\n" . ($role ? "SET ROLE $role;\n" : '') . $sql,
		stdout => \$out, stderr => \$err, on_error_stop => 1);
	my @said = map { /WARNING:\s+([0-9A-Z]{5})/ ? $1 : /CONSTRAINT NAME:\s+(\S+)/ ? $1 : /DETAIL/ ? 'with detail' : () } split /\n/, $err;
	return join ' ', ($status == 0 ? 'done' : 'failed'), @said;
}

sub enters
{
	my ($unit, @who) = @_;
	return 'INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES '
	  . join(', ', map { "(person_ref('人$_'), unit_ref('$unit'), 11, '2020-02-01', 1)" } @who);
}

my $warning = '01Z01 with detail over_establishment';
$node->safe_psql('office', "UPDATE b.rule SET mode = 'warn' WHERE code = 'over_establishment'");
is(warned(enters('水利局', 1)), 'done', 'nothing is wrong, nothing is said');
is(warned(enters('水利局', 2, 3)), "done $warning", 'one account overfilled: one warning');
is(warned('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) SELECT p.id, u.id, 11, \'2020-02-01\', 1'
		. " FROM person p JOIN unit u ON (p.name, u.name) IN (('人4', '水利局'), ('人5', '教育局'))"),
	"done $warning $warning", 'two accounts: two warnings');
is($node->safe_psql('office', 'SELECT sum(strength) FROM b.account'), '5', 'all of them are in');
is(warned("UPDATE enrolment SET until = '2020-03-01', exit_reason = 'other', until_document_id = 1 WHERE person_id = person_ref('人4')"), 'done',
	'an excess that shrinks is not warned of');

# ages are warned of from the beginning
is(warned("SELECT register_person(resident_id_upgrade('152200400101001')::text, '老者'); SELECT enrol('老者', '教育局', '11', effective_on => '2020-02-01')"),
	"done 01Z01 with detail age_limits $warning", 'two rules at once: two warnings');

# a warning shows no more than a refusal
$node->safe_psql('office', 'CREATE ROLE clerk; GRANT USAGE ON SCHEMA b, bianzhi TO clerk; GRANT INSERT, UPDATE ON b.enrolment TO clerk;'
	  . ' GRANT USAGE ON ALL SEQUENCES IN SCHEMA b TO clerk');
my ($person, $unit) = split /\|/, $node->safe_psql('office', "SELECT b.person_ref('人6'), b.unit_ref('教育局')");
is(warned("INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES ($person, $unit, 11, '2020-02-01', 1)", 'clerk'),
	'done 01Z01 over_establishment', 'a clerk who may not read the accounts is warned without figures');

$node->safe_psql('office', "UPDATE b.rule SET mode = 'track' WHERE code = 'over_establishment'");
is(warned(enters('教育局', 7)), 'done', 'track says nothing');
is($node->safe_psql('office', q{SELECT count(*) FROM b.finding WHERE rule = 'over_establishment' AND state = 'open'}), '2', 'findings are per account');

done_testing();
