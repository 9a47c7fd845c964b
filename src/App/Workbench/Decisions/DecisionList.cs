using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>A finding with its decision, in words.</summary>
/// <param name="Review">Finding, decision and how it stands.</param>
/// <param name="Words">What the finding says now, or what it is about.</param>
public sealed record DecisionItem(DecisionReview Review, string Words)
{
    /// <summary>State in addresses and files: open, stands, changed, expired, absent.</summary>
    public string State => Review.Decision is null ? "open" : Review.State.ToString().ToLowerInvariant();
}

/// <summary>Findings of a workspace that can be decided on, and decisions, as a caller may see them.</summary>
/// <param name="Items">What must be decided first: those that fell, then those never decided, then those that stand, then absent ones.</param>
/// <param name="Hidden">How many are not shown, because they name companies or sites.</param>
/// <param name="IsSearching">True where single points are still being searched: later there may be more.</param>
sealed record DecisionList(IReadOnlyList<DecisionItem> Items, int Hidden, bool IsSearching)
{
    const int MostFindings = 1000;

    /// <summary>States in the order in which they want attention.</summary>
    public static readonly IReadOnlyList<string> States = ["changed", "expired", "open", "stands", "absent"];

    // Who waits longer is shown what there is; the search goes on.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The list for the current snapshot.</summary>
    public static async Task<DecisionList> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, services) = (request.Caller, request.Http.RequestServices);
        var store = services.GetRequiredService<IWorkspaceStore>();
        var time = services.GetRequiredService<TimeProvider>();
        var decisions = await store.Decisions(caller.Id, request.Stop);
        if (await services.GetRequiredService<FindingBooks>().Of(caller.Id, caller.Snapshot, request.Stop) is not { } book) return new([], 0, false);
        var (found, isSearching) = await Findings(request, services, time);
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in found.Keys.Concat(decisions.Select(d => d.Finding)).Distinct(StringComparer.Ordinal))
            if (book.InputsOf(address) is { } hash) inputs[address] = hash;
        var reviews = DecisionReview.Of(inputs, decisions, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var mine = new FindingRows(caller.Network.Package);
        var seen = reviews.Where(r => IsSeen(caller, r.Finding, mine)).ToArray();
        var words = new FindingWords(caller, request.Texts);
        var items = seen.Select(r => new DecisionItem(r, found.GetValueOrDefault(r.Finding) ?? words.Of(r.Finding)));
        return new([.. items.OrderBy(i => States.ToList().IndexOf(i.State)).ThenBy(i => RankOf(i.Review.Finding)).ThenBy(i => i.Review.Finding, StringComparer.Ordinal)], reviews.Count - seen.Length, isSearching);
    }

    // Verdicts first, then whose failure takes something away, then what stands out in the data.
    static int RankOf(string finding) => finding.StartsWith("data/", StringComparison.Ordinal) ? 2 : finding.StartsWith("exposure/", StringComparison.Ordinal) ? 1 : 0;

    // Verdicts that are not as one would wish, single points, and what stands out in the data: by address, in words.
    static async Task<(Dictionary<string, string> Found, bool IsSearching)> Findings(TableRequest request, IServiceProvider services, TimeProvider time)
    {
        var (caller, texts) = (request.Caller, request.Texts);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var isSearching = false;
        if (new AssessmentQuery().Options(caller, texts, out _) is { } options && caller.Network.At(options.At, options.Status).Goals.Count > 0)
        {
            options = options with { Perimeters = [options.Perimeters[0]] };
            var result = await services.GetRequiredService<AssessmentRuns>().Assess(caller.Network, options, request.Stop);
            var say = new Sentences(result.Network, texts, caller.SeesNames);
            foreach (var grid in result.Grids)
                foreach (var row in grid.Rows.Where(r => r.Goals.Count > 0 && r.Verb != SovereigntyEngine.Together))
                {
                    var what = $"{grid.Technology.Name}, {say.Verb(row.Verb)} ({grid.Perimeter.Name})";
                    if (row.Reliance is { ThetaIn: { } theta, Verdict: not (RelianceVerdict.Yes or RelianceVerdict.YesAlone) }) found[theta.Address] = texts.Format("terminal.colon", $"{what}, {texts["terminal.danger.reliance"]}", say.Verdict(row.Reliance.Verdict));
                    if (row.Exposure is { Phi: { } phi, Verdict: not ExposureVerdict.Holds }) found[phi.Address] = texts.Format("terminal.colon", $"{what}, {texts["terminal.danger.exposure"]}", say.Verdict(row.Exposure.Verdict));
                }
            isSearching = !await Points(request, services, time, found);
        }
        var rows = new FindingRows(caller.Network.Package);
        foreach (var finding in caller.Findings.Where(f => f.Severity != Severity.Note))
            if (found.Count < MostFindings && rows.AddressOf(finding) is { } address) found[address] = SeenData.MayName(caller) ? texts.Message(finding) : finding.Code;
        return (found, isSearching);
    }

    // False where the search is not over.
    static async Task<bool> Points(TableRequest request, IServiceProvider services, TimeProvider time, Dictionary<string, string> found)
    {
        var caller = request.Caller;
        if (new ExposureQuery().Options(caller, request.Texts, out _) is not [var first, ..]) return true;
        try
        {
            var result = await services.GetRequiredService<ExposureRuns>().SinglePoints(caller.Network, ExposureQuery.Seen(caller, first), request.Stop).WaitAsync(Patience, time, request.Stop);
            var say = new Sentences(result.Table.Network, request.Texts, caller.SeesNames);
            foreach (var verb in result.Verbs)
                foreach (var point in verb.Points)
                    if (found.Count < MostFindings)
                        found[point.Theta.Address] = request.Texts.Format("workbench.decisions.point", $"{verb.Technology.Name}, {say.Verb(verb.Verb)} ({first.Perimeter.Name})", say.Names.Actor(point.Actor), say.Numbers.Goal(point.Theta));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>True where a caller may see that there is such a finding: not what names companies or sites where he may not, nor rows that are withheld from him.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="address">Address of the finding.</param>
    /// <param name="rows">Rows behind findings of what he sees, where many are asked about.</param>
    public static bool IsSeen(CallerWorkspace caller, string address, FindingRows? rows = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(address);
        if (!caller.HasNetwork) return false;
        // What the caller's own view does not have is withheld from him, or gone; who sees all is told that it is gone.
        if (caller.Withheld > 0 && (rows ?? new(caller.Network.Package)).Of(address) is null) return false;
        if (SeenData.MayName(caller)) return true;
        var parts = address.Split('/');
        var row = parts[0] == "data" ? parts[2..] : parts;
        // Without a key a finding in the data speaks of a table.
        if (parts[0] == "data" && row.Length < 2) return true;
        return !(FieldCatalog.Find(row[0]) is { } spec && (spec.Name is "parties" or "sites" or "lines" || spec.Fields.Any(f => f.Targets.Any(t => t is "parties" or "sites" or "lines"))))
            && parts[^1].Split(':')[0] is not ("party" or "site" or "line" or "owner");
    }
}

/// <summary>Says what an address is about, where no engine speaks of it now.</summary>
sealed class FindingWords(CallerWorkspace caller, Texts texts)
{
    /// <summary>The words; the address itself where there are none.</summary>
    public string Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var parts = address.Split('/');
        var say = new Sentences(caller.Network, texts, caller.SeesNames);
        for (var i = 0; i + 1 < parts.Length; i++)
            if (caller.Network.Technologies.FirstOrDefault(t => t.Id == parts[i]) is { } technology && FieldCatalog.Verbs.Contains(parts[i + 1]))
            {
                var what = $"{technology.Name}, {say.Verb(parts[i + 1])}";
                var actor = ActorSearch.Find(caller.Network, parts[^1]) is [var one] && parts.Length > i + 2 && parts[^1].Contains(':', StringComparison.Ordinal) ? say.Names.Actor(one) : parts[^1];
                return texts.Format("terminal.colon", what, actor);
            }
        return address;
    }
}

/// <summary>Why a decision has to be made again, or was carried on.</summary>
/// <param name="Changed">Rows behind the finding that differ since it was decided, as the caller may see them.</param>
/// <param name="Hidden">How many more differ.</param>
public sealed record DecisionCause(IReadOnlyList<RowChange> Changed, int Hidden)
{
    const int Most = 20;

    /// <summary>Compares the rows behind a finding in the snapshot that was decided on with those of the current one.</summary>
    internal static async Task<DecisionCause> Of(CallerWorkspace caller, Decision decision, FindingBooks books, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(books);
        if (await books.Of(caller.Id, decision.Snapshot, stop) is not { } old || await books.Of(caller.Id, caller.Snapshot, stop) is not { } now) return new([], 0);
        var behind = (old.Rows.Of(decision.Finding) ?? []).Concat(now.Rows.Of(decision.Finding) ?? []).ToHashSet(StringComparer.Ordinal);
        var changes = RowComparison.Of(old.Whole.Network.Package, now.Whole.Network.Package).Rows.Where(r => behind.Contains(r.Address)).ToArray();
        var before = new SeenData(caller, Networks.View(old.Whole, caller.Clearance));
        var after = new SeenData(caller, Networks.View(now.Whole, caller.Clearance));
        var shown = changes.Where(c => Shows(before, c, c.Before) && Shows(after, c, c.After)).ToArray();
        return new([.. shown.Take(Most)], changes.Length - Math.Min(shown.Length, Most));
    }

    // A row that the view does not hold as it stands is withheld.
    static bool Shows(SeenData data, RowChange change, Row? row) =>
        row is null || (data.Shows(FieldCatalog.Table(change.Table), row) && (data.Seen.Withheld == 0 || data.Package[change.Table].Rows.Any(r => r.Cells.AsSpan().SequenceEqual(row.Cells))));
}
