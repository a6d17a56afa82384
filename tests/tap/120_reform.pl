# Property: a plan that was applied and the counter-plan made from it leave
# posts, people, leaders and duties of every unit (or of the one restored in its
# place) as they were, and a rehearsal leaves nothing at all.  Random plans;
# the seed is printed and can be given again in REFORM_SEED.

use strict;
use warnings;

use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $seed = $ENV{REFORM_SEED} // time;
my $rounds = $ENV{REFORM_ROUNDS} // 6;
note "REFORM_SEED=$seed";
srand $seed;

my $node = new_cluster('reform');
$node->append_conf('postgresql.conf', 'fsync = off');
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$node->safe_psql('office', 'CREATE EXTENSION bianzhi');
$node->safe_psql('office', q{SELECT bianzhi.create_book('trial', '152200', '兴安盟')});
sub sql { return ask($node, 'office', 'trial', $_[0]); }

# A league with ten bureaus, their divisions, stations, people, leaders and duties.
sql(<<'SQL');
DO $$
DECLARE
	n int;
BEGIN
	PERFORM record_document('兴机编〔2020〕1号', '2020-01-01'), record_document('兴机编〔2020〕2号', '2020-06-01');
	PERFORM grant_ceiling('152200', t, 500, effective_on => '2020-01-01') FROM unnest('{11,14,22,203}'::text[]) t;
	FOR n IN 1 .. 10 LOOP
		PERFORM establish_unit('局' || n, 'organ', rank => 'chu', system => 'government', effective_on => '2020-01-01');
		PERFORM establish_unit('办公室', parent => '局' || n, kind => 'division', effective_on => '2020-01-01'),
		        establish_unit('业务科' || n, parent => '局' || n, kind => 'division', effective_on => '2020-01-01'),
		        establish_unit('站' || n, 'institution', supervisor => '局' || n, system => 'government', effective_on => '2020-01-01');
		PERFORM allocate('局' || n, '11', 12, effective_on => '2020-01-01'), allocate('局' || n, '203', 2, effective_on => '2020-01-01'),
		        allocate('站' || n, '22', 6, effective_on => '2020-01-01');
		PERFORM record_duty('职责' || n || '甲', '局' || n, effective_on => '2020-01-01'), record_duty('职责' || n || '乙', '站' || n, effective_on => '2020-01-01');
	END LOOP;
	INSERT INTO person (resident_id, name)
	SELECT resident_id_upgrade('152200' || to_char(date '1980-01-01' + k, 'YYMMDD') || '001'), '人员' || k FROM generate_series(1, 150) k;
	INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, document_id)
	SELECT p.id, unit_ref('局' || 1 + p.id % 10), 11,
	       CASE WHEN p.id % 3 = 0 THEN unit_ref('业务科' || 1 + p.id % 10) END, '2020-02-01', 1 FROM person p WHERE p.id <= 90;
	INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
	SELECT p.id, unit_ref('站' || 1 + p.id % 10), 22, '2020-02-01', 1 FROM person p WHERE p.id BETWEEN 91 AND 130;
	PERFORM appoint('#' || p.id, '局' || 1 + p.id % 10, '203', effective_on => '2020-03-01') FROM person p WHERE p.id <= 13;
END
$$;
SQL

# Of every unit that lives now: what it is and has.
my $STATE = <<'SQL';
SELECT u.id, concat_ws('|', u.name, u.kind, u.class, coalesce(u.rank, ''), coalesce(u.system, ''), coalesce(u.parent_id::text, ''), coalesce(u.supervisor_id::text, ''),
	(SELECT string_agg(concat_ws('/', a.post_type, a.approved, a.reserved, a.strength), ' ' ORDER BY a.post_type)
	   FROM account a WHERE a.holder_id = u.id AND (a.approved, a.reserved, a.strength) <> (0, 0, 0)),
	(SELECT string_agg(e.person_id::text || ':' || e.post_type || ':' || coalesce(e.division_id, 0), ' ' ORDER BY e.person_id)
	   FROM enrolment e WHERE e.unit_id = u.id AND e.until IS NULL),
	(SELECT string_agg(p.person_id || ':' || p.post_type || ':' || p.counts, ' ' ORDER BY p.person_id, p.post_type)
	   FROM appointment p WHERE p.unit_id = u.id AND p.until IS NULL),
	(SELECT string_agg(d.name, ' ' ORDER BY d.name) FROM duty_assignment h JOIN duty d ON d.id = h.duty_id
	  WHERE h.unit_id = u.id AND h.until IS NULL))
  FROM unit u WHERE u.until IS NULL ORDER BY u.id
SQL

sub state { return { map { split /\|/, $_, 2 } split /\n/, sql($STATE) }; }

# The same with ids of units replaced by those of the units restored for them.
sub state_by_restored
{
	my ($state) = @_;
	my %now = map { split /\|/ } split /\n/, sql('SELECT u.id, restored_unit(u.id) FROM unit u');
	my %moved;
	for my $id (keys %$state)
	{
		my @field = split /\|/, $state->{$id}, -1;
		for my $k (5, 6) { $field[$k] = $now{ $field[$k] } if defined $field[$k] && $field[$k] =~ /^\d+$/; }
		my $text = join '|', @field;
		$text =~ s/(\d+:\d+:)(\d+)(?= |\||$)/$1 . ($2 ? $now{$2} : 0)/ge;
		$moved{ $now{$id} } = $text;
	}
	return \%moved;
}

sub pick { return $_[ int rand @_ ]; }
sub column { return split /\n/, sql($_[0]); }

my $serial = 0;

# One random operation on the units there were when the plan was begun.
sub operation
{
	my ($bureaus, $stations, $people, $duties) = @_;
	my $kind = int rand 14;
	my ($a, $b) = (pick(@$bureaus), pick(@$bureaus));
	$serial++;
	return { op => 'merge_units', args => { units => [ "#$a" ], into_unit => "#$b" } } if $kind == 0;
	return { op => 'merge_units', args => { units => [ "#$a", "#$b" ], name => "合并局$serial" } } if $kind == 1;
	return { op => 'split_unit', args => { unit => "#$a", parts => [ { name => "分设局$serial", posts => { 11 => 1 + int rand 2 } } ] } } if $kind == 2;
	return { op => 'rename_unit', args => { unit => "#$a", name => "更名局$serial" } } if $kind == 3;
	return { op => 'change_rank', args => { unit => "#$a", rank => pick('fuchu', 'chu') } } if $kind == 4;
	return { op => 'move_holdings', args => { from_unit => "#$a", to_unit => "#$b", posts => { 11 => 1 + int rand 3 } } } if $kind == 5;
	return { op => 'transfer_posts', args => { from_unit => "#$a", to_unit => "#$b", post_type => '11', quantity => 1 + int rand 3 } } if $kind == 6;
	return { op => 'transfer_person', args => { person => '#' . pick(@$people), to_unit => "#$b" } } if $kind == 7;
	return { op => 'allocate', args => { unit => "#$a", post_type => '11', quantity => 1 + int rand 3 } } if $kind == 8;
	return { op => 'release', args => { person => '#' . pick(@$people), exit_reason => 'retirement' } } if $kind == 9;
	return { op => 'assign_duty', args => { duty => '#' . pick(@$duties), unit => "#$b" } } if $kind == 10;
	return { op => 'establish_unit', args => { name => "新局$serial", class => 'organ', rank => 'chu' } } if $kind == 11;
	return { op => 'transfer_unit', args => { unit => '#' . pick(@$stations), supervisor => "#$b" } } if $kind == 12;
	return { op => 'merge_units', args => { units => [ '#' . pick(@$stations) ], into_unit => '#' . pick(@$stations) } };
}

# bytes, as everything here
sub json { return JSON::PP->new->canonical->latin1->encode($_[0]); }

# Rehearse until nothing is wrong any more: steps that are, are left out.
sub rehearse
{
	my ($plan) = @_;
	my $before = contents($node, 'office', 'trial') =~ s/^plan\|.*\n//mr;
	my @wrong = column("SELECT coalesce(step, 0) FROM rehearse_plan($plan) WHERE kind = 'violation'");
	is(contents($node, 'office', 'trial') =~ s/^plan\|.*\n//mr, $before, "plan $plan: a rehearsal leaves nothing");
	return @wrong;
}

my $applied = 0;
for my $round (1 .. $rounds)
{
	# two days of 2020 to each round, so that dates follow each other
	my ($day, $next_day) = split /\|/, sql("SELECT date '2020-06-01' + 2 * $round, date '2020-06-02' + 2 * $round");
	my @bureaus = column(q{SELECT id FROM unit WHERE kind = 'body' AND class = 'organ' AND until IS NULL});
	my @stations = column(q{SELECT id FROM unit WHERE kind = 'body' AND class = 'institution' AND until IS NULL});
	my @people = column(q{SELECT person_id FROM enrolment WHERE until IS NULL});
	my @duties = column(q{SELECT id FROM duty WHERE until IS NULL});
	my @steps = map { operation(\@bureaus, \@stations, \@people, \@duties) } 1 .. 14;
	my $plan = sql("SELECT make_plan('改革$round', \$j\$" . json(\@steps) . "\$j\$, '兴机编〔2020〕2号', '$day')");
	for (1 .. 20)
	{
		my @wrong = grep { $_ } rehearse($plan) or last;
		sql("DELETE FROM plan_step WHERE plan_id = $plan AND step IN (" . join(',', @wrong) . ')');
	}
	my $steps = sql("SELECT count(*) FROM plan_step WHERE plan_id = $plan");
	next if $steps == 0;
	my $before = state();
	is(sql("SELECT apply_plan($plan)"), $plan, "round $round: plan $plan of $steps steps is applied");
	verify_clean($node, 'office', 'trial', "round $round, applied");
	my $counter = sql("SELECT counter_plan($plan, document => '兴机编〔2020〕2号', effective_on => '$next_day')");
	my @wrong = rehearse($counter);
	is(scalar @wrong, 0, "round $round: the counter-plan is without violations")
	  or diag sql("SELECT step, op, sqlstate, rule, message, figures FROM rehearse_plan($counter) WHERE kind = 'violation'")
	  . "\n" . sql("SELECT step, op, args FROM plan_step WHERE plan_id IN ($plan, $counter) ORDER BY plan_id, step");
	next if @wrong;
	is(sql("SELECT apply_plan($counter)"), $counter, "round $round: and applied");
	is_deeply(state(), state_by_restored($before), "round $round: everything is as it was")
	  or diag sql("SELECT step, op, args FROM plan_step WHERE plan_id IN ($plan, $counter) ORDER BY plan_id, step");
	verify_clean($node, 'office', 'trial', "round $round, reversed");
	$applied++;
}
cmp_ok($applied, '>', 0, 'something was applied and reversed');

done_testing();
