using Vauban.Core.Exposure;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>What a run is known by: the same identity, the same page.</summary>
/// <param name="SnapshotHash">SHA-256 of the package's canonical form.</param>
/// <param name="Version">Version of Vauban.</param>
public sealed record ReportIdentity(string SnapshotHash, string Version)
{
    /// <summary>The identity of a result.</summary>
    public static ReportIdentity Of(SovereigntyResult result, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(result.Network.Package.Hash, version);
    }
}

/// <summary>What a report or a brief shows beside the assessment.</summary>
public sealed record ReportOptions
{
    /// <summary>Names parties and sites in veto sets, failures and questions. Default false: a page that travels should not list single points of real companies.</summary>
    public bool NamesParties { get; init; }

    /// <summary>Shows in a brief who can stop it, alone or together. Default true; a reader without that right is given a brief without.</summary>
    public bool ShowsVetoes { get; init; } = true;

    /// <summary>Concentration of supply, or null to leave the chapter out.</summary>
    public ConcentrationResult? Concentration { get; init; }

    /// <summary>What papers say about the figures, or null to leave the chapter out.</summary>
    public EvidenceAnswer? Evidence { get; init; }
}
