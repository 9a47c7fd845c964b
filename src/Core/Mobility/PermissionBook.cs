using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>Names of permission regimes that need no row in a package. Each is a ceiling: a time that is listed and shorter stays.</summary>
public static class PermissionRegime
{
    /// <summary>What the package lists, and nothing else.</summary>
    public const string Listed = "listed";

    /// <summary>Five working days (PESCO commitment, Council conclusions of 25.6.2018).</summary>
    public const string FiveDays = "5-working-days";

    /// <summary>Three working days (proposal COM(2025) 847; Military Mobility Pledge 2024).</summary>
    public const string ThreeDays = "3-working-days";

    /// <summary>Six hours (emergency framework of the proposal COM(2025) 847).</summary>
    public const string SixHours = "emergency-6-hours";

    /// <summary>All four, slowest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Listed, FiveDays, ThreeDays, SixHours];
}

/// <summary>When a permission is there that was applied for at some time: the lead times of a package under a regime, over an explicit calendar.</summary>
/// <remarks>Times are minutes from the start of the first day. A working day is Monday to Friday without the holidays of the country; the day of application
/// does not count, and the permission is there when the last day ends (Regulation (EEC, Euratom) No 1182/71, Article 3). Later application never gives an earlier permission.</remarks>
public sealed class PermissionBook
{
    /// <summary>Minutes of a day.</summary>
    public const long Day = 24 * 60;

    // Days after which nobody waits any more: a lead time above it is as good as a refusal, and calendars end.
    const double Longest = 36_500;

    /// <summary>Time of what never comes.</summary>
    public const long Never = long.MaxValue / 4;

    readonly Network _network;
    readonly string _regime;
    readonly string _hazard;
    readonly DateOnly _start;
    readonly Dictionary<int, HashSet<DateOnly>> _holidays = [];

    /// <summary>Prepares the calendar.</summary>
    /// <param name="network">Network with its table of permissions and of holidays.</param>
    /// <param name="regime">Name of a regime.</param>
    /// <param name="hazard">Class of dangerous goods, none, or blank.</param>
    /// <param name="start">First day.</param>
    public PermissionBook(Network network, string regime, string hazard, DateOnly start)
    {
        ArgumentNullException.ThrowIfNull(network);
        (_network, _regime, _hazard, _start) = (network, regime, hazard, start);
    }

    /// <summary>True where a name is a regime of the program or of the package.</summary>
    public static bool IsKnown(Network network, string regime)
    {
        ArgumentNullException.ThrowIfNull(network);
        return PermissionRegime.All.Contains(regime) || network.Permissions.Any(p => p.Regime == regime);
    }

    /// <summary>When the permission to enter a country is there; <see cref="Never"/> where that is not known in the pessimistic reading.</summary>
    /// <param name="country">Index of the country, or -1 where it is not known which.</param>
    /// <param name="applied">Minutes.</param>
    /// <param name="reading">Reading of the lead time; unknown is never in the pessimistic one and at once in the others.</param>
    /// <param name="isKnown">Whether a lead time is known, whatever it is.</param>
    public long ToEnter(int country, long applied, Reading reading, out bool isKnown)
    {
        var row = country < 0 ? null : Row(country, DateOf(applied));
        isKnown = row is { Days.IsKnown: true };
        var listed = row is null ? reading == Reading.Pessimistic ? Never : applied : After(country, applied, row.Days.Need(reading), row.IsWorkingDays);
        if (Ceiling(country, applied) is not { } ceiling) return listed;
        // A regime makes known what is not listed.
        if (!isKnown) listed = ceiling;
        isKnown = true;
        return Math.Min(listed, ceiling);
    }

    /// <summary>When a permission with its own listed days (of a link or a place) is there.</summary>
    /// <param name="country">Index of the country whose calendar counts, or -1.</param>
    /// <param name="days">Listed days; calendar days.</param>
    /// <param name="applied">Minutes.</param>
    /// <param name="reading">Reading.</param>
    public long ToPass(int country, Quantity days, long applied, Reading reading)
    {
        var listed = After(country, applied, days.Need(reading), isWorking: false);
        return Ceiling(country, applied) is { } ceiling ? Math.Min(listed, ceiling) : listed;
    }

    /// <summary>End of the n-th working day after the day of a time.</summary>
    public long AfterWorkingDays(int country, long applied, double days)
    {
        if (days > Longest) return Never;
        var left = (int)Math.Ceiling(days);
        var day = DateOf(applied);
        if (left == 0) return applied;
        while (left > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(country, day)) left--;
        }
        return (day.DayNumber - _start.DayNumber + 1) * Day;
    }

    long? Ceiling(int country, long applied) => _regime switch
    {
        PermissionRegime.FiveDays => AfterWorkingDays(country, applied, 5),
        PermissionRegime.ThreeDays => AfterWorkingDays(country, applied, 3),
        PermissionRegime.SixHours => applied + Day / 4,
        _ => null,
    };

    long After(int country, long applied, double days, bool isWorking) =>
        days > Longest ? Never : isWorking ? AfterWorkingDays(country, applied, days) : applied + (long)Math.Ceiling(days * Day - 1e-6);

    // The row of the regime before that of what is listed; the row of the hazard before that of any; of several the slowest.
    TransitPermit? Row(int country, DateOnly day)
    {
        var named = _network.Permissions.Where(p => p.Country.Contains(country) && (p.Hazard.Length == 0 || p.Hazard == _hazard) && (p.Start is null || p.Start <= day) && (p.End is null || day <= p.End)).ToArray();
        foreach (var regime in new[] { _regime, PermissionRegime.Listed })
            if (named.Where(p => p.Regime == regime).OrderByDescending(p => p.Hazard.Length > 0).ThenByDescending(p => p.Days.Need(Reading.Pessimistic)).FirstOrDefault() is { } row) return row;
        return null;
    }

    bool IsWorkingDay(int country, DateOnly day)
    {
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
        if (!_holidays.TryGetValue(country, out var days))
            _holidays[country] = days = country < 0 ? [] : [.. _network.Holidays.Where(h => h.Country.Contains(country)).Select(h => h.Date)];
        return !days.Contains(day);
    }

    DateOnly DateOf(long minutes) => _start.AddDays((int)Math.Min(minutes / Day, 100_000));
}
