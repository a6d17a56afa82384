# Random acts upon a book, each with the codes that may refuse it, as the model
# (BookModel.pm) says.  The world in which they happen is here too.  What may
# not live here: the server, and the comparing (100_property.pl).

package BookActs;

use strict;
use warnings;

use Exporter 'import';
use POSIX qw(strftime);
use BookModel;

our @EXPORT = qw(%UNIT @UNITS $PEOPLE $model day next_act kinds);

# ---- the world ---------------------------------------------------------------

my $LAST = 1400;    # days from 2020-01-01 on which acts take effect, all past
our %UNIT = (
	u1 => { class => 'organ', region => '152200', from => 0, body => 1 },
	u2 => { class => 'organ', region => '152200', from => 0, body => 1 },
	u3 => { class => 'political_legal_organ', region => '152200', from => 0, body => 1 },
	u4 => { class => 'institution', region => '152200', from => 0, body => 1 },
	u5 => { class => 'institution', region => '152221', from => 0, body => 1 },
	u6 => { class => 'organ', region => '152221', from => 300, body => 1 },
	u7 => { class => 'deliberative_body', region => '152200', from => 0, body => 1 },
	u8 => { class => 'organ', region => '152200', from => 0, until => 500, body => 1 },
	d1 => { class => 'organ', region => '152200', from => 0, body => 0 });
our @UNITS = sort keys %UNIT;
my @TYPES = sort { $a <=> $b } keys %BookModel::TYPE;
my @RESERVES = ('reserve:152200', 'reserve:152221');
our $PEOPLE = 150;
our $model = BookModel->new(%UNIT);
my @opening;
my (@entries, @permits);    # ids of the acts that made some

sub day { my ($n) = @_; return strftime('%Y-%m-%d', 0, 0, 0, 1 + $n, 0, 120); }
sub pick { return $_[ int rand @_ ]; }
sub between { my ($a, $b) = @_; return $a + int rand($b - $a + 1); }
sub chance { my ($percent) = @_; return rand(100) < $percent; }

# kinds that a unit may use, mostly
sub type_for
{
	my ($unit, $class) = @_;
	my @t = grep { !$class || $BookModel::TYPE{$_}[0] eq $class } @TYPES;
	my @good = grep { $model->admissible($unit, $_) } @t;
	return @good && chance(92) ? pick(@good) : pick(@t);
}

# body units that live and have posts come up more often
sub some_unit { return chance(85) ? pick(qw(u1 u2 u3 u4 u5 u6)) : pick(@UNITS); }
sub any_day { return chance(4) ? between(-30, 0) : between(0, $LAST); }
# a day for someone who leaves or moves: after he came, mostly
sub later { my ($f) = @_; return $f && chance(93) ? between($f->{from}, $f->{from} + 40 > $LAST ? $LAST : $f->{from} + 40) : any_day(); }
# someone who may enter, mostly, and a day
sub newcomer
{
	my %busy = map { $_->{person} => $_->{until} // 1e9 } sort { ($a->{until} // 1e9) <=> ($b->{until} // 1e9) } @{ $model->{enrolment} };
	my @free = grep { ($busy{$_} // 0) <= $LAST } 1 .. $PEOPLE;
	return (between(1, $PEOPLE), any_day()) if !@free || chance(15);
	my $person = pick(@free);
	my $since = $busy{$person} // 0;
	return ($person, between($since < 0 ? 0 : $since, $since + 30 > $LAST ? $LAST : $since + 30));
}
sub reserve_of { my ($unit) = @_; return "reserve:$UNIT{$unit}{region}"; }
sub holder_sql { my ($h) = @_; return $h =~ /^ceiling:(.*)/ ? "(SELECT id FROM holder WHERE kind = 'ceiling' AND region = '$1')" : "holder_ref('$h')"; }
sub made { my ($id) = @_; return "(SELECT id FROM public.made WHERE act = $id)"; }
# an act of tomorrow, now and then; the model is told, the day stays
sub when_sql { my ($day, $tomorrow) = @_; return $tomorrow ? 'current_date + 1' : "'" . day($day) . "'"; }

# ---- acts: each returns the statement and the codes that may refuse it -------

my %ACT;

$ACT{grant} = [ 3, sub {
	my ($id) = @_;
	my ($region, $type, $n) = (pick('152200', '152221'), pick(@TYPES), between(1, 6));
	my $codes = $model->enter($id, 0, 0, [ "ceiling:$region", $type, -$n ], [ "reserve:$region", $type, $n ]);
	push @entries, $id;
	return ("SELECT grant_ceiling('$region', '$type', $n, effective_on => '2020-01-01')", $codes);
} ];

$ACT{allocate} = [ 9, sub {
	my ($id) = @_;
	my $unit = some_unit();
	my ($type, $n, $day, $tomorrow) = (type_for($unit), between(1, 4), any_day(), chance(1));
	my $codes = $model->enter($id, $day, $tomorrow, [ reserve_of($unit), $type, -$n ], [ $unit, $type, $n ]);
	push @entries, $id;
	return ("SELECT allocate('$unit', '$type', $n, effective_on => " . when_sql($day, $tomorrow) . ')', $codes);
} ];

$ACT{reduce} = [ 4, sub {
	my ($id) = @_;
	my $unit = some_unit();
	my ($type, $n, $day) = (type_for($unit), between(1, 2), any_day());
	my $codes = $model->enter($id, $day, 0, [ $unit, $type, -$n ], [ reserve_of($unit), $type, $n ]);
	push @entries, $id;
	return ("SELECT reduce_posts('$unit', '$type', $n, effective_on => '" . day($day) . "')", $codes);
} ];

$ACT{transfer_posts} = [ 6, sub {
	my ($id) = @_;
	my ($from, $to) = map { chance(20) ? pick(@RESERVES) : some_unit() } 1, 2;
	my $type = type_for($from =~ /^u/ ? $from : $to =~ /^u/ ? $to : 'u1');
	my ($n, $day) = (between(1, 2), any_day());
	my $codes = $model->enter($id, $day, 0, [ $from, $type, -$n ], [ $to, $type, $n ]);
	push @entries, $id;
	return ("SELECT transfer_posts('$from', '$to', '$type', $n, effective_on => '" . day($day) . "')", $codes);
} ];

$ACT{convert} = [ 4, sub {
	my ($id) = @_;
	my $holder = chance(20) ? pick(@RESERVES) : some_unit();
	my $u = $holder =~ /^u/ ? $holder : 'u1';
	my ($from, $to, $n, $day) = (type_for($u), type_for($u), between(1, 2), any_day());
	my $codes = $model->enter($id, $day, 0, [ $holder, $from, -$n ], [ $holder, $to, $n ]);
	push @entries, $id;
	return ("SELECT convert_posts('$holder', '$from', '$to', $n, effective_on => '" . day($day) . "')", $codes);
} ];

$ACT{reverse} = [ 3, sub {
	my ($id) = @_;
	my ($which, $day) = (chance(95) && @entries ? pick(@entries) : 0, any_day());
	my $known = $model->{entry}{$which};
	my $codes = $model->reverse_entry($id, $which, $day);
	push @entries, $id;
	return ('SELECT reverse_entry(' . ($known ? made($which) : 4711 + 1e9) . ", effective_on => '" . day($day) . "')", $codes);
} ];

# several lines by hand, from which now and then one is missing
$ACT{entry_by_hand} = [ 3, sub {
	my ($id) = @_;
	my $type = pick(11, 11, 14, 22, 203);
	my @units = grep { chance(40) } grep { $model->admissible($_, $type) } @UNITS;
	my (@lines, $sum);
	for my $u (@units) { my $n = pick(-1, 1, 2); push @lines, [ $u, $type, $n ]; $sum += $n; }
	push @lines, [ pick(@RESERVES), $type, -$sum ] if $sum && chance(85);
	my $day = any_day();
	my $codes = $model->enter($id, $day, 0, @lines);
	my $values = join ', ', map { '(' . holder_sql($_->[0]) . ", $_->[1], $_->[2])" } @lines;
	my $e = "INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '" . day($day) . "')";
	return ($e, $codes) if !@lines;
	return ("WITH e AS ($e RETURNING id) INSERT INTO entry_line SELECT e.id, v.* FROM e, (VALUES $values) v", $codes);
} ];

$ACT{enrol} = [ 18, sub {
	my ($id) = @_;
	my $unit = some_unit();
	my ($person, $day) = newcomer();
	my ($type, $tomorrow) = (type_for($unit, chance(97) ? 'e' : 'l'), chance(1));
	my %f = (person => $person, unit => $unit, type => $type, from => $day);
	if (@permits && chance(40))
	{
		my $which = pick(@permits);
		my $p = $model->{permit}{$which};
		if ($p)
		{
			$f{permit} = $which;
			@f{qw(unit type)} = @$p{qw(unit type)} if chance(90);
			$f{from} = between($p->{from}, $p->{to} > $LAST ? $LAST : $p->{to}) if $f{from} < $p->{from} && chance(85);
		}
	}
	my $permit = $f{permit} ? ', permit => ' . made($f{permit}) : chance(1) ? ', permit => 4711000' : '';
	my $sql = "SELECT enrol('p$person', '$f{unit}', '$f{type}'$permit, effective_on => " . when_sql($f{from}, $tomorrow) . ')';
	$f{permit} = 0 if $permit =~ /4711000/;
	return ($sql, $model->begin('enrolment', $tomorrow, \%f));
} ];

$ACT{release} = [ 9, sub {
	my ($id) = @_;
	my @open = grep { !defined $_->{until} } @{ $model->{enrolment} };
	my $person = @open && chance(90) ? pick(@open)->{person} : between(1, $PEOPLE);
	my ($f) = $model->open_of('enrolment', $person);
	my ($day, $tomorrow) = (later($f), chance(1));
	my $codes = $f ? $model->finish('enrolment', $day, $tomorrow, $f) : { P0002 => 1 };
	return ("SELECT release('p$person', 'other', effective_on => " . when_sql($day, $tomorrow) . ')', $codes);
} ];

$ACT{transfer_person} = [ 9, sub {
	my ($id) = @_;
	my @open = grep { !defined $_->{until} } @{ $model->{enrolment} };
	my $person = @open && chance(92) ? pick(@open)->{person} : between(1, $PEOPLE);
	my ($f) = $model->open_of('enrolment', $person);
	my $unit = some_unit();
	my $type = chance(60) ? type_for($unit, 'e') : undef;
	$unit = 'u7' if $f && $unit eq $f->{unit};    # within one account the two halves are judged each for itself
	my $day = later($f);
	my $codes = $model->transfer($person, $unit, $type, $day);
	return ("SELECT transfer_person('p$person', '$unit'" . ($type ? ", '$type'" : '') . ", effective_on => '" . day($day) . "')", $codes);
} ];

$ACT{permit_use} = [ 7, sub {
	my ($id) = @_;
	my $unit = some_unit();
	my ($type, $n, $from) = (type_for($unit), between(1, 3), any_day());
	my $expired = chance(35);
	my $to = $expired ? ($from > 0 && chance(5) ? $from - 1 : between($from > 0 ? $from : 0, $LAST)) : 400000;
	my $codes = $model->permit_use($id, unit => $unit, type => $type, quantity => $n, from => $from, to => $to, expired => $expired);
	push @permits, $id if !%$codes;
	return ("SELECT permit_use('$unit', '$type', $n, '" . ($expired ? day($to) : '2999-12-31') . "', effective_on => '" . day($from) . "')", $codes);
} ];

$ACT{cancel_permit} = [ 3, sub {
	my ($id) = @_;
	my $which = @permits && chance(95) ? pick(@permits) : 0;
	my $known = $model->{permit}{$which};
	return ('SELECT cancel_permit(' . ($known ? made($which) : 4711000) . ')', $model->cancel_permit($which));
} ];

$ACT{appoint} = [ 7, sub {
	my ($id) = @_;
	my $unit = chance(10) ? 'd1' : some_unit();
	my ($person, $type, $day, $counts) = (between(1, $PEOPLE), type_for($unit, chance(95) ? 'l' : 'e'), any_day(), chance(75) ? 1 : 0);
	my $codes = $model->begin('appointment', 0, { person => $person, unit => $unit, type => $type, from => $day, counts => $counts });
	return ("SELECT appoint('p$person', '$unit', '$type', counts => " . ($counts ? 'true' : 'false') . ", effective_on => '" . day($day) . "')", $codes);
} ];

$ACT{dismiss} = [ 5, sub {
	my ($id) = @_;
	my @open = grep { !defined $_->{until} } @{ $model->{appointment} };
	my $some = @open && chance(90) ? pick(@open) : { person => between(1, $PEOPLE), unit => some_unit() };
	my @hit = grep { $_->{unit} eq $some->{unit} } $model->open_of('appointment', $some->{person});
	my $day = later($hit[0]);
	my $codes = !@hit ? { P0002 => 1 } : @hit > 1 ? { 21000 => 1 } : $model->finish('appointment', $day, 0, @hit);
	return ("SELECT dismiss('p$some->{person}', '$some->{unit}', effective_on => '" . day($day) . "')", $codes);
} ];

# history recorded late, by plain INSERT: it has ended already
$ACT{history} = [ 6, sub {
	my ($id) = @_;
	my $unit = chance(20) ? 'u8' : some_unit();
	my ($person, $from) = newcomer();
	my $type = type_for($unit, 'e');
	my $until = chance(10) ? $from : chance(4) ? $from - 1 : between($from, $from + 20);
	my $codes = $model->begin('enrolment', 0, { person => $person, unit => $unit, type => $type, from => $from, until => $until });
	return ("INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id) VALUES"
		  . " (person_ref('p$person'), unit_ref('$unit'), $type, '" . day($from) . "', 1, '" . day($until) . "', 'other', 1)", $codes);
} ];

# many people in one statement
$ACT{bulk_enrol} = [ 4, sub {
	my ($id) = @_;
	my @facts = map {
		my $unit = pick(qw(u1 u2 u3 u4 u5 u6));
		my ($person, $day) = newcomer();
		{ person => $person, unit => $unit, type => type_for($unit, 'e'), from => $day } } 1 .. between(2, 4);
	my $codes = $model->begin('enrolment', 0, @facts);
	return ('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES '
		  . join(', ', map { "(person_ref('p$_->{person}'), unit_ref('$_->{unit}'), $_->{type}, '" . day($_->{from}) . "', 1)" } @facts), $codes);
} ];

# everybody of a unit and kind leaves, or those who have left are said to have left on another day
$ACT{bulk_end} = [ 3, sub {
	my ($id) = @_;
	my ($what, $again) = (chance(75) ? 'enrolment' : 'appointment', chance(30));
	my ($unit, $day) = (some_unit(), chance(70) ? $LAST : any_day());
	my $type = type_for($unit, $what eq 'enrolment' ? 'e' : 'l');
	my @facts = grep { $_->{unit} eq $unit && $_->{type} == $type && ($again xor !defined $_->{until}) } @{ $model->{$what} };
	my $codes = $model->finish($what, $day, 0, @facts);
	return ("UPDATE $what SET until = '" . day($day) . "', until_document_id = 1" . ($what eq 'enrolment' ? ", exit_reason = 'other'" : '')
		  . " WHERE unit_id = unit_ref('$unit') AND post_type = $type AND until IS " . ($again ? 'NOT ' : '') . 'NULL', $codes);
} ];

my @FORBIDDEN = (
	'UPDATE account SET approved = approved + 1', 'DELETE FROM enrolment', 'TRUNCATE entry CASCADE', 'UPDATE entry_line SET quantity = 1',
	'UPDATE enrolment SET unit_id = 1', 'INSERT INTO account (holder_id, post_type, approved) VALUES (1, 11, 5)', 'UPDATE use_permit SET used = 0',
	"MERGE INTO account a USING (VALUES (1)) v (x) ON a.holder_id = v.x WHEN MATCHED THEN UPDATE SET approved = 9", 'UPDATE appointment SET counts = false');
$ACT{forbidden} = [ 2, sub { return (pick(@FORBIDDEN), { '23Z22 append_only' => 1 }); } ];

$ACT{mode} = [ 0.7, sub {
	my $rule = pick('over_establishment', 'over_leadership');
	my $mode = $model->{mode}{$rule} = chance(30) ? 'track' : 'block';
	return ("UPDATE rule SET mode = '$mode' WHERE code = '$rule'", {});
} ];

$ACT{except} = [ 0.5, sub {
	my $unit = pick(qw(u1 u2 u4));
	my $type = type_for($unit);
	my ($rule, $n) = ($BookModel::TYPE{$type}[0] eq 'l' ? 'over_leadership' : 'over_establishment', between(1, 2));
	my $known = $model->{exception}{"$rule $unit $type"} // -1;
	$model->{exception}{"$rule $unit $type"} = $n > $known ? $n : $known;
	return ("INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)"
		  . " VALUES ('$rule', unit_ref('$unit'), $type, $n, 1, '2020-01-01', '2999-12-31')", {});
} ];

sub choose
{
	my @names = grep { $_[0]->($_) } sort keys %ACT;
	my $sum = 0;
	$sum += $ACT{$_}[0] for @names;
	my $at = rand $sum;
	for my $name (@names) { $at -= $ACT{$name}[0]; return $name if $at < 0; }
	return $names[-1];
}

sub kinds { return keys %ACT; }

# the opening: something to play with; drawn at the first act, after the seed is set
sub opening
{
	return (
		(map { my $t = $_; map { [ "ceiling:$_", "reserve:$_", $t, 40 ] } '152200', '152221' } @TYPES),
		(map { my $u = $_; map { [ reserve_of($u), $u, $_, between(1, 5) ] } grep { $model->admissible($u, $_) } @TYPES } qw(u1 u2 u3 u4 u5)));
}

# The next act: (name, statement, codes that may refuse it, whether it is one
# SELECT whose result is wanted).
sub next_act
{
	my ($id) = @_;
	@opening = opening() if $id == 1;
	if (my $o = shift @opening)
	{
		my ($from, $to, $type, $n) = @$o;
		my $codes = $model->enter($id, 0, 0, [ $from, $type, -$n ], [ $to, $type, $n ]);
		push @entries, $id;
		return ('opening', "SELECT post_entry('ceiling', " . holder_sql($from) . ", $type, " . holder_sql($to) . ", $type, $n, 1, '2020-01-01')", $codes, 1);
	}
	return two_acts($id) if chance(4);
	my $name = choose(sub { 1 });
	my ($sql, $codes) = $ACT{$name}[1]->($id);
	return ($name, $sql, $codes, $sql =~ /^SELECT/ ? 1 : 0);
}

# Two acts as one: if the second is refused, the first is undone.
sub two_acts
{
	my ($id) = @_;
	my ($before, $n, $m) = ($model->copy, scalar @entries, scalar @permits);
	my ($first, $second) = map { choose(sub { $_[0] =~ /^(allocate|reduce|release|transfer_person|appoint|history|transfer_posts)$/ }) } 1, 2;
	my ($sql1, $codes1) = $ACT{$first}[1]->(-$id);
	my ($sql2, $codes2) = %$codes1 ? ('SELECT 1', {}) : $ACT{$second}[1]->(-$id);
	my $codes = %$codes1 ? $codes1 : $codes2;
	$model->become($before) if %$codes;
	splice @entries, $n;    # their ids are not kept
	splice @permits, $m;
	return ('both', "$sql1; $sql2", $codes, 0);
}

1;
