# A plain model of a book: what the rules allow and what the balances become,
# written from the rules' words and not from the engine.  Days are whole
# numbers from 2020-01-01 on; a holder is a unit's name, "reserve:CODE" or
# "ceiling:CODE".  What may not live here: SQL, and the choice of operations.
#
# Every act returns a hash of the codes that may refuse it: all that is wrong
# with it, because the order in which a statement is looked at is nobody's
# promise.  An empty hash means that it must be accepted, and then it was done.

package BookModel;

use strict;
use warnings;

use Storable qw(dclone);
use constant { APPROVED => 0, RESERVED => 1, STRENGTH => 2 };

# code => [class, category]
our %TYPE = (
	11 => [ 'e', 'administrative' ], 12 => [ 'e', 'administrative' ], 14 => [ 'e', 'administrative' ],
	15 => [ 'e', 'support' ], 22 => [ 'e', 'institution' ], 23 => [ 'e', 'institution' ],
	203 => [ 'l', 'leadership' ], 214 => [ 'l', 'leadership' ]);

my %ADMISSIBLE = (
	organ => [ 11, 14, 15, 203, 214 ],
	political_legal_organ => [ 11, 12, 14, 15, 203, 214 ],
	institution => [ 22, 23, 203, 214 ],
	deliberative_body => []);

# units: name => { class, region, from, until (undef while it lives), body }
sub new
{
	my ($class, %unit) = @_;
	return bless {
		unit => \%unit, account => {}, entry => {}, enrolment => [], appointment => [], permit => {},
		exception => {}, mode => { over_establishment => 'block', over_leadership => 'block' }, finding => {} }, $class;
}

sub is_unit { my ($self, $holder) = @_; return exists $self->{unit}{$holder}; }

sub copy { my ($self) = @_; return dclone($self); }
sub become { my ($self, $other) = @_; %$self = %$other; return; }

sub balance { my ($self, $holder, $type) = @_; return $self->{account}{$holder}{$type} // [ 0, 0, 0 ]; }

# "holder type approved/reserved/strength" of every account that has anything
sub balances
{
	my ($self) = @_;
	my @lines;
	for my $holder (keys %{ $self->{account} })
	{
		for my $type (keys %{ $self->{account}{$holder} })
		{
			my $b = $self->{account}{$holder}{$type};
			push @lines, "$holder $type " . join('/', @$b) if grep { $_ } @$b;
		}
	}
	return join ', ', sort @lines;
}

sub admissible
{
	my ($self, $unit, $type) = @_;
	return scalar grep { $_ == $type } @{ $ADMISSIBLE{ $self->{unit}{$unit}{class} } };
}

# Was the unit there on these days?  What still holds needs one that lives.
sub _outside
{
	my ($self, $unit, $holds, @days) = @_;
	my $u = $self->{unit}{$unit};
	return 1 if $holds && defined $u->{until};
	return scalar grep { $_ < $u->{from} || (defined $u->{until} && $_ >= $u->{until}) } @days;
}

sub _expired { my ($p) = @_; return $p->{state} eq 'open' && $p->{expired}; }

# Judge and book a statement's changes: { "holder type" => [da, dr, ds] }.
# Permits past their day give way to whoever needs their posts.
sub _post
{
	my ($self, $codes, $change, @new_permits) = @_;
	my (@lapse, %found);
	for my $key (sort keys %$change)
	{
		my ($holder, $type) = split / /, $key;
		my ($da, $dr, $ds) = @{ $change->{$key} };
		my $b = $self->balance($holder, $type);
		my $need = $ds + $dr - $da;
		my $excess = $b->[STRENGTH] + $b->[RESERVED] - $b->[APPROVED] + $need;

		$codes->{'23Z03 mixed_establishment'} = 1
		  if $self->is_unit($holder) && ($da > 0 || $dr > 0 || $ds > 0) && !$self->admissible($holder, $type);
		next if $holder =~ /^ceiling/ || $need <= 0 || $excess <= 0;

		# posts that are not there cannot be given away, whatever is excused
		if ($da < 0 && $b->[APPROVED] + $da < 0)
		{
			$codes->{$_} = 1 for '23Z23 over_ceiling', '23Z01 over_establishment', '23Z02 over_leadership';
			next;
		}
		if ($b->[RESERVED] > 0)
		{
			my @old = grep { _expired($_) && $_->{unit} eq $holder && $_->{type} == $type } values %{ $self->{permit} }, @new_permits;
			$excess -= $_->{quantity} - $_->{used} for @old;
			push @lapse, @old;
			next if $excess <= 0;
		}
		if (!$self->is_unit($holder))
		{
			$codes->{'23Z23 over_ceiling'} = 1;
			next;
		}
		my $rule = $TYPE{$type}[0] eq 'l' ? 'over_leadership' : 'over_establishment';
		next if $excess <= ($self->{exception}{"$rule $key"} // -1);
		if ($self->{mode}{$rule} eq 'block')
		{
			$codes->{ ($rule eq 'over_leadership' ? '23Z02 ' : '23Z01 ') . $rule } = 1;
		}
		else { $found{"$rule $key"} = 1; }
	}
	return 0 if %$codes;
	for my $key (keys %$change)
	{
		my ($holder, $type) = split / /, $key;
		my $b = $self->{account}{$holder}{$type} //= [ 0, 0, 0 ];
		$b->[$_] += $change->{$key}[$_] for 0 .. 2;
	}
	for my $p (@lapse)
	{
		$self->{account}{ $p->{unit} }{ $p->{type} }[RESERVED] -= $p->{quantity} - $p->{used};
		$p->{state} = 'lapsed';
	}
	$self->{finding}{$_} = 1 for keys %found;
	return 1;
}

# ---- ledger ------------------------------------------------------------------

# lines: [holder, type, quantity]; id names the entry later
sub enter
{
	my ($self, $id, $day, $tomorrow, @lines) = @_;
	my (%codes, %change, %sum, %seen);

	for my $line (@lines)
	{
		my ($holder, $type, $n) = @$line;
		$codes{'23505 entry_line_pkey'} = 1 if $seen{"$holder $type"}++;
		($change{"$holder $type"} //= [ 0, 0, 0 ])->[APPROVED] += $n;
		$sum{ $TYPE{$type}[1] } += $n;
		$codes{'23Z25 outside_validity'} = 1
		  if $self->is_unit($holder) && $self->_outside($holder, $n > 0, $day);
	}
	$codes{'22Z06'} = 1 if $tomorrow;
	$codes{'23Z04 unbalanced_entry'} = 1 if !@lines || grep { $_ } values %sum;
	$self->_post(\%codes, \%change) and $self->{entry}{$id} = { lines => [@lines] };
	return \%codes;
}

sub reverse_entry
{
	my ($self, $id, $which, $day) = @_;
	my $e = $self->{entry}{$which};
	return { '23503 entry_exists' => 1 } if !$e;
	return { '23505 entry_reverses_key' => 1 } if $e->{reversed};
	my $codes = $self->enter($id, $day, 0, map { [ $_->[0], $_->[1], -$_->[2] ] } @{ $e->{lines} });
	$e->{reversed} = 1 if !%$codes;
	return $codes;
}

# ---- permits -----------------------------------------------------------------

sub permit_use
{
	my ($self, $id, %p) = @_;    # unit type quantity from to expired
	my %codes;
	$codes{'23514 use_permit_dates_in_order'} = 1 if $p{to} < $p{from};
	$codes{'23Z25 outside_validity'} = 1 if $self->_outside($p{unit}, 1, $p{from});
	$codes{'23514 enrolment_at_body'} = 1 if !$self->{unit}{ $p{unit} }{body} && $TYPE{ $p{type} }[0] ne 'l';
	my $permit = { %p, used => 0, state => 'open' };
	$self->_post(\%codes, { "$p{unit} $p{type}" => [ 0, $p{quantity}, 0 ] }, $permit)
	  and $self->{permit}{$id} = $permit;
	return \%codes;
}

sub cancel_permit
{
	my ($self, $which) = @_;
	my $p = $self->{permit}{$which};
	return { '23503 permit_exists' => 1 } if !$p || $p->{state} ne 'open';
	$self->{account}{ $p->{unit} }{ $p->{type} }[RESERVED] -= $p->{quantity} - $p->{used};
	$p->{state} = 'cancelled';
	return {};
}

# ---- people ------------------------------------------------------------------

sub open_of { my ($self, $what, $person) = @_; return grep { $_->{person} == $person && !defined $_->{until} } @{ $self->{$what} }; }

sub _overlap
{
	my ($a, $b, $same_account) = @_;
	my ($ae, $be) = map { $_->{until} // 1e9 } $a, $b;
	return 0 if $a->{person} != $b->{person};
	return 0 if $same_account && ($a->{unit} ne $b->{unit} || $a->{type} != $b->{type});
	return $a->{from} < $be && $b->{from} < $ae && $a->{from} < $ae && $b->{from} < $be;
}

# New facts of one statement: { person unit type from until counts permit }
sub begin
{
	my ($self, $what, $tomorrow, @facts) = @_;
	my (%codes, %change, %used);
	my $enrolment = $what eq 'enrolment';

	for my $i (0 .. $#facts)
	{
		my $f = $facts[$i];
		my $open = !defined $f->{until};
		my @days = ($f->{from}, !$open && $f->{until} > $f->{from} ? $f->{until} - 1 : ());

		$codes{'22Z06'} = 1 if $tomorrow;
		$codes{"23514 ${what}_dates_in_order"} = 1 if !$open && $f->{until} < $f->{from};
		$codes{'23Z03 mixed_establishment'} = 1 if ($TYPE{ $f->{type} }[0] eq 'l') == $enrolment;
		$codes{'23514 enrolment_at_body'} = 1 if $enrolment && !$self->{unit}{ $f->{unit} }{body};
		$codes{'23Z25 outside_validity'} = 1 if $self->_outside($f->{unit}, $open, @days);
		$codes{'23Z06 double_post'} = 1
		  if grep { _overlap($f, $_, !$enrolment) } @{ $self->{$what} }, @facts[ 0 .. $i - 1 ];
		$codes{'23Z30 concurrent_post'} = 1
		  if !$enrolment && ($f->{counts} // 1)
		  && grep { ($_->{counts} // 1) && _overlap($f, $_, 0) } @{ $self->{$what} }, @facts[ 0 .. $i - 1 ];
		my $c = $change{"$f->{unit} $f->{type}"} //= [ 0, 0, 0 ];
		$c->[STRENGTH]++ if $open && ($f->{counts} // 1);
		next if !defined $f->{permit};
		my $p = $self->{permit}{ $f->{permit} };
		if (!$p) { $codes{'23503 enrolment_permit_id_exists'} = 1; next; }
		$codes{'23Z24 permit_invalid'} = 1
		  if $p->{unit} ne $f->{unit} || $p->{type} != $f->{type} || $f->{from} < $p->{from} || $f->{from} > $p->{to}
		  || $p->{state} !~ /^(open|lapsed)$/ || $p->{used} + $used{ $f->{permit} }++ >= $p->{quantity};
		$c->[RESERVED]-- if $p->{state} eq 'open';
	}
	# a permit is consumed before the posts are sought
	my %before = map { $_ => { %{ $self->{permit}{$_} } } } keys %used;
	for my $which (%codes ? () : keys %used)
	{
		my $p = $self->{permit}{$which};
		$p->{used} += $used{$which};
		$p->{state} = 'used' if $p->{used} == $p->{quantity};
	}
	if (!$self->_post(\%codes, \%change))
	{
		$self->{permit}{$_} = $before{$_} for keys %before;
		return \%codes;
	}
	push @{ $self->{$what} }, @facts;
	return \%codes;
}

# Ends of facts, in one statement.
sub finish
{
	my ($self, $what, $day, $tomorrow, @facts) = @_;
	my %codes;
	$codes{'22Z06'} = 1 if $tomorrow;
	for my $f (@facts)
	{
		$codes{"23514 ${what}_dates_in_order"} = 1 if $day < $f->{from};
		$codes{'23Z22 append_only'} = 1 if defined $f->{until} && $day > $f->{until};
	}
	return \%codes if %codes;
	for my $f (@facts)
	{
		$self->{account}{ $f->{unit} }{ $f->{type} }[STRENGTH]--
		  if !defined $f->{until} && ($f->{counts} // 1);
		$f->{until} = $day;
	}
	return \%codes;
}

# Out of one unit and into another: both or neither.
sub transfer
{
	my ($self, $person, $unit, $type, $day) = @_;
	my ($f) = $self->open_of('enrolment', $person);
	return { 'P0002' => 1 } if !$f;
	my $before = $self->copy;
	my $out = $self->finish('enrolment', $day, 0, $f);
	my $in = $self->begin('enrolment', 0, { person => $person, unit => $unit, type => $type // $f->{type}, from => $day });
	my %codes = (%$out, %$in);
	$self->become($before) if %codes;
	return \%codes;
}

# Accounts that hold more than was approved and excepted, permits past their
# day not counted.
sub excesses
{
	my ($self) = @_;
	my $n = 0;
	for my $unit (grep { $self->is_unit($_) } keys %{ $self->{account} })
	{
		for my $type (keys %{ $self->{account}{$unit} })
		{
			my $b = $self->balance($unit, $type);
			my $excess = $b->[STRENGTH] + $b->[RESERVED] - $b->[APPROVED];
			my $rule = $TYPE{$type}[0] eq 'l' ? 'over_leadership' : 'over_establishment';
			$excess -= $_->{quantity} - $_->{used}
			  for grep { _expired($_) && $_->{unit} eq $unit && $_->{type} == $type } values %{ $self->{permit} };
			$n++ if $excess > ($self->{exception}{"$rule $unit $type"} // 0);
		}
	}
	return $n;
}

1;
