using System.Diagnostics.CodeAnalysis;
using Vauban.Core.Model;

namespace Vauban.Core.Sovereignty;

/// <summary>Whether a requirement is met.</summary>
public enum RequirementAnswer
{
    /// <summary>It is met.</summary>
    Met,
    /// <summary>What is known excludes it.</summary>
    Excluded,
    /// <summary>What is known does not decide it, or no goal is stated.</summary>
    Undetermined,
}

/// <summary>A stated policy: the least verdict that a verb must have.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Verb">Verb, or "together".</param>
/// <param name="Verdict"><c>yes</c>, <c>only-with-others</c> (or better), or, of exposure, <c>holds</c>.</param>
public sealed record Requirement(string Text, string Verb, string Verdict)
{
    const string Exposure = "exposure:", Reliance = "reliance:";

    /// <summary>Reads <c>produce=yes</c>, <c>use=only-with-others</c>, <c>exposure:produce=holds</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement)
    {
        ArgumentNullException.ThrowIfNull(text);
        requirement = null;
        var plain = text.Trim().ToLowerInvariant();
        var isExposure = plain.StartsWith(Exposure, StringComparison.Ordinal);
        if (isExposure) plain = plain[Exposure.Length..];
        else if (plain.StartsWith(Reliance, StringComparison.Ordinal)) plain = plain[Reliance.Length..];
        var parts = plain.Split('=', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || (!FieldCatalog.Verbs.Contains(parts[0]) && parts[0] != SovereigntyEngine.Together)) return false;
        if (isExposure ? parts[1] != "holds" : parts[1] is not ("yes" or "only-with-others")) return false;
        requirement = new(text.Trim(), parts[0], parts[1]);
        return true;
    }

    /// <summary>Whether a row of the grid meets it.</summary>
    public RequirementAnswer Check(VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Goals.Count == 0) return RequirementAnswer.Undetermined;
        return Verdict switch
        {
            "holds" => row.Exposure.Verdict switch { ExposureVerdict.Holds => RequirementAnswer.Met, ExposureVerdict.Exposed => RequirementAnswer.Excluded, _ => RequirementAnswer.Undetermined },
            "yes" => row.Reliance.Verdict switch
            {
                RelianceVerdict.Yes or RelianceVerdict.YesAlone => RequirementAnswer.Met,
                RelianceVerdict.Unknown or RelianceVerdict.NoGoal => RequirementAnswer.Undetermined,
                _ => RequirementAnswer.Excluded,
            },
            _ => row.Reliance.ThetaAll!.Low >= 1 ? RequirementAnswer.Met : row.Reliance.ThetaAll.High < 1 ? RequirementAnswer.Excluded : RequirementAnswer.Undetermined,
        };
    }
}
