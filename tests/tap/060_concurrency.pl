# Eight clients at once on a few units, a fixed number of transactions each.
# First plainly, with posts enough for all: nothing may fail, wait in a circle
# or make a multixact.  Then on scarce posts, where most is refused.  Then on
# the same few people.  Whatever happens, the book is right afterwards.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my ($clients, $turns, $each) = (8, 100, 20);
my $node = new_cluster('crowd');
$node->append_conf('postgresql.conf', "max_connections = 40\nsynchronous_commit = off\n");
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$node->safe_psql('office', 'CREATE EXTENSION bianzhi');
$node->safe_psql('office', q{SELECT bianzhi.create_book('xingan', '152200', '兴安盟')});
# unit n is #n; person n is #n, and belongs to client (n - 1) / 20
ask($node, 'office', 'xingan', <<"SQL");
SELECT record_document('兴机编〔2020〕1号', '2020-01-01'), grant_ceiling('152200', '11', 3000, effective_on => '2020-01-01');
SELECT establish_unit('单位' || n, 'organ', effective_on => '2020-01-01'), allocate('单位' || n, '11', 400, effective_on => '2020-01-02')
  FROM generate_series(1, 4) n;
INSERT INTO person (resident_id, name)
SELECT resident_id_upgrade('152200' || to_char(date '1980-01-01' + n, 'YYMMDD') || '001'), '人员' || n
  FROM generate_series(1, $clients * $each) n;
SQL

my $tmp = PostgreSQL::Test::Utils::tempdir();
$ENV{PGOPTIONS} = q{-c search_path=xingan,bianzhi,public -c bianzhi.document=#1 -c client_min_messages=error};

# Runs scripts ([weight, text], ...); all clients must come to their end.
# Returns the number of failed transactions.
sub crowd
{
	my ($name, $options, @scripts) = @_;
	my @files = map {
		my ($weight, $text) = @{ $scripts[$_] };
		append_to_file("$tmp/$name$_.sql", $text);
		('-f', "$tmp/$name$_.sql\@$weight")
	} 0 .. $#scripts;
	my ($out, $err) = ('', '');
	my $ended = IPC::Run::run([ 'pgbench', '-n', '-c', $clients, '-j', 2, '-t', $turns, '--random-seed', 20201,
		@$options, @files, $node->connstr('office') ], '<', \'', '>', \$out, '2>', \$err);
	ok($ended, "$name: pgbench came to its end") or diag $err;
	my ($failed) = $out =~ /^number of failed transactions: (\d+)/m;
	my ($done) = $out =~ /^number of transactions actually processed: (\d+)/m;
	is(($done // 0) + ($failed // 0), $clients * $turns, "$name: every transaction was run");
	# what a backend counted is seen when it has gone
	$node->poll_query_until('postgres', q{SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = 'office'});
	return $failed;
}

sub deadlocks { return $node->safe_psql('postgres', q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'office'}); }

sub next_multixact
{
	$node->safe_psql('postgres', 'CHECKPOINT');
	return $node->safe_psql('postgres', 'SELECT next_multixact_id FROM pg_control_checkpoint()');
}

# The sums that no act may change, counted from the facts and not by verify().
sub sums_hold
{
	my ($name) = @_;
	is(ask($node, 'office', 'xingan', <<'SQL'), '0|0|t|t|0|0', "$name: sums");
SELECT (SELECT sum(approved) FROM account),
       (SELECT sum(quantity) FROM entry_line),
       (SELECT sum(strength) FROM account) = (SELECT count(*) FROM enrolment WHERE until IS NULL),
       (SELECT sum(reserved) FROM account) = (SELECT coalesce(sum(quantity - used), 0) FROM use_permit WHERE state = 'open'),
       (SELECT count(*) FROM account WHERE strength + reserved > approved AND holder_id > 0),
       (SELECT count(*) FROM (SELECT FROM enrolment WHERE until IS NULL GROUP BY person_id HAVING count(*) > 1) twice)
SQL
	verify_clean($node, 'office', 'xingan', $name);
	return;
}

# ---- posts enough: each client with people of its own ----------------------------

my $mine = "\\set p 1 + :client_id * $each + random(0, $each - 1)\n\\set u random(1, 4)\n\\set v 1 + (:u + random(0, 2)) % 4\n";
my $multixact = next_multixact();
is(crowd('enrol_release', [], [ 1, <<"SQL" ]), 0, 'enrol and release: nothing failed');
$mine
SELECT enrol('#:p', '#:u', '11');
SELECT release('#:p', 'resignation');
SQL
is(next_multixact(), $multixact, 'enrol and release: no multixact was made');
is(deadlocks(), 0, 'enrol and release: no deadlock');
is(ask($node, 'office', 'xingan', 'SELECT count(*) FROM enrolment'), $clients * $turns, 'enrol and release: every enrolment is there');
is(ask($node, 'office', 'xingan', 'SELECT sum(strength) FROM account'), 0, 'enrol and release: all have left');
sums_hold('enrol and release');

is(crowd('mixed', [],
	[ 4, <<"SQL" ], [ 4, <<"SQL" ], [ 2, <<"SQL" ], [ 2, <<"SQL" ], [ 1, <<"SQL" ]), 0, 'mixed: nothing failed');
$mine
SELECT enrol('#:p', '#:u', '11');
SELECT transfer_person('#:p', '#:v');
SELECT release('#:p', 'resignation');
SQL
SELECT transfer_posts('#1', '#2', '11', 1);
SELECT transfer_posts('#2', '#1', '11', 1);
SQL
\\set u random(1, 4)
SELECT permit_use('#:u', '11', 2, '2999-12-31') AS permit \\gset
SELECT cancel_permit(:permit);
SQL
$mine
SELECT permit_use('#:u', '11', 1, '2999-12-31') AS permit \\gset
SELECT enrol('#:p', '#:u', '11', permit => :permit);
SELECT release('#:p', 'resignation');
SQL
\\set u random(1, 4)
SELECT allocate('#:u', '11', 1);
SELECT reverse_entry(transfer_posts('#:u', 'reserve', '11', 1));
SELECT reduce_posts('#:u', '11', 1);
SQL
is(deadlocks(), 0, 'mixed: no deadlock');
is(ask($node, 'office', 'xingan', 'SELECT sum(strength), sum(reserved) FROM account'), '0|0', 'mixed: nobody and nothing is left');
is(ask($node, 'office', 'xingan', 'SELECT sum(approved) FROM account WHERE holder_id > 0'), 1600, 'mixed: posts are where they were, in sum');
sums_hold('mixed');

# people change places between two units, both ways at once
ask($node, 'office', 'xingan', q{SELECT enrol('#' || id, '#' || 1 + id % 2, '11') FROM person});
is(crowd('places', [], [ 1, <<"SQL" ]), 0, 'changing places: nothing failed');
$mine
SELECT transfer_person('#:p', '#2');
SELECT transfer_person('#:p', '#1');
SQL
is(deadlocks(), 0, 'changing places: no deadlock');
sums_hold('changing places');
ask($node, 'office', 'xingan', q{SELECT release('#' || id, 'resignation') FROM person});

# ---- scarce posts ------------------------------------------------------------------

# Counts what statements came to; a refusal is an answer here, anything else is
# none and ends the client.
ask($node, 'office', 'xingan', <<'SQL');
SELECT reduce_posts('#' || id, '11', a.approved - 3) FROM unit u JOIN account a ON a.holder_id = u.id;
CREATE SCHEMA counted;
CREATE UNLOGGED TABLE counted.answer (state text);
CREATE FUNCTION counted.try(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	INSERT INTO counted.answer VALUES ('done');
EXCEPTION WHEN SQLSTATE '23Z01' OR SQLSTATE '23Z06' OR SQLSTATE '23Z23' OR no_data_found THEN
	INSERT INTO counted.answer VALUES (SQLSTATE);
END
$$;
SQL
my @scarce = (
	[ 5, "$mine\nSELECT counted.try(\$\$SELECT enrol('#:p', '#:u', '11')\$\$);\n" ],
	[ 3, "$mine\nSELECT counted.try(\$\$SELECT release('#:p', 'resignation')\$\$);\n" ],
	[ 3, "$mine\nSELECT counted.try(\$\$SELECT transfer_person('#:p', '#:v')\$\$);\n" ],
	[ 2, "$mine\nSELECT counted.try(\$\$SELECT transfer_posts('#:u', '#:v', '11', 1)\$\$);\n" ],
	[ 1, "$mine\nSELECT counted.try(\$\$SELECT cancel_permit(permit_use('#:u', '11', 1, '2999-12-31'))\$\$);\n" ]);
is(crowd('scarce', [], @scarce), 0, 'scarce posts: done or refused, nothing else');
is(deadlocks(), 0, 'scarce posts: no deadlock');
is(ask($node, 'office', 'xingan', q{SELECT count(*) FILTER (WHERE state = 'done') > 15, count(*) FILTER (WHERE state = '23Z01') > 50 FROM counted.answer}),
	't|t', 'scarce posts: many done, many refused');
is(ask($node, 'office', 'xingan', 'SELECT sum(approved) FROM account WHERE holder_id > 0'), 12, 'scarce posts: none was made');
sums_hold('scarce posts');

# ---- the same few people -----------------------------------------------------------

# Fewer turns and few tries, so that this ends by itself whatever the engine
# does.  Where acts on one person are not taken one after the other, sessions
# that have all written before any is judged fall as deadlock victims: known,
# and said so; the book must be right all the same.
$_->[1] =~ s/^\\set p .*$/\\set p random(1, 6)/m for @scarce;
$turns = 25;
my $in_turn = $node->safe_psql('office', q{SELECT to_regproc('bianzhi.hold_person') IS NOT NULL}) eq 't';
my $options = "$ENV{PGOPTIONS} -c deadlock_timeout=10ms -c default_transaction_isolation=";
for my $level ('read committed', 'repeatable read', 'serializable')
{
	my $before = deadlocks();
	local $ENV{PGOPTIONS} = $options . $level =~ s/ /\\ /r;
	# at the higher levels an old snapshot may fail (40001); pgbench tries again
	my $failed = crowd('people_' . $level =~ tr/ /_/r, [ '--max-tries', $in_turn ? 1000 : 20 ], @scarce);
  TODO:
	{
		local $TODO = 'acts on one person are not yet taken one after the other' unless $in_turn;
		is($failed, 0, "the same people, $level: tried again until done or refused");
		is(deadlocks() - $before, 0, "the same people, $level: no deadlock");
	}
	sums_hold("the same people, $level");
}

$node->stop;
done_testing();
