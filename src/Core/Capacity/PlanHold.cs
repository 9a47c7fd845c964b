using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>Who is absent in a requirement on a plan.</summary>
public enum PlanHoldKind
{
    /// <summary>The named actors, all together.</summary>
    Actors,
    /// <summary>Everybody outside the perimeter.</summary>
    Outsiders,
    /// <summary>Any single country, party or owner outside the perimeter (N-1).</summary>
    AnyOutsider,
}

/// <summary>A requirement on the network that a plan leaves: from a month on, a share of the wanted rates can be kept up without somebody.</summary>
/// <param name="Level">Theta to reach: share of the goals, or of the demands' rates where the package has no goals.</param>
/// <param name="Kind">Who is absent.</param>
/// <param name="Actors">The actors, where they are named.</param>
/// <param name="Month">First day of the month at which it is checked.</param>
/// <param name="Text">As the user wrote it.</param>
public sealed partial record PlanHold(double Level, PlanHoldKind Kind, IReadOnlyList<Actor> Actors, DateOnly Month, string Text)
{
    /// <summary>Reads <c>theta >= 0.8 without CN by 2028-06</c>: a share (or per cent), actors joined by plus signs, <c>outside</c> or
    /// <c>any-outside</c>, and a month.</summary>
    /// <param name="text">The text.</param>
    /// <param name="network">Network whose actors are meant, with all its rows.</param>
    /// <param name="hold">The requirement.</param>
    /// <param name="wrong">The part that cannot be read, or that names nobody or several.</param>
    public static bool TryParse(string text, Network network, [NotNullWhen(true)] out PlanHold? hold, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(network);
        (hold, wrong) = (null, text);
        var match = Form().Match(text);
        if (!match.Success) return false;
        if (!Quantity.TryNumber(match.Groups["level"].Value, out var level) || !Dates.TryParse(match.Groups["month"].Value, false, out var month)) return false;
        if (match.Groups["percent"].Success) level /= 100;
        if (!(level > 0) || level > OutputProgram.ThetaCap)
        {
            wrong = match.Groups["level"].Value;
            return false;
        }
        var who = match.Groups["who"].Value.Trim();
        var kind = who switch { "outside" => PlanHoldKind.Outsiders, "any-outside" => PlanHoldKind.AnyOutsider, _ => PlanHoldKind.Actors };
        var actors = new SortedSet<Actor>();
        if (kind == PlanHoldKind.Actors)
            foreach (var part in who.Split('+', StringSplitOptions.TrimEntries))
            {
                var found = ActorSearch.Find(network, part);
                wrong = part;
                if (found.Count != 1) return false;
                actors.Add(found[0]);
            }
        hold = new(level, kind, [.. actors], new(month.Year, month.Month, 1), text.Trim());
        return true;
    }

    [GeneratedRegex(@"^\s*theta\s*(>=|≥)\s*(?<level>[0-9.]+)\s*(?<percent>%)?\s+without\s+(?<who>.+?)\s+by\s+(?<month>[0-9-]+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>Maximum output at a plan's capacities in the month of a requirement, without somebody.</summary>
/// <param name="Hold">Index of the requirement in the options.</param>
/// <param name="Denial">Who is absent.</param>
/// <param name="Period">Period of the month.</param>
/// <param name="Theta">Share that can be kept up.</param>
/// <param name="Holds">Whether it reaches the level.</param>
public sealed record PlanHoldProof(int Hold, Denial Denial, int Period, double Theta, bool Holds);
