namespace Vauban.Core.Disruption;

/// <summary>Puts a series before the rules.</summary>
/// <remarks>Where values are intervals each rule is asked three times: with their middles, with earlier values at the end that makes an alarm likelier and
/// later ones at the other, and the other way round. Only what alarms in all three is an alert.</remarks>
static class WarnJudge
{
    enum Ends { Middle, Likelier, Unlikelier }

    /// <summary>What each rule says of a window of values.</summary>
    public static WarnSignal[] Signals(ReadOnlySpan<WarnPoint> points, WarnWay way)
    {
        var months = WarnSeason.In(points);
        return [Signal(WarnRule.Level, points, way, months), Signal(WarnRule.Trend, points, way, months), Signal(WarnRule.Change, points, way, months)];
    }

    /// <summary>All rules together: the most that any of them says; unknown only where none can judge.</summary>
    public static WarnStatus Together(IEnumerable<WarnSignal> signals) => signals.Select(s => s.Status).DefaultIfEmpty(WarnStatus.Unknown).Min();

    /// <summary>First date of the looks that alarm without a break up to the latest, each with the values that it would have had; and whether there were too few values to look any earlier.</summary>
    /// <param name="points">All values up to the day of the look.</param>
    /// <param name="way">Way that hurts.</param>
    /// <param name="window">Most values that a look takes.</param>
    public static (DateOnly Since, bool IsAtLeast) Since(ReadOnlySpan<WarnPoint> points, WarnWay way, int window)
    {
        var since = points[^1].Date;
        for (var end = points.Length - 1; ; end--)
        {
            if (end < WarnOptions.Fewest) return (since, true);
            var look = points[Math.Max(0, end - window)..end];
            if (Together(Signals(look, way)) is not (WarnStatus.Alert or WarnStatus.Possible)) return (since, false);
            since = look[^1].Date;
        }
    }

    static WarnSignal Signal(WarnRule rule, ReadOnlySpan<WarnPoint> points, WarnWay way, int[]? months)
    {
        if (way != WarnWay.Both) return Signal(rule, points, way == WarnWay.Up, months);
        var (up, down) = (Signal(rule, points, true, months), Signal(rule, points, false, months));
        if (up.Status != down.Status) return up.Status < down.Status ? up : down;
        return down.Score > up.Score ? down : up;
    }

    static WarnSignal Signal(WarnRule rule, ReadOnlySpan<WarnPoint> points, bool isUp, int[]? months)
    {
        var middle = Ask(rule, points, isUp, Ends.Middle, months);
        if (double.IsNaN(middle.Score) || !HasRanges(points)) return middle;
        var alarms = 0;
        foreach (var ends in new[] { Ends.Likelier, Ends.Unlikelier })
            if (Ask(rule, points, isUp, ends, months).Status == WarnStatus.Alert) alarms++;
        if (middle.Status == WarnStatus.Alert) alarms++;
        return middle with { Status = alarms switch { 3 => WarnStatus.Alert, 0 => WarnStatus.Quiet, _ => WarnStatus.Possible } };
    }

    static bool HasRanges(ReadOnlySpan<WarnPoint> points)
    {
        foreach (var point in points)
            if (!point.Value.IsExact) return true;
        return false;
    }

    static WarnSignal Ask(WarnRule rule, ReadOnlySpan<WarnPoint> points, bool isUp, Ends ends, int[]? months)
    {
        var n = points.Length;
        // Of the latest value against the others, or of the second half against the first.
        var split = rule == WarnRule.Level ? n - 1 : n / 2;
        var values = new double[n];
        var sign = isUp ? 1 : -1;
        for (var i = 0; i < n; i++)
        {
            var value = points[i].Value;
            values[i] = sign * (ends == Ends.Middle ? value.Central : (ends == Ends.Likelier) == (i >= split) == isUp ? value.High : value.Low);
        }
        if (months is not null && rule == WarnRule.Level)
        {
            // What is usual in the month of the latest value is what it is measured against.
            var apart = WarnSeason.Apart(values, WarnSeason.Days(points), months);
            var signal = Level(apart, isUp);
            var usual = sign * (values[^1] - apart[^1]);
            return signal with { Before = usual + signal.Before, After = usual + signal.After };
        }
        // Of a change of level nobody has measured how often it is seen by chance once seasons are taken out.
        if (months is not null && rule == WarnRule.Change) return new(WarnRule.Change, WarnStatus.Unknown, isUp, double.NaN, WarnRules.ChangeLimit);
        return rule switch { WarnRule.Level => Level(values, isUp), WarnRule.Trend => Trend(values, points, isUp, months), _ => Change(values, points, isUp) };
    }

    static WarnStatus StatusOf(double score, double limit) => double.IsNaN(score) ? WarnStatus.Unknown : score >= limit ? WarnStatus.Alert : WarnStatus.Quiet;

    static WarnSignal Level(double[] values, bool isUp)
    {
        var (score, median, spread) = WarnRules.Level(values);
        var sign = isUp ? 1 : -1;
        return new(WarnRule.Level, StatusOf(score, WarnRules.LevelLimit), isUp, score, WarnRules.LevelLimit) { Before = sign * median, After = sign * values[^1], Spread = spread };
    }

    static WarnSignal Trend(double[] values, ReadOnlySpan<WarnPoint> points, bool isUp, int[]? months)
    {
        var days = WarnSeason.Days(points);
        var (score, perDay) = months is null ? WarnRules.Trend(values, days) : WarnSeason.Trend(values, days, months);
        return new(WarnRule.Trend, StatusOf(score, WarnRules.TrendLimit), isUp, score, WarnRules.TrendLimit) { PerMonth = (isUp ? 1 : -1) * perDay * Core.Model.Units.DaysPerMonth };
    }

    static WarnSignal Change(double[] values, ReadOnlySpan<WarnPoint> points, bool isUp)
    {
        if (values.Length < WarnRules.FewestForChange) return new(WarnRule.Change, WarnStatus.Unknown, isUp, double.NaN, WarnRules.ChangeLimit);
        var (score, at) = WarnRules.Change(values);
        var sign = isUp ? 1 : -1;
        return new(WarnRule.Change, StatusOf(score, WarnRules.ChangeLimit), isUp, score, WarnRules.ChangeLimit)
        {
            Before = sign * WarnRules.Median(values.AsSpan(0, at)), After = sign * WarnRules.Median(values.AsSpan(at)), ChangedOn = points[at].Date,
        };
    }
}
