using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Disruption;

/// <summary><c>vauban disruption stress</c> as a job, with scenarios of the package, of the workspace, and ready-made ones. It speaks of items and countries only.</summary>
sealed class StressJob : IJobKind
{
    /// <summary>Most days of a run here: five years.</summary>
    public const int MostDays = 1825;

    /// <summary>Most draws of a run here.</summary>
    public const int MostDraws = 2000;

    /// <summary>Most days that a run plays in all, over its scenarios and draws: nobody waits longer in a queue behind one run.</summary>
    public const long MostPlayed = 25_000_000;

    public static string Key => "stress";

    public static IReadOnlyList<string> Options => ["scenario", "days", "draws", "seed", "backlog", "perimeter", "technology", "verb", "at", "status"];

    /// <summary>Names somebody where a scenario that is asked for does and the caller may have that.</summary>
    public static JobView ViewOf(CallerWorkspace caller, JobQuery query, string kept)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        if (!caller.SeesNames || !caller.HasNetwork) return JobView.Items;
        var names = new NamesIn(caller.Network);
        var own = Threats.Of(caller.Network.Package, Day(query), []).Concat(OwnThreat.Scenarios(kept));
        return own.Any(s => (query.All("scenario").Count == 0 || query.All("scenario").Contains(s.Name)) && ThreatChoice.NamesSomebody(s, names)) ? JobView.Names : JobView.Items;
    }

    static DateOnly? Day(JobQuery query) => query.One("at") is { } text && Dates.TryParse(text, false, out var day) ? day : null;

    /// <summary>The workspace's own scenarios that are asked for, as they are now.</summary>
    public static Task<string> Keep(CallerWorkspace caller, JobQuery query, Texts texts, IWorkspaceStore store, CancellationToken stop) => OwnThreat.Keep(caller, query.All("scenario"), store, stop);

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (query, texts, network) = (ask.Query, ask.Texts, ask.Network);
        var options = new StressOptions
        {
            Threads = Environment.ProcessorCount,
            Technologies = query.Technologies(network, texts), Verb = Verb(query, network, texts), Perimeter = query.Perimeters(texts)[0], At = query.Date("at", texts), Status = query.Status(texts),
            Days = Whole(query, "days", MostDays, texts) ?? new StressOptions().Days, Draws = Whole(query, "draws", MostDraws, texts) ?? new StressOptions().Draws, Seed = Seed(query, texts), KeepsBacklog = query.Has("backlog"),
        };
        var scenarios = Scenarios(ask, options.At);
        if ((long)scenarios.Count * options.Days * options.Draws > MostPlayed)
            throw new InputException(texts.Format("workbench.stress.much", Text(scenarios.Count), Text(options.Days), Text(options.Draws), Text(MostPlayed / 1_000_000)));
        return (tell, stop) =>
        {
            var result = StressEngine.Run(network, scenarios, options with { Transport = TransportEventStudy.HitsOf(network, options, LinearSolvers.Default, stop) }, LinearSolvers.Default, (done, of) => tell(StepNews.Of("workbench.stress.progress", done, of)), stop);
            return new(JsonText.Of(j => StressJson.Write(j, result, ask.Findings, texts)), true);
        };
    }

    static string Verb(JobQuery query, Network network, Texts texts)
    {
        var verb = query.One("verb") ?? new StressOptions().Verb;
        if (!FieldCatalog.Verbs.Contains(verb)) throw new InputException(texts.Format("disruption.verb.unknown", verb, string.Join(", ", FieldCatalog.Verbs)));
        return network.Goals.Any(g => g.Verb == verb) ? verb : throw new InputException(texts.Format("disruption.verb.no-goal", verb));
    }

    static int? Whole(JobQuery query, string name, int most, Texts texts)
    {
        if (query.One(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most ? value : throw new InputException(texts.Format($"workbench.stress.{name}", Text(most)));
    }

    static long Seed(JobQuery query, Texts texts)
    {
        if (query.One("seed") is not { } text) return new StressOptions().Seed;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : throw new InputException(texts["workbench.stress.seed"]);
    }

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Those of the package first, as with the command; without a choice those of the package and all ready-made ones.
    static List<ThreatScenario> Scenarios(JobAsk ask, DateOnly? at)
    {
        var findings = new List<Finding>();
        var choice = new ThreatChoice(ask.Network, at, findings, ask.Kept) { SeesNames = ask.View == JobView.Names };
        if (ask.Query.All("scenario") is not { Count: > 0 } names) return choice.IsRead ? [.. choice.OfPackage, .. Threats.All(findings)] : throw Unread(ask, findings);
        var scenarios = new List<ThreatScenario>();
        foreach (var name in names)
        {
            if (choice.Find(name) is { } found) scenarios.Add(found);
            else throw choice.IsRead ? new InputException(ask.Texts.Format("workbench.stress.unknown", name)) : Unread(ask, findings);
        }
        return scenarios;
    }

    // A row that cannot be read may name a company: what is wrong with it is told to who may see that.
    static InputException Unread(JobAsk ask, List<Finding> findings) => new(ask.View == JobView.Names
        ? string.Join(" ", findings.Where(f => f.Severity == Severity.Error).Take(3).Select(ask.Texts.Sentence)) : ask.Texts.Format("workbench.stress.rows", Text(findings.Count(f => f.Severity == Severity.Error))));
}
