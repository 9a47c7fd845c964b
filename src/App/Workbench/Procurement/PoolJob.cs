using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Workbench.Procurement;

/// <summary><c>vauban procurement pool</c> as a job. It shares an order out over single lines, so it is for who keeps the data.</summary>
sealed class PoolJob : IJobKind
{
    public static string Key => "pool";

    /// <summary>Names of the options: those of the command; transport names a file of the workspace.</summary>
    public static IReadOnlyList<string> Options =>
        ["item", "states", "from", "to", "early", "late", "perimeter", "inside", "status", "reading", "exclude", "workshare", "fair-return", "interchangeable", "variants", "least-late", "transport", JobDesk.ScenarioOption];

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (ask.View != JobView.Lines) throw new InputException(ask.Texts["workbench.pool.who"]);
        var options = OptionsOf(ask);
        return (tell, stop) => new(JsonText.Of(json => PoolJson.Write(json, PoolEngine.Run(ask.Network, options, LinearSolvers.Default, done => tell(News(done)), stop), ask.Findings, ask.Texts)), true);
    }

    public static IReadOnlyList<string> Files => ["transport"];

    /// <summary>The settings that are asked for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public static PoolOptions OptionsOf(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return (Question(ask.Query, ask.Texts) with { Transport = Transport(ask) }).Of(ask.Network, ask.Texts);
    }

    static IReadOnlyList<PoolTransport> Transport(JobAsk ask)
    {
        if (ask.Files.Named(ask.Query, "transport", ask.Texts) is not { } file) return [];
        var findings = new List<Finding>();
        using var stream = ask.Files.Open(file);
        return TransportTable.Read(stream, file.Name, findings) ?? throw new InputException(string.Join(" ", findings.Where(f => f.Severity == Severity.Error).Take(3).Select(ask.Texts.Sentence)));
    }

    static JobNews News(double done) => StepNews.Of("procurement.progress", (int)(done * 100), 100);

    /// <summary>What is asked, from an address or a form. A field may name several, joined by commas or standing on lines of their own.</summary>
    /// <exception cref="InputException">An option cannot be.</exception>
    public static PoolQuestion Question(JobQuery query, Adapters.Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(texts);
        return new()
        {
            Items = Split(query.All("item")), States = Split(query.All("states")), From = query.Date("from", texts), To = query.Date("to", texts), Early = Whole(query, "early", texts["procurement.window"]), Late = Whole(query, "late", texts["procurement.window"]),
            Perimeter = query.Perimeters(texts)[0], Inside = query.Has("inside"), Status = query.Status(texts), Reading = query.One("reading") ?? "central", Excluded = Split(query.All("exclude")), Workshares = Split(query.All("workshare")),
            FairReturn = query.One("fair-return"), AreInterchangeable = query.Has("interchangeable"), Variants = query.Number("variants", 1, int.MaxValue, texts["procurement.variants.least"]), IsLeastLate = query.Has("least-late"),
        };
    }

    static double Whole(JobQuery query, string name, string wrong) => query.Number(name, 0, 60, wrong) ?? 0;

    /// <summary>Values of a field.</summary>
    public static IReadOnlyList<string> Split(IReadOnlyList<string> values) => [.. values.SelectMany(v => v.Split([',', ';', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
}
