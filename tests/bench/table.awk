# table.awk: raw measurements and the list of cases to one table.
# First file: "round key value" lines; second: cases as judge() in measure.sh writes them.
# A ratio is the median of the ratios of each round; the spread is their least and greatest.

function sorted_median(n,   i, j, t) {
    for (i = 2; i <= n; i++) {
        t = list[i]
        for (j = i - 1; j > 0 && list[j] > t; j--)
            list[j + 1] = list[j]
        list[j + 1] = t
    }
    low = list[1]
    high = list[n]
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function median_of(key,   i, n) {
    n = count[key]
    for (i = 1; i <= n; i++)
        list[i] = value[key, i]
    return n ? sorted_median(n) : 0
}

function figure(x) {
    return x >= 1000 ? sprintf("%.0f", x) : x >= 10 ? sprintf("%.1f", x) : sprintf("%.3f", x)
}

function row(text, left, right, result, spread, goal, met) {
    printf "%-70s %10s %10s %9s  %-15s %-8s %s\n", text, left, right, result, spread, goal, met
}

FILENAME == ARGV[1] {
    split($0, field, " ")
    value[field[2], ++count[field[2]]] = field[3] + 0
    total[field[2]] += field[3]
    next
}

FNR == 1 {
    row("case", "left", "right", "ratio", "spread", "goal", "met")
    row("----", "----", "-----", "-----", "------", "----", "---")
}

{
    kind = $1; goal = $2; left = $3; right = $4; text = $5
    if (kind == "sum0" || kind == "sum") {
        met = kind == "sum" ? "-" : total[left] == 0 ? "yes" : "NO"
        row(text, total[left] + 0, "", "", "n=" count[left] + 0, kind == "sum" ? "" : "0", met)
    } else {
        n = 0
        for (i = 1; i <= count[left] && i <= count[right]; i++)
            if (value[right, i] > 0)
                list[++n] = value[left, i] / value[right, i]
        if (n == 0)
            next
        ratio = sorted_median(n)
        spread = sprintf("%.2f..%.2f", low, high)
        met = kind == "info" ? "-" : (kind == "<=" ? ratio <= goal : ratio >= goal) ? "yes" : "NO"
        row(text, figure(median_of(left)), figure(median_of(right)), sprintf("%.2f", ratio), spread,
            kind == "info" ? "" : kind " " goal, met)
    }
    if (met == "yes")
        reached++
    else if (met == "NO")
        missed++
}

END {
    printf "\n%d goals reached, %d not\n", reached, missed
}
